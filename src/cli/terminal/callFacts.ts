import { rowsOf, withSpacesTold } from '../../base/rows';
import { plural, visibleLine } from '../../base/text';
import type { Confirmation } from '../../pool/call';
import { joined, type SafeText, safe } from './safeText';

/** How many rows of the arguments and of a difference are shown, unless the person asks for all. */
const fewRows = 8;

/** The longest name in a question, in characters: a longer one would push the rest out of sight. */
const longestName = 50;

/** What a person sees above the question whether a call may run. */
export interface CallFacts {
  readonly text: SafeText;
  /** Whether there is more than is shown. */
  readonly more: boolean;
}

/** How the facts are shown. */
export interface FactsOptions {
  readonly columns?: number;
  /** Shows all there is, however long it is. */
  readonly whole: boolean;
  /** How the tool differs from what was approved, in lines. */
  readonly difference?: string;
}

/** The reason for the question, the tool and its arguments: some rows of each, or all of it. */
export function callFacts(
  { tool, serverName, arguments: args, reason }: Confirmation,
  { columns = 80, whole, difference }: FactsOptions,
): CallFacts {
  const names = [tool.name, serverName].filter((name) => shortName(name) !== visibleLine(name));
  const none = Object.keys(args).length === 0;
  const most = whole ? undefined : fewRows;
  let more = names.length > 0 && !whole;
  const section = (text: string, prefix: string): SafeText[] => {
    const { rows, left } = rowsOf(text, { columns, prefix, most });
    more ||= left > 0;
    return [
      ...rows.map((row) => safe`${row}`),
      ...(left > 0 ? [safe`  … ${plural(left, 'more line')} (s to show)`] : []),
    ];
  };
  const lines = [
    safe`${reason}`,
    ...(difference === undefined ? [] : section(difference, '')),
    ...(whole ? names.flatMap((name) => [safe`The full name is:`, ...section(name, '  | ')]) : []),
    ...(none ? [safe`It would be called without arguments.`] : [safe`It would be called with:`]),
    ...(none ? [] : section(jsonOf(args, columns), '  | ')),
  ];
  return { text: joined(lines), more };
}

/** A name as it appears in a question: its beginning and end when it is long. */
export function shortName(name: string): string {
  const line = withSpacesTold(visibleLine(name));
  const signs = [...line];
  if (signs.length <= longestName) return line;
  const [start, end] = [signs.slice(0, 24).join(''), signs.slice(-12).join('')];
  return `${start}…(${signs.length} characters)…${end}`;
}

/** On one line where that fits, else over several. */
function jsonOf(args: Readonly<Record<string, unknown>>, columns: number): string {
  const line = JSON.stringify(args);
  return line.length < columns - 8 ? line : JSON.stringify(args, undefined, 2);
}
