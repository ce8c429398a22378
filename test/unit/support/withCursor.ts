/** A text whose cursor is written as `|`: without it, and where it was. */
export function withCursor(text: string): { readonly text: string; readonly offset: number } {
  const offset = text.indexOf('|');
  if (offset === -1 || text.includes('|', offset + 1)) throw new Error(`One '|' must be in ${text}`);
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}

/** The lines of an entry `a` below `mcpServers`. */
export function entryText(...lines: string[]): string {
  return `mcpServers:\n  a:\n${lines.map((line) => `    ${line}\n`).join('')}`;
}
