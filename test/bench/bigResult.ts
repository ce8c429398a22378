import { paletteRequester } from '../../src/pool/requester';
import { fixture } from '../support/places';
import { benchPool, echoServer, expectResult } from './support/benchPool';
import { type Figure, ms, ratio, takeTurns, timed } from './support/figures';
import { RawClient } from './support/rawClient';

const megabytes = 32;
const rounds = { warmUp: 2, rounds: 15 };

/** A large result through the pool against the least that reading it can be: lines and `JSON.parse`. */
export async function bigResultFigures(): Promise<Figure[]> {
  const pool = benchPool();
  const raw = new RawClient(process.execPath, [fixture('benchEcho')], process.env);
  const call = { name: 'big', arguments: { megabytes } };
  try {
    await pool.apply([echoServer('big')]);
    await raw.initialize();
    const times = await takeTurns(
      {
        pool: () =>
          timed(async () =>
            expectResult(
              await pool.call({
                server: 'big',
                tool: call.name,
                arguments: call.arguments,
                by: paletteRequester,
              }),
            ),
          ),
        raw: () => timed(() => raw.request('tools/call', call)),
      },
      rounds,
    );
    return [
      {
        name: `a result of ${megabytes} MB: pool / line reader`,
        value: ratio(times.pool, times.raw),
        unit: 'x',
        bound: 1.5,
        note: `pool ${ms(times.pool)}, line reader ${ms(times.raw)}`,
      },
    ];
  } finally {
    await Promise.all([pool.dispose(), raw.close()]);
  }
}
