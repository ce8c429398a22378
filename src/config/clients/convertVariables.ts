import type { ClientId } from './clientFiles';
import type { InputRegistry } from './inputRegistry';

/** What converting one text needs. */
export interface TextContext {
  readonly client: ClientId;
  readonly book: InputRegistry;
  /** The ids in the foreign file and those that their inputs got. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Takes a sentence about what could not be converted, without the name of the server. */
  note(sentence: string): void;
}

const ours = new Set(['workspaceFolder', 'workspaceFolderBasename', 'userHome']);
/** Variables of VS Code that would look like the name of one of the environment. */
const editorOnly =
  /^(?:file\w*|relativeFile\w*|lineNumber|columnNumber|selectedText|execPath|defaultBuildTask|cwd|extensionInstallFolder|workspaceRoot\w*)$/;
const variable = /\$\{\{\s*([^}]*?)\s*\}\}|\$\{([^}]*)\}/g;

/** The text with the variables of another client converted to our form. What has no counterpart stays, and is noted. */
export function convertVariables(text: string, context: TextContext): string {
  const named = text.replace(variable, (whole, expression: string | undefined, body: string | undefined) =>
    expression === undefined ? carryOne(whole, body!, context) : carryExpression(whole, expression, context),
  );
  // Only there a bare `$X` is a variable.
  return context.client === 'gemini' ? named.replace(/\$([A-Za-z_]\w*)/g, '${$1}') : named;
}

function carryOne(whole: string, body: string, context: TextContext): string {
  if (ours.has(body)) return whole;
  if (body === '/' || body === 'pathSeparator') return '/';
  if (/^CLAUDE_PROJECT_DIR(?::-.*)?$/.test(body)) return '${workspaceFolder}';
  if (body.startsWith('input:')) return carryInput(body.slice('input:'.length), context);
  const isEditors = context.client !== 'claudeCode' && editorOnly.test(body);
  if (!isEditors && /^(?:env:)?[A-Za-z_][\w.]*(?::-.*)?$/s.test(body)) return whole;
  context.note(`uses '${whole}', which MCP Pool does not know: replace it.`);
  return whole;
}

function carryInput(id: string, { inputs, book, note }: TextContext): string {
  const known = inputs.get(id);
  if (known !== undefined) return `\${input:${known}}`;
  note(`asks for the input '${id}', which its file does not declare: it is treated as a secret.`);
  return `\${input:${book.declare(id, { type: 'secret', description: id })}}`;
}

function carryExpression(whole: string, expression: string, { book, note }: TextContext): string {
  const secret = /^secrets\.([\w.-]+)$/.exec(expression)?.[1];
  if (secret === undefined) {
    note(`uses '${whole}', which MCP Pool does not know: replace it.`);
    return whole;
  }
  note(`takes '${secret}' from the secrets of another client: MCP Pool asks you for it once.`);
  return `\${input:${book.declare(secret, { type: 'secret', description: secret })}}`;
}
