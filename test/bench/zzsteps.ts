import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { fixture } from '../integration/support/places';
import { StdioTransport } from '../../src/mcp/stdioTransport';
import { TimedRequests } from '../../src/mcp/timedRequests';
import { benchPool, echoServer } from './support/benchPool';
import { takeTurns, timed, spread } from './support/figures';
const era = process.argv[2] ?? 'legacy';
const pool = benchPool();
await pool.apply([echoServer('echo', [era])]);
await pool.find('echo').start();
const connection = await pool.find('echo').connected();
const opts = { command: process.execPath, args: [fixture('benchEcho'), era] };
const mode = era === 'modern' ? { pin: '2026-07-28' } as const : 'legacy' as const;
type T = Parameters<Client['connect']>[0];
async function client(t: T) { const c = new Client({ name: 'bare', version: '1.0.0' }); c.setVersionNegotiation({ mode }); await c.connect(t); await c.listTools(); return c; }
const sdk = await client(new StdioClientTransport(opts));
const sdk2 = await client(new StdioClientTransport(opts));
const own = await client(new StdioTransport({ ...opts, cwd: process.cwd(), env: process.env }));
const own2 = await client(new StdioTransport({ ...opts, cwd: process.cwd(), env: process.env }));
const timedR = new TimedRequests({ start: 30000, request: 60000, total: 600000 }, (e) => { throw e; });
const p = { name: 'echo', arguments: { message: 'hello' } };
const echoes: Record<string, () => Promise<unknown>> = {
  sdk: () => sdk.callTool(p),
  sdkTwin: () => sdk2.callTool(p),
  own: () => own.callTool(p),
  ownTwin: () => own2.callTool(p),
  pool: () => pool.call({ server: 'echo', tool: 'echo', arguments: { message: 'hello' }, origin: 'palette' }),
};
const times = await takeTurns(Object.fromEntries(Object.entries(echoes).map(([n, e]) => [n, async () => (await timed(async () => { for (let i = 0; i < 20; i++) await e(); })) * 50])), { warmUp: 1, rounds: 15, turns: 50 });
for (const [n, t] of Object.entries(times)) { const s = spread(t); console.log(n.padEnd(14), s.median.toFixed(1), 'us/call', s.low.toFixed(1), s.high.toFixed(1), (s.median / spread(times.sdk!).median).toFixed(2)); }
await Promise.all([pool.dispose(), sdk.close(), sdk2.close(), own.close(), own2.close()]);
