import { availableParallelism } from 'node:os';
import { benchPool, echoServer, nextTools } from './support/benchPool';
import { type Figure, ms, ratio, spread, timed } from './support/figures';

const servers = 50;
/** Of those, so many do not end when they are asked to. */
const stubborn = 5;
const rounds = 3;
/** As the pool has it: more at once would only make all of them slow. */
const startsAtOnce = Math.max(4, 2 * availableParallelism());

/** Many servers at once: how many start at the same time, and how long it takes until all have ended. */
export async function manyServersFigures(): Promise<Figure[]> {
  const peaks: number[] = [];
  const starts: number[] = [];
  const stops: number[] = [];
  const alone: number[] = [];
  const definitions = Array.from({ length: servers }, (_, index) =>
    echoServer(`server ${index}`, index < stubborn ? ['stubborn'] : []),
  );
  for (let round = 0; round < rounds; round++) {
    const starting = new Set<number>();
    let peak = 0;
    const pool = benchPool({
      onProcess: ({ kind, pid }) => {
        if (kind === 'started') starting.add(pid);
        else starting.delete(pid);
        peak = Math.max(peak, starting.size);
      },
    });
    pool.onDidEvent((event) => {
      if (event.type !== 'state.changed' || event.state.kind !== 'ready') return;
      starting.delete(event.state.info.pid ?? 0);
    });
    starts.push(
      await timed(async () => {
        const tools = definitions.map(({ id }) => nextTools(pool, id));
        await pool.apply(definitions);
        await Promise.all(tools);
      }),
    );
    stops.push(await timed(() => pool.dispose()));
    peaks.push(peak);
    alone.push(await stopOfOne());
  }
  return [
    {
      name: `${servers} servers: starting at the same time`,
      value: spread(peaks),
      unit: '',
      bound: startsAtOnce,
    },
    { name: `${servers} servers: from the first start to the last tools`, value: spread(starts), unit: 'ms' },
    {
      name: `${servers} servers: stop, ${stubborn} of them stubborn / of one that is`,
      value: ratio(stops, alone),
      unit: 'x',
      bound: 2,
      note: `${ms(stops)}, alone ${ms(alone)}`,
    },
  ];
}

/** How long it takes until a stubborn server has ended that has the pool for itself. */
async function stopOfOne(): Promise<number> {
  const pool = benchPool();
  const tools = nextTools(pool, 'alone');
  await pool.apply([echoServer('alone', ['stubborn'])]);
  await tools;
  return timed(() => pool.dispose());
}
