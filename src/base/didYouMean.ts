import { closest, distance } from 'fastest-levenshtein';

/** The candidate that was probably meant, or undefined when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates];
  if (all.length === 0) return undefined;
  const lower = word.toLowerCase();
  const same = all.find((candidate) => candidate.toLowerCase() === lower);
  if (same) return same;
  const best = closest(word, all);
  return distance(lower, best.toLowerCase()) <=
    Math.max(word.length < 4 ? 1 : 2, Math.floor(word.length * 0.4))
    ? best
    : undefined;
}
