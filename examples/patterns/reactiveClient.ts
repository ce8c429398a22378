// A pool reports everything as one stream of events. This program prints call events by the names that other clients use.
import { openPool, PoolMetrics } from 'mcp-pool';

// Receives what a listener throws. The call and the other listeners are not affected.
const onError = (error: unknown) => console.log(`a listener failed: ${(error as Error).message}`);
const pool = await openPool({ servers: { teahouse: { type: 'demo' } }, onError });

pool.onDidEvent((event) => {
  if (event.type === 'call.started') throw new Error('not my day');
});
const listening = pool.onDidEvent((event) => {
  switch (event.type) {
    case 'call.started':
      console.log(`tool_call_start ${event.call.serverName} ${event.call.tool}`, event.call.arguments);
      break;
    case 'call.progress':
      console.log(`progress ${event.progress.progress} of ${event.progress.total}`);
      break;
    case 'call.succeeded':
      console.log(`tool_call_success ${event.call.tool}`, event.call.outcome.kind);
      break;
    case 'call.failed': {
      const { outcome } = event.call;
      // An error that the tool reports is a result. Everything else is a failure of the call.
      const why = outcome.kind === 'failure' ? outcome.failure.message : 'the tool says so';
      console.log(`tool_call_error ${event.call.tool}`, why);
    }
  }
});
const metrics = new PoolMetrics(pool);

await pool.callTool('teahouse', 'brew', { tea: 'sencha', steps: 2, seconds: 0 });
await pool.call({ server: 'teahouse', tool: 'brew', arguments: { tea: 'sencha', steps: 0 } });
await pool.call({ server: 'teahouse', tool: 'check-water', arguments: { tea: 'sencha', celsius: 99 } });

const { calls, errors } = metrics.of('teahouse');
console.log(`${calls} calls, ${errors} of them failed`);
listening.dispose();
await pool.dispose();
