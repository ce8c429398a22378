/** A kind of variable that the texts of a server may hold. */
export interface VariableDoc {
  /** As it is written, such as `${env:NAME}`. */
  readonly written: string;
  /** Its name, or how its name begins when that ends in a colon. */
  readonly name: string;
  /** Markdown. */
  readonly description: string;
}

/** Every kind of variable there is. */
export const variables: readonly VariableDoc[] = [
  { written: '${workspaceFolder}', name: 'workspaceFolder', description: 'The folder of this file.' },
  {
    written: '${workspaceFolderBasename}',
    name: 'workspaceFolderBasename',
    description: 'The name of the folder of this file, without its path.',
  },
  { written: '${userHome}', name: 'userHome', description: 'Your home directory.' },
  {
    written: '${input:name}',
    name: 'input:',
    description: 'The value of an entry below `inputs`, which you enter once.',
  },
  {
    written: '${env:NAME}',
    name: 'env:',
    description:
      'An environment variable. `${NAME}` is the same. `${NAME:-text}` is the text if the variable is unset or empty.',
  },
  {
    written: '${config:name}',
    name: 'config:',
    description: 'A setting of VS Code, from your own settings only.',
  },
];

/** The documentation of a variable, such as `env:PATH`, and the part after its kind. */
export function variableOf(body: string): { readonly doc: VariableDoc; readonly rest: string } | undefined {
  const doc = variables.find(({ name }) => (name.endsWith(':') ? body.startsWith(name) : body === name));
  if (doc) return { doc, rest: body.slice(doc.name.length) };
  const environment = variables.find(({ name }) => name === 'env:')!;
  return /^[A-Za-z_][\w.]*(?::-|$)/.test(body) ? { doc: environment, rest: body } : undefined;
}
