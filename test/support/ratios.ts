import assert from 'node:assert/strict';

/**
 * Checks that four times as much of something takes no more than ten times the time: what grows with the square would take
 * sixteen times. Both sizes take turns, the best of each counts, and it is the time of this process, whatever else runs.
 */
export function expectLinear(work: (size: number) => void, size: number): void {
  expectRatio(
    () => work(4 * size),
    () => work(size),
    10,
  );
}

/** Checks that one piece of work takes at most `times` the time of another. */
export function expectRatio(work: () => void, baseline: () => void, times: number): void {
  const best = { work: Number.POSITIVE_INFINITY, baseline: Number.POSITIVE_INFINITY };
  for (let turn = 0; turn < 7; turn++) {
    best.baseline = Math.min(best.baseline, processTime(baseline));
    best.work = Math.min(best.work, processTime(work));
  }
  assert.ok(
    best.work <= times * best.baseline,
    `it took ${best.work} µs, and what it is measured by ${best.baseline} µs`,
  );
}

/** The time that a processor spends on a piece of work, in µs. */
export function processTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** How many times as long as a timer of `ms` beside it something takes that ends by a timer of the product. */
export async function timesTimer(ms: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  const since = () => performance.now() - started;
  const timer = new Promise<number>((resolve) => setTimeout(() => resolve(since()), ms));
  await work();
  const took = since();
  return took / (await timer);
}
