/** A variable in a text, such as `${env:TOKEN:-none}`. */
export interface Reference {
  /** As it is written, with its braces. */
  readonly whole: string;
  readonly kind: 'env' | 'input' | 'config' | 'folder' | 'folderName' | 'home' | 'unknown';
  /** What it names; empty for those that name nothing. */
  readonly name: string;
  /** What stands for it when it is unset or empty. */
  readonly fallback?: string;
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
  return [...text.matchAll(pattern)].map(([whole, body]) => readReference(whole, body!));
}

/** Replaces each variable of a text; what was put in is not looked at again. */
export function replaceReferences(text: string, give: (reference: Reference) => string): string {
  return text.replace(pattern, (whole, body: string) => give(readReference(whole, body)));
}

function readReference(whole: string, body: string): Reference {
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
