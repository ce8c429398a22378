import { rowsOf } from '../../base/rows';
import { plural } from '../../base/text';
import type { Confirmation } from '../../pool/call';
import { label } from './labels';

/** How many rows fit into a dialog on a small screen. */
const mostRows = 15;
/** A dialog breaks longer rows as it likes. In columns. */
const inDialog = 55;
/** How much of a document half a window shows, in columns. */
const inDocument = 72;

/** What a dialog shows of the arguments of a call. */
export interface ShownArguments {
  readonly text: string;
  /** Whether there is more than is shown. */
  readonly more: boolean;
}

/** The arguments as a dialog shows them: some rows, and how much is omitted. Spaces cannot push anything out of sight. */
export function shownArguments(args: Readonly<Record<string, unknown>>): ShownArguments {
  if (Object.keys(args).length === 0) return { text: 'It is called without arguments.', more: false };
  const json = JSON.stringify(args, undefined, 2);
  const { rows, left } = rowsOf(json, { columns: inDialog, prefix: '', most: mostRows });
  if (left === 0) return { text: rows.join('\n'), more: false };
  return {
    text: [
      `Not all of the arguments are shown: ${plural(left, 'more line')}, ${json.length} characters in all.`,
      '',
      ...rows,
      '…',
    ].join('\n'),
    more: true,
  };
}

/** All of a call as a document, in rows that need no scrolling to the side. */
export function wholeCall({ tool, serverName, arguments: args }: Confirmation): string {
  const rows = (text: string) => rowsOf(text, { columns: inDocument, prefix: '  ' }).rows;
  return [
    'Tool:',
    ...rows(tool.name),
    'Server:',
    ...rows(serverName),
    'Arguments:',
    ...rows(JSON.stringify(args, undefined, 2)),
    '',
  ].join('\n');
}

/** A name in a question, and whether it is cut. */
export function shownName(name: string): { readonly text: string; readonly isCut: boolean } {
  const text = label(name, 80);
  return { text, isCut: text !== name };
}
