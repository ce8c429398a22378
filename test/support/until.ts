/**
 * How long a test waits for anything before it fails, in ms. It is so long that only what never comes takes it, however busy
 * the machine is. The limits of whole tests, in .mocharc.json, are longer.
 */
export const waitLimit = 120_000;

/** A time limit of the product that no test lives to see, in ms: what ended did not wait for it. */
export const endless = 10 * waitLimit;

/** The limits of a pool none of whose requests may end by the clock. */
export const endlessLimits = { startMs: endless, requestMs: endless, totalMs: endless } as const;

/** Waits for a condition, and fails with what was waited for when it does not come true. */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + waitLimit;
  for (;;) {
    const value = await condition();
    if (value) return value as NonNullable<Exclude<T, false>>;
    if (Date.now() > end) throw inVain(what);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Settles like the promise, but fails with what was waited for when it does not settle. */
export async function within<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(inVain(what)), waitLimit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The error of what was waited for and did not come. */
export function inVain(what: string): Error {
  return new Error(`Waited ${waitLimit / 1000} s in vain: ${what}`);
}

/** Does a piece of work for each item, at most `limit` at the same time. */
export async function atOnce<T>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
