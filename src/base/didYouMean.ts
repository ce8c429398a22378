import { closest, distance } from 'fastest-levenshtein';

/** The longest word and the most candidates: the work grows with both, and servers choose names. */
const longest = 100;
const mostCandidates = 2000;

/** The candidate that was probably meant, or undefined when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longest) return undefined;
  const byLower = new Map<string, string>();
  let looked = 0;
  for (const candidate of candidates) {
    if (++looked > mostCandidates) break;
    const key = candidate.length > longest ? undefined : candidate.toLowerCase();
    // Of those that differ only in case the first wins.
    if (key !== undefined && !byLower.has(key)) byLower.set(key, candidate);
  }
  if (byLower.size === 0) return undefined;
  const lower = word.toLowerCase();
  const best = byLower.has(lower) ? lower : closest(lower, [...byLower.keys()]);
  // Everything is near a single letter: it must be the same.
  const allowed = Math.max(
    Math.min(lower.length - 1, lower.length < 4 ? 1 : 2),
    Math.floor(lower.length * 0.4),
  );
  return distance(lower, best) <= allowed ? byLower.get(best) : undefined;
}
