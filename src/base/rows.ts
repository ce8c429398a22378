import { visible, visibleLine } from './text';

/** The rows of a terminal that a text takes, and how much of it they leave out. */
export interface Rows {
  readonly rows: readonly string[];
  /** How many rows are not among them. */
  readonly left: number;
}

/** How rows are made of a text. */
export interface RowOptions {
  /** How wide the terminal is. */
  readonly columns: number;
  /** What each row begins with, so that none can be taken for one of ours. */
  readonly prefix: string;
  /** So many at most. */
  readonly most?: number;
}

/** Cuts the lines of a text into rows that no terminal breaks anew, with everything in them to be seen. */
export function rowsOf(text: string, { columns, prefix, most = Number.POSITIVE_INFINITY }: RowOptions): Rows {
  const width = Math.max(10, columns - prefix.length - 1);
  const all = visible(text)
    .split('\n')
    .flatMap((line) => broken(withSpacesTold(visibleLine(line)), width));
  const rows = all.slice(0, most).map((row) => `${prefix}${row}`);
  return { rows, left: all.length - rows.length };
}

/** Nothing but spaces would push what comes after them out of sight: long runs are told in words. */
export function withSpacesTold(line: string): string {
  return line.replace(/(?<=\S)\p{Zs}{6,}|\p{Zs}{41,}/gu, (spaces) => ` …${spaces.length} spaces… `);
}

function broken(line: string, width: number): string[] {
  const rows: string[] = [];
  let row = '';
  let used = 0;
  for (const sign of line) {
    // Signs outside ASCII may take two columns: a row may be too short, but never too long.
    const takes = sign > '~' ? 2 : 1;
    if (used + takes > width) {
      rows.push(row);
      row = '';
      used = 0;
    }
    row += sign;
    used += takes;
  }
  return [...rows, row];
}
