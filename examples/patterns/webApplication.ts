// Puts a pool behind HTTP, to list and call tools with plain requests. Connects on start and disconnects on stop.
import { openGateway, openPool } from 'mcp-pool';

const pool = await openPool({
  servers: { teahouse: { type: 'demo', autoApprove: ['find-tea', 'check-water'] } },
});
await pool.started();
// On this machine only, and every request needs the token. Other programs find it in a file that only this user can read.
const gateway = await openGateway(pool);

async function request(path: string, body?: object): Promise<void> {
  const response = await fetch(`${gateway.url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${gateway.token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = JSON.stringify(await response.json());
  console.log(`${response.status} ${path} ${text.slice(0, 90)}`);
}

try {
  await request('/tools');
  await request('/tools/call', { tool_name: 'find-tea', arguments: { words: 'sweet' } });

  // Errors have matching status codes: an unknown tool, invalid arguments, a call without approval.
  await request('/tools/call', { tool_name: 'find-tee' });
  await request('/tools/call', { tool_name: 'check-water', arguments: { tea: 'sencha' } });
  await request('/tools/call', { tool_name: 'clear-orders' });
  console.log((await fetch(`${gateway.url}/tools`)).status, 'without the token');

  await request('/health');
} finally {
  await gateway.close();
  await pool.dispose();
}
