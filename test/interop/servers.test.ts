import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Launch, ServerDefinition } from '../../src/config/model/definition';
import { fixture, type NpmServer, npmServer } from '../support/places';
import { TestPool } from '../support/pool/testPool';
import { serveEverything } from '../support/servers/everythingServer';
import { type Host, v1Sessions, v1Sse, v1Stateless, v1WebSocket, v2Http } from './support/hosts';
import { type Row, tell } from './support/page';
import { ownPlan, type Plan, tryOut } from './support/tryOut';

interface Case {
  readonly server: string;
  readonly transport: string;
  readonly plan: Plan;
  readonly launch: () => Promise<{ launch: Launch; host?: Host }>;
}

const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-interop-')));

const own = (...args: string[]): Case['launch'] => {
  const [name, ...more] = args;
  const launch = {
    type: 'stdio',
    command: process.execPath,
    args: [fixture(name!), ...more],
    env: {},
  } as const;
  return async () => ({ launch });
};
const behind =
  (start: () => Promise<Host>): Case['launch'] =>
  async () => {
    const host = await start();
    return { host, launch: { type: host.url.startsWith('ws') ? 'ws' : 'http', url: host.url, headers: {} } };
  };
const npm =
  (name: NpmServer, ...args: string[]): Case['launch'] =>
  async () => ({
    launch: {
      type: 'stdio',
      command: process.execPath,
      args: [npmServer(name), ...args],
      env: { MEMORY_FILE_PATH: path.join(folder, 'memory.jsonl') },
    },
  });

/** A server without state learns of no cancel. */
const stateless: Plan = { ...ownPlan, countsCancels: false };
const everything: Plan = {
  call: { tool: 'echo', arguments: { message: 'hello' }, says: 'Echo: hello' },
  resource: 'demo://resource/dynamic/text/1',
  prompt: { name: 'simple-prompt', arguments: {} },
  progress: { tool: 'trigger-long-running-operation', arguments: { duration: 0.2, steps: 2 } },
  wait: { tool: 'trigger-long-running-operation', arguments: { duration: 20, steps: 200 } },
};
const thought = { thought: 'First.', nextThoughtNeeded: false, thoughtNumber: 1, totalThoughts: 1 };

const cases: readonly Case[] = [
  { server: 'SDK v1', transport: 'stdio', plan: ownPlan, launch: own('interopV1') },
  { server: 'SDK v1', transport: 'Streamable HTTP, sessions', plan: ownPlan, launch: behind(v1Sessions) },
  { server: 'SDK v1', transport: 'Streamable HTTP, stateless', plan: stateless, launch: behind(v1Stateless) },
  { server: 'SDK v1', transport: 'HTTP+SSE', plan: ownPlan, launch: behind(v1Sse) },
  { server: 'SDK v1', transport: 'WebSocket', plan: ownPlan, launch: behind(v1WebSocket) },
  { server: 'SDK v2, dual', transport: 'stdio', plan: ownPlan, launch: own('interopV2') },
  { server: 'SDK v2, modern only', transport: 'stdio', plan: ownPlan, launch: own('interopV2', 'modern') },
  { server: 'SDK v2, dual', transport: 'Streamable HTTP', plan: ownPlan, launch: behind(() => v2Http()) },
  {
    server: 'SDK v2, modern only',
    transport: 'Streamable HTTP',
    plan: ownPlan,
    launch: behind(() => v2Http('reject')),
  },
  { server: 'server-everything', transport: 'stdio', plan: everything, launch: npm('everything', 'stdio') },
  {
    server: 'server-everything',
    transport: 'HTTP+SSE',
    plan: everything,
    launch: behind(() => serveEverything('sse')),
  },
  {
    server: 'server-everything',
    transport: 'Streamable HTTP',
    plan: everything,
    launch: behind(() => serveEverything('streamableHttp')),
  },
  {
    server: 'server-filesystem',
    transport: 'stdio',
    plan: { call: { tool: 'list_directory', arguments: { path: folder }, says: 'note.txt' } },
    launch: npm('filesystem', folder),
  },
  {
    server: 'server-memory',
    transport: 'stdio',
    plan: { call: { tool: 'read_graph', says: 'entities' } },
    launch: npm('memory'),
  },
  {
    server: 'server-sequential-thinking',
    transport: 'stdio',
    plan: { call: { tool: 'sequentialthinking', arguments: thought, says: 'thoughtHistoryLength' } },
    launch: npm('sequential-thinking'),
  },
];

describe('A pool with servers of every kind', () => {
  const rows: Row[] = [];
  before(() => writeFileSync(path.join(folder, 'note.txt'), 'a note'));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
    // A row that failed has said so already.
    if (rows.length === cases.length) tell(rows);
  });

  for (const { server, transport, plan, launch: start } of cases) {
    it(`works with ${server} over ${transport}`, async () => {
      const test = new TestPool();
      try {
        const { launch, host } = await start();
        if (host) test.add(host);
        await test.pool.apply([definition(launch)]);
        rows.push({ server, transport, ...(await tryOut(test, 'it', plan)) });
      } finally {
        await test.close();
      }
    });
  }
});

function definition(launch: Launch): ServerDefinition {
  return { id: 'it', name: 'it', launch, disabled: false, autoApprove: [], source: { folder } };
}
