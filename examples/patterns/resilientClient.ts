// A server that exits restarts automatically, calls wait for it, and health checks monitor it.
import { openPool, type ServerState } from 'mcp-pool';

const seen: ServerState['kind'][] = [];
const pool = await openPool({
  servers: { teahouse: { type: 'demo' } },
  // Pauses between starts grow, with jitter. After this many failures in a row, the pool stops trying.
  restart: { attempts: 5, initialDelayMs: 100, maxDelayMs: 2000 },
  // A server that does not answer within the timeout is restarted.
  health: { intervalMs: 1000, timeoutMs: 500 },
  onEvent: (event) => {
    if (event.type === 'state.changed') seen.push(event.state.kind);
  },
});
const print = async () => {
  for (const { server, state, latency } of await pool.health())
    console.log(`${server} is ${state}${latency === undefined ? '' : ', and answers'}`);
};

try {
  const teahouse = pool.find('teahouse');
  await teahouse.start();
  await print();

  // The server is killed while it brews. The tool declares that repeating it is harmless, so the call runs again on the next
  // connection. Without this declaration, it would fail with a note that it may have been carried out.
  const brewing = pool.callTool('teahouse', 'brew', { tea: 'sencha', steps: 2, seconds: 0.2 });
  if (teahouse.state.kind === 'ready') process.kill(teahouse.state.info.pid!, 'SIGKILL');
  for (const block of (await brewing).content) if (block.type === 'text') console.log(block.text);

  console.log(`It was ${seen.join(', ')}`);
  await print();
} finally {
  await pool.dispose();
}
