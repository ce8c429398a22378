import assert from 'node:assert/strict';
import type { FailureKind } from '../../../src/base/failure';
import { serveWs, type WsScript } from '../../fixtures/servers/wsServer';
import { timesTimer } from '../../support/ratios';
import { unusedPort } from '../../support/servers/httpServers';
import { until } from '../../support/until';
import { promptFailure, TestClient, watchRejections } from './support/client';

const open = (url: string, headers: Record<string, string> = {}, more = {}) =>
  TestClient.open({ type: 'ws', url, headers }, more);

describe('A server behind WebSocket', () => {
  watchRejections();

  it('is connected with its headers, listed and called', async () => {
    const server = await serveWs();
    const client = await open(server.url, { Authorization: 'Bearer abc' });
    assert.equal(client.connection.info.protocolVersion, '2025-11-25');
    assert.equal((await client.connection.list('tools')).items.length, 2);
    assert.equal(await client.text('good'), 'good');
    assert.equal(server.headers[0]?.authorization, 'Bearer abc');
    await client.close();
    await server.close();
  });

  it('does not replace the global WebSocket', async () => {
    const globals = globalThis as { WebSocket?: unknown };
    const before = globals.WebSocket;
    const server = await serveWs();
    const client = await open(server.url);
    assert.equal(globals.WebSocket, before);
    await client.close();
    await server.close();
  });

  it('is connected when it is silent on the first unknown request', async () => {
    const server = await serveWs({ take: ({ method }) => method === 'server/discover' });
    const client = await open(server.url);
    assert.equal(await client.text('good'), 'good');
    await client.close();
    await server.close();
  });

  it('is connected when it hangs up at the first unknown request', async () => {
    const server = await serveWs({
      take: ({ method }, socket) => {
        if (method === 'server/discover') socket.close(1008, 'initialize first');
        return method === 'server/discover';
      },
    });
    const client = await open(server.url);
    assert.equal(await client.text('good'), 'good');
    await client.close();
    await server.close();
  });

  it('is notified that a call is canceled', async () => {
    const server = await serveWs({ take: ({ params }) => params?.name === 'fault' });
    const client = await open(server.url);
    const abort = new AbortController();
    const calling = client.text('fault', {}, abort.signal);
    calling.catch(() => undefined);
    await until('the call arrived', () => server.messages.some(({ params }) => params?.name === 'fault'));
    abort.abort();
    assert.equal((await promptFailure(calling)).kind, 'cancelled');
    await until('the server is told', () =>
      server.messages.some(({ method }) => method === 'notifications/cancelled'),
    );
    await client.close();
    await server.close();
  });

  const onFault =
    (answer: (id: unknown) => string | Buffer): NonNullable<WsScript['take']> =>
    ({ id, params }, socket) => {
      if (params?.name !== 'fault') return false;
      socket.send(answer(id));
      return true;
    };
  const json = (value: unknown) => JSON.stringify(value);
  const broken: Readonly<Record<string, { take: NonNullable<WsScript['take']>; says: RegExp }>> = {
    'a result that is null': {
      take: onFault((id) => json({ jsonrpc: '2.0', id, result: null })),
      says: /its 'result' is not an object/,
    },
    'no jsonrpc': { take: onFault((id) => json({ id, result: {} })), says: /'jsonrpc' is missing/ },
    'a text that is not JSON': {
      take: onFault((id) => `{"jsonrpc":"2.0","id":${id},"result":{,}}`),
      says: /not JSON/,
    },
  };
  for (const [name, { take, says }] of Object.entries(broken)) {
    it(`fails the call at once when it answers with ${name}, and the next one works`, async () => {
      const server = await serveWs({ take });
      const client = await open(server.url);
      const failure = await promptFailure(client.text('fault'));
      assert.equal(failure.kind, 'protocol');
      assert.match(failure.message, says);
      assert.equal(await client.text('good'), 'good');
      await client.close();
      await server.close();
    });
  }

  it('may answer with a batch, and with a large message', async () => {
    const text = 'x'.repeat(11 * 1024 * 1024);
    const result = { content: [{ type: 'text', text }] };
    const server = await serveWs({ take: onFault((id) => json([{ jsonrpc: '2.0', id, result }])) });
    const client = await open(server.url);
    assert.equal((await client.text('fault')).length, text.length);
    await client.close();
    await server.close();
  });

  const ends: Readonly<Record<string, { take: NonNullable<WsScript['take']>; says: RegExp }>> = {
    'hangs up': {
      take: (_, socket) => {
        socket.close(1011, 'out of memory');
        return true;
      },
      says: /1011, out of memory/,
    },
    'is cut off': {
      take: (_, socket) => {
        socket.terminate();
        return true;
      },
      says: /closed the WebSocket \(1006\)/,
    },
    'sends a message over the limit': {
      take: (_, socket) => {
        socket.send('x'.repeat(65 * 1024 * 1024));
        return true;
      },
      says: /over the limit of 64 MB/,
    },
  };
  for (const [name, { take, says }] of Object.entries(ends)) {
    it(`ends the call and reports the end of the connection when it ${name} in the middle of a call`, async () => {
      const server = await serveWs({
        take: (message, socket) => message.params?.name === 'fault' && take(message, socket),
      });
      const client = await open(server.url);
      let told = '';
      client.connection.onDidClose(({ message }) => {
        told = message;
      });
      const failure = await promptFailure(client.text('fault'));
      assert.equal(failure.kind, 'unreachable');
      assert.equal(failure.lost, 'connection');
      await until('the end is told', () => told);
      assert.match(told, says);
      await client.close();
      await server.close();
    });
  }

  it('is closed soon when it does not confirm the end', async () => {
    const server = await serveWs({
      take: ({ params }, socket) => {
        if (params?.name === 'fault') socket.pause();
        return params?.name === 'fault';
      },
    });
    const client = await open(server.url);
    const calling = client.text('fault');
    calling.catch(() => undefined);
    await until('the call arrived', () => server.messages.some(({ params }) => params?.name === 'fault'));
    // Without a limit of ours it would be closed after the 30 s of the library.
    assert.ok((await timesTimer(1000, () => client.close())) < 10);
    assert.equal((await promptFailure(calling)).kind, 'unreachable');
    await server.close();
  });

  const refusals: Readonly<Record<number, { kind: FailureKind; says: RegExp }>> = {
    401: { kind: 'signIn', says: /requires a sign-in: ws:/ },
    404: { kind: 'unreachable', says: /answered 404 instead of opening a WebSocket/ },
    503: { kind: 'unreachable', says: /answered 503/ },
  };
  for (const [status, { kind, says }] of Object.entries(refusals)) {
    it(`fails to connect when it answers ${status}`, async () => {
      const server = await serveWs({ refuse: Number(status) });
      const failure = await promptFailure(open(server.url));
      assert.equal(failure.kind, kind);
      assert.match(failure.message, says);
      await server.close();
    });
  }

  it('fails to connect when it is not running', async () => {
    const failure = await promptFailure(open(`ws://127.0.0.1:${await unusedPort()}/mcp`));
    assert.match(failure.message, /the connection was refused/);
  });
});
