// Adds and removes servers by name while the pool runs.
import { openPool, succeeded } from 'mcp-pool';

const pool = await openPool();
const names = () => pool.servers.map(({ name }) => name).join(', ') || 'none';

await pool.add('north', { type: 'demo' });
await pool.add('south', { type: 'demo' });
console.log(`Servers: ${names()}`);

// A call starts its server if it is not running yet.
await pool.callTool('south', 'order-tea', { tea: 'sencha', cups: 2 });
const { contents } = await pool.readResource('south', 'tea://house/orders.json');
for (const part of contents)
  if ('text' in part) console.log(`Orders in the south: ${JSON.parse(part.text).length}`);

// The outcome of a call is data: an unknown server does not end the program.
const call = await pool.call({ server: 'soth', tool: 'order-tea' });
if (!succeeded(call) && call.outcome.kind === 'failure') {
  const { message, nextSteps } = call.outcome.failure;
  console.log(`${message} ${nextSteps.join(' ')}`);
}

await pool.remove('north');
console.log(`Servers: ${names()}`);

await pool.closeAll();
console.log(`Servers: ${names()}`);
await pool.dispose();
