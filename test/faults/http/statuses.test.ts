import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FailureKind } from '../../../src/base/failure';
import { type Exchange, type Script, type ScriptEra, serveScript } from '../../fixtures/servers/httpScript';
import { http, TestPool, textOf } from '../../support/pool/testPool';
import { unusedPort } from '../../support/servers/httpServers';
import { promptFailure, TestClient, watchRejections } from './support/client';

interface Row {
  readonly call: Script;
  readonly kind?: FailureKind;
  readonly says: RegExp;
  readonly detail?: RegExp;
  readonly next?: RegExp;
  readonly lost?: 'session' | 'connection';
}

const page = '<!doctype html><html><style>b{}</style><body><h1>Bad Gateway</h1>nginx</body></html>';
const rpcError = ({ message }: Exchange) => ({
  jsonrpc: '2.0',
  id: message.id,
  error: { code: -32050, message: 'the disk is full' },
});

const calls: Readonly<Record<string, Row>> = {
  '429 with a time to wait': {
    call: (exchange) => exchange.send(429, 'slow down', { 'retry-after': '30' }),
    says: /answered 429, too many requests/,
    next: /Try again in 30 s/,
    detail: /slow down/,
  },
  '503 with a date to wait for': {
    call: (exchange) =>
      exchange.send(503, '', { 'retry-after': new Date(Date.now() + 120_000).toUTCString() }),
    says: /answered 503/,
    next: /Try again in (?:1 min \d+ s|2 min)/,
  },
  '502 with a web page': {
    call: (exchange) => exchange.send(502, page, { 'content-type': 'text/html' }),
    says: /answered 502/,
    detail: /A web page: Bad Gateway nginx/,
  },
  '500 with words': {
    call: (exchange) => exchange.send(500, 'oh no'),
    says: /answered 500/,
    detail: /oh no/,
  },
  '500 with an error of JSON-RPC': {
    call: (exchange) => exchange.json(rpcError(exchange), 500),
    kind: 'protocol',
    says: /error -32050: the disk is full/,
  },
  '404 with an error of JSON-RPC that is not about the session': {
    call: (exchange) =>
      exchange.json({ ...rpcError(exchange), error: { code: -32601, message: 'no such method' } }, 404),
    kind: 'protocol',
    says: /error -32601: no such method/,
  },
  '403': { call: (exchange) => exchange.send(403, ''), says: /refused 'call fault'.* answered 403/ },
  '401': {
    call: (exchange) => exchange.send(401, ''),
    kind: 'signIn',
    says: /requires a sign-in/,
    lost: 'session',
  },
  'a redirect to another origin': {
    call: (exchange) => exchange.send(307, '', { location: 'http://127.0.0.1:9/mcp' }),
    says: /http:\/\/127\.0\.0\.1:\d+ redirects to http:\/\/127\.0\.0\.1:9, which was not followed/,
  },
};

for (const era of ['2025-11-25', '2026-07-28'] satisfies ScriptEra[]) {
  describe(`A call to a server behind HTTP of ${era}`, () => {
    watchRejections();
    for (const [name, { call, kind = 'unreachable', says, detail, next, lost }] of Object.entries(calls)) {
      it(`fails with the reason from the answer: ${name}`, async () => {
        const server = await serveScript(era, { call });
        const client = await TestClient.http(server);
        try {
          const failure = await promptFailure(client.text('fault'));
          assert.match(failure.message, says);
          assert.equal(failure.kind, kind);
          assert.equal(failure.lost, lost);
          if (detail) assert.match(failure.detail ?? '', detail);
          if (next) assert.match(failure.nextSteps.join(' '), next);
          assert.equal(await client.text('good'), 'good');
        } finally {
          await client.close();
          await server.close();
        }
      });
    }

    it('follows a redirect within the origin', async () => {
      const server = await serveScript(era, {
        any: ({ request, send }) => {
          if (request.url !== '/mcp') return false;
          send(307, '', { location: '/real' });
          return true;
        },
      });
      const client = await TestClient.http(server);
      assert.equal(await client.text('good'), 'good');
      await client.close();
      await server.close();
    });
  });
}

