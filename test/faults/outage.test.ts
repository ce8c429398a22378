import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { modernServer } from '../fixtures/servers/modernServer';
import { http, TestPool, textOf } from '../integration/support/testPool';
import { until } from '../integration/support/until';

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

describe('A server over HTTP that goes away while nobody uses it', () => {
  it('is told to be away within two seconds, with the time of the next try, and is back by itself', async () => {
    const first = await serveOn(0);
    const test = new TestPool();
    try {
      await test.pool.apply([http('remote', `http://127.0.0.1:${first.port}/mcp`)]);
      await test.reach('remote', 'ready');
      await first.close();
      const gone = Date.now();
      const state = await test.reach('remote', 'waiting');
      // The bound is 2 s; the rest is for a machine with much else to do.
      assert.ok(Date.now() - gone < 3500, `it took ${Date.now() - gone} ms`);
      assert.ok(state.retryAt > gone);
      assert.match(state.error.message, /'remote'/);

      const second = await serveOn(first.port);
      test.add(second);
      await until('it is back', () => test.state('remote').kind === 'ready', { within: 20_000 });
      assert.equal(textOf(await test.call('remote', 'greet', { name: 'again' })).includes('again'), true);
    } finally {
      await test.close();
    }
  });
});
