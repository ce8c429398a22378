import { closest, distance } from 'fastest-levenshtein';

/** The candidate that was probably meant, or undefined when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const byLower = new Map([...candidates].reverse().map((candidate) => [candidate.toLowerCase(), candidate]));
  if (byLower.size === 0) return undefined;
  const lower = word.toLowerCase();
  const best = byLower.has(lower) ? lower : closest(lower, [...byLower.keys()].reverse());
  // Of a single letter everything is near: it must be the same.
  const allowed = Math.max(
    Math.min(lower.length - 1, lower.length < 4 ? 1 : 2),
    Math.floor(lower.length * 0.4),
  );
  return distance(lower, best) <= allowed ? byLower.get(best) : undefined;
}
