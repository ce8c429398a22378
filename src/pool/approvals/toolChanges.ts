import { visible } from '../../base/text';
import { snapshotText, type ToolSnapshot } from './toolApprovals';

/** The most comparisons of lines: beyond that, both texts are shown in full. */
const mostWork = 1_000_000;

/** The changes of a tool, as the lines that differ: those before with `-`, those after with `+`. */
export function toolChanges(before: ToolSnapshot, after: ToolSnapshot): string {
  return differingLines(linesOf(before), linesOf(after)).map(visible).join('\n');
}

function linesOf(snapshot: ToolSnapshot): string[] {
  return snapshotText(snapshot).trimEnd().split('\n');
}

function differingLines(before: readonly string[], after: readonly string[]): string[] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  const shorter = Math.min(before.length, after.length) - start;
  while (end < shorter && before.at(-1 - end) === after.at(-1 - end)) end++;
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  if (old.length * fresh.length > mostWork) return [...old.map(removed), ...fresh.map(added)];

  const common = commonLengths(old, fresh);
  const lines: string[] = [];
  for (let a = 0, b = 0; a < old.length || b < fresh.length; ) {
    if (a < old.length && b < fresh.length && old[a] === fresh[b]) {
      a++;
      b++;
    } else if (b >= fresh.length || (a < old.length && common[a + 1]![b]! >= common[a]![b + 1]!))
      lines.push(removed(old[a++]!));
    else lines.push(added(fresh[b++]!));
  }
  return lines;
}

/** How many lines what begins at `a` and what begins at `b` have in common, in their order. */
function commonLengths(old: readonly string[], fresh: readonly string[]): number[][] {
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let a = old.length - 1; a >= 0; a--)
    for (let b = fresh.length - 1; b >= 0; b--)
      common[a]![b] =
        old[a] === fresh[b] ? common[a + 1]![b + 1]! + 1 : Math.max(common[a + 1]![b]!, common[a]![b + 1]!);
  return common;
}

function removed(line: string): string {
  return `- ${line}`;
}

function added(line: string): string {
  return `+ ${line}`;
}
