import { cut, longestRun, oneLine, visible, visibleLine } from './text';

/** Text within a line. Links, pictures and HTML are escaped, as the text may come from a server. */
export function inline(text: string): string {
  return visible(oneLine(text, 500)).replace(/\\(?=[\\[<])|[[<]/g, '\\$&');
}

/** Text within a cell of a table. */
export function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|');
}

/** Preformatted text, each line after `indent`. The fence is longer than any within. */
export function textBlock(text: string, indent = ''): string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1));
  return [`${fence}text`, ...visible(text).split('\n'), fence].map((line) =>
    line ? `${indent}${line}` : line,
  );
}

/**
 * External text, escaped for Markdown: no link, not even of a bare address, no picture, no heading.
 * Any ASCII punctuation may be escaped: https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .split('\n')
    .map((line) => line.trim().replace(/[!-/:-@[-`{-~]/g, '\\$&'))
    .join('\n');
}

/** An external text as code on one line, whatever backticks it has. */
export function code(text: string): string {
  const line = visibleLine(cut(text.replace(/\s+/g, ' ').trim(), 1000));
  let longest = 0;
  for (const [ticks] of line.matchAll(/`+/g)) longest = Math.max(longest, ticks.length);
  const ticks = '`'.repeat(longest + 1);
  const gap = longest > 0 ? ' ' : '';
  // An empty text would give two backticks, which start another code span.
  return line === '' ? '` `' : `${ticks}${gap}${line}${gap}${ticks}`;
}

/** Paragraphs of Markdown, without those that are empty. */
export function paragraphs(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter(Boolean).join('\n\n');
}
