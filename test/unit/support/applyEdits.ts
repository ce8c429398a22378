import type { TextEdit } from '../../../src/config/model/definition';

/** The text with edits made to it, as an editor makes them: all at once, by the places they had before. */
export function applyEdits(whole: string, edits: readonly TextEdit[]): string {
  // An editor keeps the byte order mark out of the text.
  const text = whole.replace(/^\ufeff/, '');
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = (line: number, column: number) => lineStarts[line - 1]! + column - 1;
  return [...edits]
    .map(({ range, text: put }) => ({
      from: offset(range.line, range.column),
      to: offset(range.endLine, range.endColumn),
      put,
    }))
    .sort((a, b) => b.from - a.from)
    .reduce((edited, { from, to, put }) => edited.slice(0, from) + put + edited.slice(to), text);
}
