import type { Cursor } from './cursor';
import { entriesOf, type TolerantTree } from './tolerantYaml/tolerantTree';

/** A text, escaped for a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A text as it must be written where the cursor is, with quotes where it needs them. */
export function scalarText(
  text: string,
  { style, quote, ended }: Pick<Cursor, 'style' | 'quote' | 'ended'>,
): string {
  const end = ended ? '' : (quote ?? '');
  if (quote === "'") return `${text.replaceAll("'", "''")}${end}`;
  if (quote === '"') return `${JSON.stringify(text).slice(1, -1)}${end}`;
  return style !== 'json' && isPlain(text) ? text : JSON.stringify(text);
}

/** Whether YAML reads a text without quotes as this very text, wherever it is. */
export function isPlain(text: string): boolean {
  return (
    /^[A-Za-z0-9_/.][\w./@+-]*$/.test(text) &&
    !/^(?:true|false|null)$/i.test(text) &&
    Number.isNaN(Number(text))
  );
}

/** How much deeper the file indents what is below a key. */
export function indentStep({ root }: TolerantTree): number {
  for (const { value } of entriesOf(root))
    if (value && value.kind !== 'scalar' && !value.flow && value.indent > 0) return value.indent;
  return 2;
}

/** The word at the cursor with its quotes: for what is more than a word. */
export function wholeWord(
  text: string,
  { replace, quote }: Cursor,
): { from: number; to: number; typed: string } {
  if (!quote) return { ...replace, typed: '' };
  return { from: replace.from - 1, to: replace.to + (text[replace.to] === quote ? 1 : 0), typed: quote };
}
