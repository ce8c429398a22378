import { visible, visibleLine } from './text';

/** The rows of a terminal that a text takes, and how many more there are. */
export interface Rows {
  readonly rows: readonly string[];
  /** How many more rows there are. */
  readonly left: number;
}

/** Options for cutting a text into rows. */
export interface RowOptions {
  /** How wide the terminal is. */
  readonly columns: number;
  /** The prefix of each row, so that none can be mistaken for one of our rows. */
  readonly prefix: string;
  /** The most rows. */
  readonly most?: number;
}

/** Cuts the lines of a text into rows that no terminal wraps, with every character visible. */
export function rowsOf(text: string, { columns, prefix, most = Number.POSITIVE_INFINITY }: RowOptions): Rows {
  const width = Math.max(10, columns - prefix.length - 1);
  const all = visible(text)
    .split('\n')
    .flatMap((line) => broken(withSpacesTold(visibleLine(line)), width));
  const rows = all.slice(0, most).map((row) => `${prefix}${row}`);
  return { rows, left: all.length - rows.length };
}

/** Long runs of spaces would push the rest out of sight: they are shown as a count. */
export function withSpacesTold(line: string): string {
  return line.replace(/(?<=\S)\p{Zs}{6,}|\p{Zs}{41,}/gu, (spaces) => ` …${spaces.length} spaces… `);
}

function broken(line: string, width: number): string[] {
  const rows: string[] = [];
  let row = '';
  let used = 0;
  for (const sign of line) {
    // Characters outside ASCII may take two columns: a row may be too short, but never too long.
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
