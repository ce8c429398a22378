import path from 'node:path';
import type { ClientFormat, Folders, WritableClientId } from './clientFormats';

/** What writing one text for another client needs. */
export interface WriteContext extends Folders {
  readonly client: WritableClientId;
  /** The name of the client. */
  readonly title: string;
  readonly dialect: ClientFormat;
  /** Takes a sentence about what the client cannot express, without the name of the server. */
  note(sentence: string): void;
}

/** The text with our variables as those of another client. What has no counterpart stays, and is noted. */
export function exportVariables(text: string, context: WriteContext): string {
  return text.replace(/\$\{([^}]*)\}/g, (whole, body: string) => writeOne(whole, body, context));
}

function writeOne(whole: string, body: string, context: WriteContext): string {
  const { dialect, title, note } = context;
  if (body.startsWith('input:')) return writeInput(whole, body.slice('input:'.length), context);
  const folder = folderText(body, context);
  if (folder !== undefined) return dialect.folders ? whole : folder;
  const [, name, fallback] = /^(?:env:)?([A-Za-z_][\w.]*)(?::-(.*))?$/s.exec(body) ?? [];
  if (name === undefined || dialect.env === undefined) {
    note(`uses '${whole}', which ${title} does not know: replace it with the value.`);
    return whole;
  }
  if (fallback === undefined) return `\${${dialect.env}${name}}`;
  if (dialect.defaults) return `\${${name}:-${fallback}}`;
  note(`gives '${name}' a default, which ${title} does not support: set it in the environment.`);
  return `\${${dialect.env}${name}}`;
}

function writeInput(whole: string, id: string, { dialect, title, note }: WriteContext): string {
  if (dialect.inputs) return whole;
  if (dialect.env === undefined) {
    note(`asks for '${id}', which ${title} does not support: replace '${whole}' with the value.`);
    return whole;
  }
  const name = id
    .toUpperCase()
    .replace(/[^A-Z\d]+/g, '_')
    .replace(/^(?=\d|$)/, '_');
  note(`asks for '${id}', which ${title} does not support: set the environment variable '${name}'.`);
  return `\${${dialect.env}${name}}`;
}

/** The path of one of our folders; undefined when the variable is not one of a folder, or the folder is unknown. */
function folderText(body: string, { client, dialect, folder, home }: WriteContext): string | undefined {
  if (dialect.folders && ['workspaceFolder', 'workspaceFolderBasename', 'userHome'].includes(body))
    return body;
  // A file of Claude Code is shared: the folder of one person does not exist for the next.
  if (body === 'workspaceFolder') return client === 'claudeCode' ? '${CLAUDE_PROJECT_DIR:-.}' : folder;
  if (body === 'workspaceFolderBasename') return folder === undefined ? undefined : path.basename(folder);
  if (body === 'userHome') return client === 'claudeCode' ? '${HOME}' : home;
  return undefined;
}
