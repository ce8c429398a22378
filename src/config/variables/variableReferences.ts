/** A variable in a text, such as `${env:TOKEN:-none}`. */
export interface Reference {
  /** As it is written, with its braces. */
  readonly whole: string;
  readonly kind: 'env' | 'input' | 'config' | 'folder' | 'folderName' | 'home' | 'unknown';
  /** What it names; empty for those that name nothing. */
  readonly name: string;
  /** What stands for it when it is unset or empty. */
  readonly fallback?: string;
  /** How many of the same stand before it in the text. */
  readonly nth: number;
}

/** The variables that are no names of the environment. */
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

/** Replaces each variable of a text; what was put in is not looked at again. */
export function replaceReferences(text: string, give: (reference: Reference) => string): string {
  // Behind the last brace no variable ends: to look for one from each '${' on would take for ever.
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

/** The variable of the environment that answers an input where nobody can be asked. */
export function inputVariable(id: string): string {
  return `MCP_POOL_INPUT_${id.toUpperCase().replace(/[^A-Z\d]/g, '_')}`;
}
