// A server that goes away comes back by itself; calls wait for it, and its health is known.
import { openPool, type ServerState } from 'mcp-pool';

const seen: ServerState['kind'][] = [];
const pool = await openPool({
  servers: { teahouse: { type: 'demo' } },
  // Pauses between starts grow with jitter; after so many in a row somebody has to look.
  restart: { attempts: 5, initialDelay: 100, maxDelay: 2000 },
  // A server that gives no sign of life within the timeout is replaced.
  health: { interval: 1000, timeout: 500 },
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

  // Somebody ends it while it brews. The tool says that brewing twice harms nothing, so the call is made again on the next
  // connection; one that does not say so fails, and tells that it may have been carried out.
  const brewing = pool.callTool('teahouse', 'brew', { tea: 'sencha', steps: 2, seconds: 0.2 });
  if (teahouse.state.kind === 'ready') process.kill(teahouse.state.info.pid!, 'SIGKILL');
  for (const block of (await brewing).content) if (block.type === 'text') console.log(block.text);

  console.log(`It was ${seen.join(', ')}`);
  await print();
} finally {
  await pool.dispose();
}
