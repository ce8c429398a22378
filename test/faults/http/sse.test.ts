import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FailureKind } from '../../../src/base/failure';
import { type SseScript, serveSse } from '../../fixtures/servers/httpSse';
import { npmServer } from '../../support/places';
import { unusedPort } from '../../support/servers/httpServers';
import { until } from '../../support/until';
import { promptFailure, TestClient, watchRejections } from './support/client';

describe('A server behind HTTP+SSE', () => {
  watchRejections();

  for (const refusal of [400, 404, 405]) {
    it(`is recognized when it answers the first message with ${refusal}`, async () => {
      const server = await serveSse({ refusal });
      const client = await TestClient.http(server);
      assert.equal(client.connection.info.protocolVersion, '2025-11-25');
      assert.equal(await client.text('good'), 'good');
      await client.close();
      await server.close();
    });
  }

  it('is connected at once when the configuration says so', async () => {
    const server = await serveSse();
    const client = await TestClient.open({ type: 'http', url: server.url, headers: {}, transport: 'sse' });
    assert.equal(await client.text('good'), 'good');
    assert.equal(server.refused(), 0);
    await client.close();
    await server.close();
  });

  it('is not tried when the configuration says Streamable HTTP', async () => {
    const server = await serveSse();
    const launch = { type: 'http', url: server.url, headers: {}, transport: 'streamable' } as const;
    const failure = await promptFailure(TestClient.open(launch));
    assert.match(failure.message, /answered 405/);
    await server.close();
  });

  it('connects without a key in the configuration, and reports when it ends (server-everything)', async () => {
    const port = await unusedPort();
    const child = spawn(process.execPath, [npmServer('everything'), 'sse'], {
      env: { ...process.env, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = once(child, 'close');
    let printed = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    try {
      await until('it listens', () => /running on port/.test(printed));
      const client = await TestClient.http({ url: `http://127.0.0.1:${port}/sse` });
      assert.equal(await client.text('echo', { message: 'hi' }), 'Echo: hi');
      let told = '';
      client.connection.onDidClose(({ message }) => {
        told = message;
      });
      child.kill('SIGKILL');
      await until('the end is told', () => told);
      assert.match(told, /ended its stream of messages/);
      await client.close();
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  });

  const faults: Readonly<
    Record<string, { fault: SseScript['fault']; kind?: FailureKind; says: RegExp; lost?: string }>
  > = {
    'answers with a result that is null': {
      fault: ({ id, event }) => event(JSON.stringify({ jsonrpc: '2.0', id, result: null })),
      says: /its 'result' is not an object/,
    },
    'answers with something that is not JSON': {
      fault: ({ id, event }) => event(`{"jsonrpc":"2.0","id":${id},"result":{,}}`),
      says: /answer is not JSON/,
    },
    'refuses the message with 500': {
      fault: ({ refuse }) => refuse(500, 'oh no'),
      kind: 'unreachable',
      says: /answered 500/,
    },
    'answers over the limit': {
      fault: ({ id, event }) =>
        event(JSON.stringify({ jsonrpc: '2.0', id, result: { text: 'x'.repeat(65 * 1024 * 1024) } })),
      says: /over the limit of 64 MB/,
    },
    'does not know the session': {
      fault: ({ refuse }) => refuse(404, 'Session not found'),
      kind: 'unreachable',
      says: /no longer knows the session/,
      lost: 'session',
    },
  };
  for (const [name, { fault, kind = 'protocol', says, lost }] of Object.entries(faults)) {
    it(`fails one call at once when it ${name}, and the next one works`, async () => {
      const server = await serveSse({ fault });
      const client = await TestClient.http(server);
      const failure = await promptFailure(client.text('fault'));
      assert.match(failure.message, says);
      assert.equal(failure.kind, kind);
      assert.equal(failure.lost, lost);
      assert.equal(await client.text('good'), 'good');
      await client.close();
      await server.close();
    });
  }

  it('stays connected after its answers', async () => {
    const server = await serveSse();
    const client = await TestClient.http(server);
    let told = '';
    client.connection.onDidClose(({ message }) => {
      told = message;
    });
    // Longer than the stream of a single answer may stay open.
    const end = Date.now() + 2500;
    await until('time passes', async () => (await client.text('good')) === 'good' && Date.now() > end);
    assert.equal(told, '');
    await client.close();
    await server.close();
  });

  for (const way of ['end', 'cut'] as const) {
    it(`fails the call at once when its stream is ${way === 'end' ? 'ended' : 'cut'}, and reports the end`, async () => {
      const server = await serveSse({ fault: (exchange) => exchange[way]() });
      const client = await TestClient.http(server);
      let told = '';
      client.connection.onDidClose(({ message }) => {
        told = message;
      });
      const failure = await promptFailure(client.text('fault'));
      assert.equal(failure.lost, 'connection');
      await until('the end is told', () => told);
      await client.close();
      await server.close();
    });
  }

  it('is given up when it opens a stream and then says nothing', async () => {
    const server = await serveSse({ silent: true });
    const launch = { type: 'http', url: server.url, headers: {}, transport: 'sse' } as const;
    const failure = await promptFailure(TestClient.open(launch));
    assert.match(failure.message, /did not name the address for messages/);
    await server.close();
  });
});
