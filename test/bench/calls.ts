import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import which from 'which';
import { paletteRequester } from '../../src/pool/requester';
import { fixture } from '../support/places';
import { benchPool, echoServer, expectResult } from './support/benchPool';
import { type Figure, ratio, spread, takeTurns, timed } from './support/figures';
import { RawClient } from './support/rawClient';

type Echo = (message: string) => Promise<unknown>;

const rounds = { warmUp: 2, rounds: 21 };
/** Calls of one contender in a round, in short turns, so that a busy moment of the machine hits all alike. */
const calls = 1000;
const inARow = 20;
const atOnce = 100;

/** A call through the pool against the bare v2 client of the SDK, and both against a client written by hand. */
export async function callFigures(era: 'legacy' | 'modern'): Promise<Figure[]> {
  const { command, args } = await inOwnSession(process.execPath, [fixture('benchEcho'), era]);
  const pool = benchPool();
  const sdk = new Client({ name: 'bare', version: '1.0.0' });
  const raw = new RawClient(command, args, process.env);
  try {
    await pool.apply([echoServer('echo', [era])]);
    await pool.find('echo').start();
    if (era === 'modern') sdk.setVersionNegotiation({ mode: { pin: '2026-07-28' } });
    await sdk.connect(new StdioClientTransport({ command, args }));
    await sdk.listTools();
    if (era === 'legacy') await raw.initialize();

    const echoes: Record<'pool' | 'sdk' | 'raw', Echo> = {
      pool: async (message) =>
        expectResult(
          await pool.call({ server: 'echo', tool: 'echo', arguments: { message }, by: paletteRequester }),
        ),
      sdk: (message) => sdk.callTool({ name: 'echo', arguments: { message } }),
      raw: (message) => raw.request('tools/call', { name: 'echo', arguments: { message } }),
    };
    return [
      ...(await compare(`a call, one after the other (${era})`, echoes, oneByOne, inARow, 1.1)),
      ...(await compare(`a call, ${atOnce} at once (${era})`, echoes, together, atOnce)),
    ];
  } finally {
    await Promise.all([pool.dispose(), sdk.close(), raw.close()]);
  }
}

async function compare(
  name: string,
  { pool, sdk, raw }: Record<'pool' | 'sdk' | 'raw', Echo>,
  how: (echo: Echo) => Promise<void>,
  perTurn: number,
  bound?: number,
): Promise<Figure[]> {
  const turn = (echo: Echo) => async () => (1000 * (await timed(() => how(echo)))) / perTurn;
  const contenders = { pool: turn(pool), sdk: turn(sdk), raw: turn(raw) };
  const times = await takeTurns(contenders, { ...rounds, turns: calls / perTurn });
  const each = (all: readonly number[]) => `${spread(all).median.toFixed(0)} µs`;
  const note = `pool ${each(times.pool)}, SDK ${each(times.sdk)}, by hand ${each(times.raw)}`;
  return [
    { name: `${name}: pool / SDK`, value: ratio(times.pool, times.sdk), unit: 'x', bound, note },
    { name: `${name}: pool / by hand`, value: ratio(times.pool, times.raw), unit: 'x' },
  ];
}

async function oneByOne(echo: Echo): Promise<void> {
  for (let call = 0; call < inARow; call++) await echo('hello');
}

async function together(echo: Echo): Promise<void> {
  await Promise.all(Array.from({ length: atOnce }, () => echo('hello')));
}

/**
 * The pool starts servers as heads of sessions of their own, so that it can end all that they start. Linux schedules sessions
 * apart, which has a price at every wake-up: all contenders pay it, for it says nothing of the clients.
 */
async function inOwnSession(command: string, args: string[]): Promise<{ command: string; args: string[] }> {
  const setsid = process.platform === 'linux' ? await which('setsid', { nothrow: true }) : null;
  return setsid ? { command: setsid, args: [command, ...args] } : { command, args };
}