describe('A server behind HTTP that no longer knows the session', () => {
  watchRejections();

  it('fails the call as not carried out', async () => {
    const server = await serveScript('2025-11-25');
    const client = await TestClient.http(server);
    server.forgetSessions();
    const failure = await promptFailure(client.text('good'));
    assert.equal(failure.lost, 'session');
    assert.match(failure.message, /no longer knows the session/);
    await client.close();
    await server.close();
  });

  it('may report that with 400', async () => {
    const call: Script = (exchange) => exchange.send(400, 'Bad Request: No valid session ID provided');
    const server = await serveScript('2025-11-25', { call });
    const client = await TestClient.http(server);
    assert.equal((await promptFailure(client.text('fault'))).lost, 'session');
    await client.close();
    await server.close();
  });

  it('gets a new session and the call again, without an error for the caller', async () => {
    const server = await serveScript('2025-11-25');
    const test = new TestPool();
    await test.pool.apply([http('a', server.url)]);
    await test.reach('a', 'ready');
    server.forgetSessions();
    assert.equal(textOf(await test.call('a', 'good')), 'good');
    assert.equal(server.count('initialize'), 2);
    await test.close();
    await server.close();
  });
});

describe('A server behind HTTP that cannot be connected', () => {
  watchRejections();

  const opening: Readonly<
    Record<string, { any: Script; kind: FailureKind; says: RegExp; permanent?: boolean }>
  > = {
    'fails when it is a web site': {
      any: (exchange) => exchange.send(200, page, { 'content-type': 'text/html' }),
      kind: 'protocol',
      says: /handshake: the address answers with a web page.*\/mcp\)/,
    },
    'fails when it is a web site without such a page': {
      any: (exchange) => exchange.send(404, page, { 'content-type': 'text/html' }),
      kind: 'unreachable',
      says: /was not found: .* answered 404/,
    },
    'fails when it answers nothing': {
      any: (exchange) => exchange.send(202, ''),
      kind: 'protocol',
      says: /sent no answer/,
    },
    'fails when it is too busy': {
      any: (exchange) => exchange.send(429, ''),
      kind: 'unreachable',
      says: /answered 429/,
    },
    'fails when it redirects to another origin': {
      any: (exchange) => exchange.send(308, '', { location: 'https://127.0.0.1:9/mcp' }),
      kind: 'unreachable',
      says: /redirects to https:\/\/127\.0\.0\.1:9/,
      permanent: true,
    },
    'fails when it cuts every connection': {
      any: ({ request }) => request.socket.destroy(),
      kind: 'unreachable',
      says: /the connection was interrupted/,
    },
  };
  for (const [name, { any, kind, says, permanent }] of Object.entries(opening)) {
    it(name, async () => {
      const server = await serveScript('2025-11-25', {
        any: (exchange) => {
          any(exchange);
          return true;
        },
      });
      const failure = await promptFailure(TestClient.http(server));
      assert.match(failure.message, says);
      assert.equal(failure.kind, kind);
      assert.equal(failure.permanent, permanent);
      assert.ok(failure.message.includes(server.url.slice(7, 22)), failure.message);
      assert.ok(failure.nextSteps.length > 0);
      await server.close();
    });
  }

  it('is tried again only after the time that it asks for', async () => {
    const server = await serveScript('2025-11-25', {
      any: (exchange) => {
        exchange.send(503, '', { 'retry-after': '40' });
        return true;
      },
    });
    const test = new TestPool();
    const before = Date.now();
    await test.pool.apply([http('a', server.url)]);
    const { retryAt, error } = await test.reach('a', 'waiting');
    const after = Date.now();
    assert.ok(retryAt >= before + 40_000 && retryAt <= after + 40_000, `${retryAt - after} ms`);
    assert.match(error.nextSteps.join(' '), /Try again in 40 s/);
    await test.close();
    await server.close();
  });

  it('fails when it is not running', async () => {
    const url = `http://127.0.0.1:${await unusedPort()}/mcp`;
    const failure = await promptFailure(TestClient.http({ url }));
    assert.match(failure.message, /the connection was refused/);
  });

  it('fails when its host name is unknown', async () => {
    const failure = await promptFailure(TestClient.http({ url: 'http://no-such-host.invalid/mcp' }));
    assert.match(failure.message, /host name (?:is unknown|could not be looked up)/);
  });

  it('fails when it signed its own certificate', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-tls-'));
    const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
    const make = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync('openssl', [...make, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
    const tls = { key: readFileSync(key), cert: readFileSync(cert) };
    const server = await serveScript('2025-11-25', { tls });
    try {
      const failure = await promptFailure(TestClient.http(server));
      assert.match(failure.message, /certificate is self-signed/);
      assert.match(failure.nextSteps.join(' '), /NODE_EXTRA_CA_CERTS/);
      assert.equal(failure.permanent, true);
      const plain = await promptFailure(TestClient.http({ url: server.url.replace('https', 'http') }));
      assert.equal(plain.kind, 'unreachable');
    } finally {
      await server.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('fails when it speaks no TLS at an https address', async () => {
    const server = await serveScript('2025-11-25');
    const failure = await promptFailure(TestClient.http({ url: server.url.replace('http', 'https') }));
    assert.match(failure.message, /does not speak TLS/);
    await server.close();
  });
});
