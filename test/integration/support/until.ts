/** Waits for a condition, and fails with what was waited for when it does not come true in time. */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  { within = 5000 }: { readonly within?: number } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + within;
  for (;;) {
    const value = await condition();
    if (value) return value as NonNullable<Exclude<T, false>>;
    if (Date.now() > end) throw new Error(`Waited ${within} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Settles like the promise, but fails with what was waited for when that takes too long. */
export async function within<T>(what: string, promise: Promise<T>, ms = 10_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${ms} ms in vain: ${what}`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
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
