// Calls one tool on every server that has it. A failure on one server is that server's result and does not end the broadcast.
import { openPool } from 'mcp-pool';

const pool = await openPool({
  servers: {
    north: { type: 'demo', autoApprove: ['clear-orders'] },
    // Not auto-approved here, although the tool declares itself destructive.
    south: { type: 'demo' },
    closed: { command: 'there-is-no-such-program', restart: false },
  },
});
try {
  const { calls, succeeded, failed, unknown } = await pool.broadcast({
    tool: 'clear-orders',
    onFinished: ({ serverName, duration }) => console.error(`${serverName} took ${duration} ms`),
  });
  for (const { serverName, outcome } of calls) {
    const text =
      outcome.kind === 'failure'
        ? outcome.failure.message
        : outcome.result.content.map((block) => (block.type === 'text' ? block.text : '')).join(' ');
    console.log(`${serverName}: ${text}`);
  }
  console.log(`${succeeded} succeeded, ${failed} failed; not reached: ${unknown.join(', ')}`);
} finally {
  await pool.dispose();
}
