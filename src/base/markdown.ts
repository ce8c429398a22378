import { longestRun, oneLine, visible } from './text';

/** Text within a line. What would become a link, a picture or HTML is escaped: servers have their say in it. */
export function inline(text: string): string {
  return visible(oneLine(text, 500)).replace(/\\(?=[\\[<])|[[<]/g, '\\$&');
}

/** Text within a cell of a table. */
export function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|');
}

/** Text as it is, each line behind `indent`. The fence is longer than any within. */
export function textBlock(text: string, indent = ''): string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1));
  return [`${fence}text`, ...visible(text).split('\n'), fence].map((line) =>
    line ? `${indent}${line}` : line,
  );
}
