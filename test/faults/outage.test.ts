import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { localHealth } from '../../src/mcp/server/heartbeat';
import { modernServer } from '../fixtures/servers/modernServer';
import { http, TestPool, textOf } from '../support/pool/testPool';
import { timesTimer } from '../support/ratios';
import { until } from '../support/until';

/** A server over HTTP that can go away and come back on the same port. */
async function serveOn(port: number) {
  const handler = createMcpHandler(modernServer);
  const server = createServer(toNodeHandler(handler));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await Promise.all([handler.close(), closed]);
  };
  return { port: (server.address() as AddressInfo).port, close };
}

describe('A server over HTTP that goes away while it is idle', () => {
  it('is soon shown as away, with the time of the next try, and comes back automatically', async () => {
    const first = await serveOn(0);
    const test = new TestPool();
    try {
      await test.pool.apply([http('remote', `http://127.0.0.1:${first.port}/mcp`)]);
      await test.reach('remote', 'ready');
      await first.close();
      const gone = Date.now();
      // A server elsewhere is looked at every 30 s, this one every 1.5 s.
      const times = await timesTimer(localHealth.intervalMs, () => test.reach('remote', 'waiting'));
      assert.ok(times < 10, `it took ${times} times as long as the pause between two checks`);
      const state = await test.reach('remote', 'waiting');
      assert.ok(state.retryAt > gone);
      assert.match(state.error.message, /'remote'/);

      const second = await serveOn(first.port);
      test.add(second);
      await until('it is back', () => test.state('remote').kind === 'ready');
      assert.equal(textOf(await test.call('remote', 'greet', { name: 'again' })).includes('again'), true);
    } finally {
      await test.close();
    }
  });
});
