/** One contender of a figure: does its work once and says how long that took, in ms. */
export type Contender = () => Promise<number>;

/** How a figure is taken. */
export interface Rounds {
  readonly warmUp: number;
  readonly rounds: number;
  /** How many turns each contender has in one round, of which the median counts. 1 when left out. */
  readonly turns?: number;
}

/** The middle of some numbers and the range that half of them are in. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** What came of a figure: one row of the table. */
export interface Figure {
  readonly name: string;
  /** The value with its unit, such as `1.04x`. */
  readonly value: Spread;
  readonly unit: 'x' | 'ms' | '';
  /** The largest median that is allowed; left out for what is only told. */
  readonly bound?: number;
  /** More for people, such as the times behind a ratio. */
  readonly note?: string;
}

/**
 * Lets contenders take turns, A B C then C B A, so that what else happens on the machine hits all alike. Gives the times of each.
 */
export async function takeTurns<N extends string>(
  contenders: Readonly<Record<N, Contender>>,
  { warmUp, rounds, turns = 1 }: Rounds,
): Promise<Record<N, number[]>> {
  const names = Object.keys(contenders) as N[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<N, number[]>;
  for (let round = -warmUp; round < rounds; round++) {
    const taken = new Map<N, number[]>(names.map((name) => [name, []]));
    for (let turn = 0; turn < turns; turn++) {
      for (const name of (round + turn) % 2 === 0 ? names : names.toReversed())
        taken.get(name)?.push(await contenders[name]());
    }
    if (round >= 0) for (const [name, all] of taken) times[name].push(spread(all).median);
  }
  return times;
}

/** The ratio of two contenders, round by round. */
export function ratio(times: readonly number[], to: readonly number[]): Spread {
  return spread(times.map((time, round) => time / to[round]!));
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/** A median in ms, as text. */
export function ms(times: readonly number[]): string {
  const { median } = spread(times);
  return `${median.toFixed(median < 10 ? 2 : 0)} ms`;
}

/** How long a piece of work takes, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}
