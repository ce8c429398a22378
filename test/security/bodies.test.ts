import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { SignIns } from '../../src/mcp/auth/signIns';
import { MemorySecrets } from '../../src/mcp/auth/storage/secretStore';
import { HttpFault } from '../../src/mcp/errors/httpFault';
import { defaultMessageLimit, errorBodyLimit } from '../../src/mcp/errors/messageLimits';
import { limitedFetch } from '../../src/mcp/http/limitedFetch';
import {
  type Exchange,
  type ScriptEra,
  type ScriptedServer,
  serveScript,
} from '../fixtures/servers/httpScript';
import { failureOf, http, TestPool } from '../support/pool/testPool';
import { rejection } from '../support/rejection';
import { filesBelow, readText } from '../support/repository';
import { type HttpServer, serve } from '../support/servers/httpServers';
import { waitLimit, within } from '../support/until';
import { answerEndlessly, type Endless } from './support/endless';

describe('An endless body', () => {
  let pool: TestPool;
  let endless: Endless[] = [];
  const script = async (era: ScriptEra, any: (exchange: Exchange) => Endless | undefined) => {
    const server: ScriptedServer = await serveScript(era, {
      any: (exchange) => {
        const made = any(exchange);
        if (made) endless.push(made);
        return made !== undefined;
      },
    });
    return pool.add(server);
  };
  const letGo = async () => {
    assert.ok(endless.length > 0, 'nothing endless was asked for');
    await within('every connection is let go of', Promise.all(endless.map(({ closed }) => closed)));
  };
  beforeEach(() => {
    endless = [];
    // The time limit of a start must not be what ends it.
    pool = new TestPool();
  });
  afterEach(() => pool.close());

  for (const status of [400, 403, 404, 405, 429, 500, 502, 503]) {
    it(`is dropped, and the start fails, with status ${status} to the first request`, async () => {
      const { url } = await script('2025-11-25', ({ response, request }) =>
        request.method === 'POST' ? answerEndlessly(response, status) : undefined,
      );
      await pool.pool.apply([http('x', url)]);
      const failure = await pool.broken('x');
      assert.equal(failure.kind, 'unreachable');
      assert.match(`${failure.message} ${failure.detail}`, new RegExp(`${status}`));
      await letGo();
    });
  }

  for (const era of ['2025-11-25', '2026-07-28'] as const) {
    for (const status of [400, 404, 500, 503]) {
      it(`is dropped, and the call fails with its first words, with status ${status} in ${era}`, async () => {
        const { url } = await script(era, ({ response, message }) =>
          message.params?.name === 'fault' ? answerEndlessly(response, status) : undefined,
        );
        await pool.pool.apply([http('x', url)]);
        const failure = failureOf(await pool.call('x', 'fault'));
        if (status !== 404) assert.match(failure.detail ?? '', /Out of order/);
        await letGo();
      });
    }

    it(`is dropped at the limit of a message when it succeeds in ${era}`, async () => {
      const { url } = await script(era, ({ response, message }) =>
        message.params?.name === 'fault'
          ? answerEndlessly(response, 200, { type: 'application/json', first: '{"a":' })
          : undefined,
      );
      await pool.pool.apply([http('x', url)]);
      const failure = failureOf(await pool.call('x', 'fault'));
      assert.match(failure.message, /the server sent a message of 64 MB, over the limit of 64 MB/);
      await letGo();
    });
  }

  it('is dropped in place of a stream of events', async () => {
    const { url } = await script('2025-11-25', ({ request, response, send }) => {
      if (request.method === 'GET') return answerEndlessly(response, 200, { type: 'text/html' });
      send(405, '');
      return { closed: Promise.resolve() };
    });
    await pool.pool.apply([http('x', url)]);
    await pool.broken('x');
    await letGo();
  });

  for (const status of [200, 401, 500]) {
    it(`is dropped when it describes a sign-in with status ${status}`, async () => {
      const { url } = await pool.add(
        await serve((request, response) => {
          request.resume();
          if (request.url === '/mcp') response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
          else endless.push(answerEndlessly(response, status, { type: 'application/json', first: '{' }));
        }),
      );
      const signIns = new SignIns({ store: new MemorySecrets(), env: {} });
      const person = { open: () => undefined, signal: new AbortController().signal, patience: waitLimit };
      const { message } = await rejection(signIns.signIn(http('x', url), person));
      assert.match(message, /^The sign-in to http:\/\/127\.0\.0\.1:\d+\/mcp failed: /);
      await letGo();
    });
  }

  it('is dropped in answer to a notification and to the end of the session', async () => {
    const { url } = await script('2025-11-25', ({ message, request, response }) =>
      message.method?.startsWith('notifications/') || request.method === 'DELETE'
        ? answerEndlessly(response, 500)
        : undefined,
    );
    await pool.pool.apply([http('x', url)]);
    await pool.broken('x').catch(() => undefined);
    await pool.pool.dispose();
    await letGo();
  });
});

describe('The fetch below all requests', () => {
  let server: HttpServer;
  afterEach(() => server.close());
  const answering = async (status: number, body: string | Buffer, headers: Record<string, string> = {}) => {
    server = await serve((_request, response) => response.writeHead(status, headers).end(body));
    return limitedFetch(undefined, 1000)(server.url, { headers: { accept: 'application/json' } });
  };
  const packed = { 'content-encoding': 'gzip' };

  it('passes on what is within the limits unchanged', async () => {
    const response = await answering(200, gzipSync('a'.repeat(1000)), packed);
    assert.equal(response.url, server.url);
    assert.ok(response instanceof Response);
    assert.equal(await response.text(), 'a'.repeat(1000));
  });

  it('breaks off a success that decompresses to more than its limit', async () => {
    const response = await answering(200, gzipSync('a'.repeat(1001)), packed);
    await assert.rejects(response.text(), HttpFault);
  });

  it('breaks off a stream of events that was not requested', async () => {
    const response = await answering(200, gzipSync('a'.repeat(1001)), {
      ...packed,
      'content-type': 'text/event-stream',
    });
    await assert.rejects(response.text(), HttpFault);
  });

  for (const status of [302, 400, 500]) {
    it(`ends the body of ${status} at 64 KB`, async () => {
      const response = await answering(status, gzipSync(`first${' '.repeat(errorBodyLimit)}`), packed);
      const text = await response.text();
      assert.equal(text.length, errorBodyLimit);
      assert.match(text, /^first/);
    });
  }

  it('is used by every file of the source', async () => {
    server = await serve((_request, response) => response.end());
    const allowed = [
      'src/mcp/http/limitedFetch.ts',
      // Chooses the way, below the limits.
      'src/mcp/http/proxies.ts',
    ];
    const bare = filesBelow('src')
      .filter((file) => file.endsWith('.ts') && !allowed.includes(file))
      .filter((file) => /globalThis\.fetch|(?<![\w.$])fetch\(['"`]|= fetch[;,)]/.test(readText(file)));
    assert.deepEqual(bare, []);
    assert.ok(errorBodyLimit < defaultMessageLimit);
  });
});
