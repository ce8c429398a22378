import assert from 'node:assert/strict';
import type { ServerDefinition } from '../../src/config/model/definition';
import { defaultRestart } from '../../src/mcp/server/restartPlan';
import { treeAlive } from '../../src/mcp/stdio/processTree';
import { Pool } from '../../src/pool/pool';
import { type Holdings, handles, holdingsOf, seeded } from '../support/leftovers';
import { fixture } from '../support/places';
import { expectNoneLeft, newMark } from '../support/processes';
import { repositoryRoot } from '../support/repository';
import { endlessLimits, until } from '../support/until';

const cycles = 200;
/** From here on everything has been used once, so nothing may grow any more. */
const settled = 50;
const sampleEvery = 10;
/** A connection that is kept holds some 25 KB, and the cycles make hundreds of them. */
const heapNoise = 1024 * 1024;

describe('A pool of 10 servers', () => {
  const mark = newMark();
  const groups = new Set<number>();
  const complaints: unknown[] = [];
  const complain = (reason: unknown) => complaints.push(reason);
  const random = seeded(20_260_728);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  let definitions: ServerDefinition[] = [...Array.from({ length: 8 }, (_, index) => raw(`raw ${index}`, 0))];
  definitions.push(npx('memory'), npx('filesystem', repositoryRoot));

  const pool = new Pool({
    clientInfo: { name: 'mcp-pool-test', version: '1.0.0' },
    env: { ...process.env, ...mark },
    limits: endlessLimits,
    graceMs: { stdin: 300, terminate: 500 },
    restart: { ...defaultRestart, initialDelayMs: 20, stableMs: 0 },
    confirm: async () => false,
    reportError: complain,
    onProcess: ({ kind, pid }) => (kind === 'started' ? groups.add(pid) : undefined),
  });

  before(() => {
    process.on('warning', complain);
    process.on('unhandledRejection', complain);
  });
  after(async () => {
    process.off('warning', complain);
    process.off('unhandledRejection', complain);
    await pool.dispose();
    await expectNoneLeft(mark);
  });

  it(`leaks nothing in ${cycles} cycles of kills, restarts and reloads`, async () => {
    const before = handles();
    await pool.apply(definitions);
    await allReady();
    const samples: Holdings[] = [];
    for (let cycle = 1; cycle <= cycles; cycle++) {
      await (cycle % 40 === 0 ? disturbNpx() : disturb());
      if (cycle < settled || cycle % sampleEvery !== 0) continue;
      await allReady();
      samples.push(holdingsOf(pool));
    }
    const [first, last] = [samples[0]!, samples.at(-1)!];
    await until('the handles are as many as before', () => same(handles(), first.handles));
    assert.equal(last.listeners, first.listeners, 'listeners of our events');
    assert.equal(last.processListeners, first.processListeners, 'listeners of the process');
    const heaps = samples.map(({ heap }) => heap);
    const growth = middle(heaps.slice(-5)) - middle(heaps.slice(0, 5));
    assert.ok(growth < heapNoise, `The heap grew by ${(growth / 1024 / 1024).toFixed(1)} MB: ${heaps}`);

    await pool.dispose();
    assert.ok(groups.size > cycles, `${groups.size} process groups were started`);
    await until('no process group is left', () => [...groups].every((pid) => !treeAlive(pid)));
    await expectNoneLeft(mark);
    await until('no handle is left', () => same(handles(), before));
    assert.deepEqual(complaints, []);
  });

  /** Does one thing to one raw server and another to a second, and waits until both are back. */
  async function disturb(): Promise<void> {
    const first = pick(definitions.slice(0, 8)).id;
    const second = pick(definitions.slice(0, 8).filter(({ id }) => id !== first)).id;
    await Promise.all([
      pick([kill, restart, stopAndStart])(first),
      pick([kill, change, removeAndAdd])(second),
    ]);
  }

  /** The head of the group is `npx`: what it started must go with it. */
  async function disturbNpx(): Promise<void> {
    await kill(pick(definitions.slice(8)).id);
  }

  async function kill(id: string): Promise<void> {
    const pid = await ready(id);
    process.kill(pid, 'SIGKILL');
    await ready(id, pid);
  }

  async function restart(id: string): Promise<void> {
    await pool.find(id).restart();
  }

  async function stopAndStart(id: string): Promise<void> {
    await pool.find(id).stop();
    await pool.find(id).start();
  }

  async function change(id: string): Promise<void> {
    const pid = await ready(id);
    await reload(definitions.map((one) => (one.id === id ? raw(id, random()) : one)));
    await ready(id, pid);
  }

  async function removeAndAdd(id: string): Promise<void> {
    const all = definitions;
    await reload(all.filter((one) => one.id !== id));
    await reload(all);
    await ready(id);
  }

  async function reload(next: ServerDefinition[]): Promise<void> {
    definitions = next;
    await pool.apply(next);
  }

  async function allReady(): Promise<void> {
    for (const { id } of definitions) await ready(id);
  }

  /** Waits until a server has tools, on another process than the one it had; gives its process. */
  function ready(id: string, notPid?: number): Promise<number> {
    return until(`'${id}' has tools`, () => {
      const { state, knownCatalog } = pool.find(id);
      return state.kind === 'ready' && !knownCatalog.stale && state.info.pid !== notPid && state.info.pid;
    });
  }
});

/** A server that costs next to nothing. Another `version` is another launch. */
function raw(name: string, version: number): ServerDefinition {
  const env = { VERSION: String(version) };
  return definition(name, process.execPath, [fixture('benchEcho')], env);
}

/** A public server by its own command, which npx finds in the repository. */
function npx(name: 'memory' | 'filesystem', ...args: string[]): ServerDefinition {
  const quiet = { npm_config_update_notifier: 'false', npm_config_offline: 'true' };
  return definition(name, 'npx', ['--no-install', `mcp-server-${name}`, ...args], quiet);
}

function definition(
  name: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ServerDefinition {
  const launch = { type: 'stdio', command, args, env, cwd: repositoryRoot } as const;
  return { id: name, name, launch, disabled: false, autoApprove: [], source: { folder: repositoryRoot } };
}

function same(some: Readonly<Record<string, number>>, others: Readonly<Record<string, number>>): boolean {
  const kinds = new Set([...Object.keys(some), ...Object.keys(others)]);
  return [...kinds].every((kind) => (some[kind] ?? 0) === (others[kind] ?? 0));
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
