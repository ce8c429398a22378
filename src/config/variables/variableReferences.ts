/** A variable in a text, such as `${env:TOKEN:-none}`. */
export interface Reference {
  /** As it is written, with its braces. */
  readonly whole: string;
  readonly kind: 'env' | 'input' | 'config' | 'folder' | 'folderName' | 'home' | 'unknown';
  /** The name in it; empty for those without one. */
  readonly name: string;
  /** The default when it is unset or empty. */
  readonly fallback?: string;
  /** How many of the same come before it in the text. */
  readonly nth: number;
}

/** The variables that are not names of the environment. */
export const ownVariables = [
  'workspaceFolder',
  'workspaceFolderBasename',
  'userHome',
  'env:',
  'input:',
  'config:',
] as const;

const pattern = /\$\{([^}]*)\}/g;

/** The variables in a text, in their order. */
export function referencesIn(text: string): readonly Reference[] {
  const found: Reference[] = [];
  replaceReferences(text, (reference) => {
    found.push(reference);
    return '';
  });
  return found;
}

/** Replaces each variable of a text; replacements are not scanned again. */
export function replaceReferences(text: string, give: (reference: Reference) => string): string {
  // No variable ends after the last brace: searching for one from each '${' would take too long.
  const end = text.lastIndexOf('}') + 1;
  const counts = new Map<string, number>();
  const replaced = text.slice(0, end).replace(pattern, (whole, body: string) => {
    const nth = counts.get(whole) ?? 0;
    counts.set(whole, nth + 1);
    return give({ ...readReference(whole, body), nth });
  });
  return replaced + text.slice(end);
}

function readReference(whole: string, body: string): Omit<Reference, 'nth'> {
  if (body === 'workspaceFolder') return { whole, kind: 'folder', name: '' };
  if (body === 'workspaceFolderBasename') return { whole, kind: 'folderName', name: '' };
  if (body === 'userHome') return { whole, kind: 'home', name: '' };
  const folder = /^workspaceFolder:(.+)$/.exec(body);
  if (folder) return { whole, kind: 'folder', name: folder[1]! };
  const input = /^input:([\w.-]+)$/.exec(body);
  if (input) return { whole, kind: 'input', name: input[1]! };
  const config = /^config:([\w.-]+)(?::-(.*))?$/s.exec(body);
  if (config) return { whole, kind: 'config', name: config[1]!, fallback: config[2] };
  const env = /^(?:env:)?([A-Za-z_][\w.]*)(?::-(.*))?$/s.exec(body);
  if (env) return { whole, kind: 'env', name: env[1]!, fallback: env[2] };
  return { whole, kind: 'unknown', name: body };
}

/** The variable of the environment that answers an input where no one can be asked. */
export function inputVariable(id: string): string {
  return `MCP_POOL_INPUT_${id.toUpperCase().replace(/[^A-Z\d]/g, '_')}`;
}
