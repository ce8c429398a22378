import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from '../../src/pool/pool';
import { fixture } from '../support/places';
import { benchPool, echoServer, nextTools } from './support/benchPool';
import { type Figure, ms, ratio, spread, takeTurns, timed } from './support/figures';
import { RawClient } from './support/rawClient';

const rounds = { warmUp: 3, rounds: 25 };

/** A start against the least that a start can be, and the comeback of a killed server against a start. */
export async function startFigures(): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-bench-'));
  const starts = path.join(folder, 'starts');
  const pool = benchPool();
  const comebacks: number[] = [];
  const spawns: number[] = [];
  let count = 0;
  const byPool = async () => {
    // A server of its own each time: nothing is known of it yet.
    const server = `server ${++count}`;
    const before = lines(starts);
    const time = await timed(async () => {
      const tools = nextTools(pool, server);
      await pool.apply([echoServer(server, [], { BENCH_STARTS: starts })]);
      await tools;
    });
    spawns.push(lines(starts) - before);
    comebacks.push(await comeback(pool, server));
    await pool.apply([]);
    return time;
  };
  try {
    const times = await takeTurns({ byHand: () => startByHand(folder), byPool }, rounds);
    const back = comebacks.slice(rounds.warmUp);
    return [
      {
        name: 'a start, up to the tools: pool / by hand',
        value: ratio(times.byPool, times.byHand),
        unit: 'x',
        bound: 1.1,
        note: `pool ${ms(times.byPool)}, by hand ${ms(times.byHand)}`,
      },
      { name: 'processes started for that', value: spread(spawns), unit: '', bound: 1 },
      {
        name: 'killed from outside, up to the tools / a start',
        value: ratio(back, times.byPool),
        unit: 'x',
        bound: 1.2,
        note: `back in ${ms(back)}, start ${ms(times.byPool)}`,
      },
    ];
  } finally {
    await pool.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long an idle server is away that is killed from outside, in ms. */
function comeback(pool: Pool, server: string): Promise<number> {
  const { state } = pool.find(server);
  const pid = state.kind === 'ready' ? state.info.pid : undefined;
  if (pid === undefined) throw new Error(`'${server}' is ${state.kind}`);
  return timed(() => {
    const tools = nextTools(pool, server);
    process.kill(pid, 'SIGKILL');
    return tools;
  });
}

async function startByHand(folder: string): Promise<number> {
  const env = { ...process.env, BENCH_STARTS: path.join(folder, 'by hand') };
  let client: RawClient | undefined;
  const time = await timed(() => {
    client = new RawClient(process.execPath, [fixture('benchEcho')], env);
    return client.initialize();
  });
  await client?.close();
  return time;
}

function lines(file: string): number {
  try {
    return readFileSync(file, 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
}
