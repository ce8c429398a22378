import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { ProxyFault } from '../../src/mcp/errors/proxyFault';
import { Proxies } from '../../src/mcp/http/proxies';
import { openTunnel } from '../../src/mcp/http/proxyConnections';
import { HttpProxy } from '../fixtures/servers/httpProxy';
import { type HttpServer, serve } from '../support/servers/httpServers';
import { until, within } from '../support/until';
import { named } from './support/behindProxy';
import { certificate } from './support/certificates';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

for (const secured of [false, true])
  describe(`A request through a proxy ${secured ? 'in a tunnel' : 'without a tunnel'}`, () => {
    const trust = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    let proxy: HttpProxy;
    let proxies: Proxies;
    let servers: HttpServer[];
    before(() => {
      // This process knows no authority of the tests; certificates.test.ts has them checked.
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    });
    after(() => {
      if (trust === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = trust;
    });
    beforeEach(async () => {
      servers = [];
      proxy = await HttpProxy.start();
      proxies = new Proxies({ ALL_PROXY: proxy.url.replace('//', '//ada:a-password@') });
    });
    afterEach(() => Promise.all([proxy, ...servers].map((one) => one.close())));

    const to = async (handler: Handler) => {
      const server = await serve(handler, secured ? certificate : undefined);
      servers.push(server);
      return { server, url: named(server.url) };
    };
    const fetched = async (handler: Handler, init?: RequestInit) =>
      proxies.fetch((await to(handler)).url, init);
    /** Fails unless the request failed as one through the proxy does. */
    const faultOf = async (request: Promise<unknown>) => {
      const error = await within('the end of the request', request).then(
        () => undefined,
        (reason) => reason,
      );
      assert.ok(error instanceof ProxyFault, String(error));
      assert.ok(error.message.includes(proxy.url) && !error.message.includes('a-password'), error.message);
      return error;
    };
    const free = () => until('no connection to the proxy is open', async () => (await proxy.open()) === 0);

    it('sends what fetch sends without a proxy', async () => {
      const seen: unknown[] = [];
      const { server, url } = await to(async (request, response) => {
        const { method, url: path, headers } = request;
        const { host, connection, 'proxy-authorization': forProxy, ...others } = headers;
        assert.equal(forProxy, undefined);
        seen.push({ method, path, headers: others, body: await text(request) });
        response.end();
      });
      const bodies = ['{"a":"ü"}', new URLSearchParams({ a: 'ü b' }), new TextEncoder().encode('bytes'), ''];
      const asked: RequestInit[] = [
        {},
        { method: 'POST' },
        { method: 'DELETE', headers: { accept: 'text/event-stream' } },
        ...bodies.map((body) => ({ method: 'POST', headers: { 'X-Own': 'ü' }, body })),
      ];
      for (const init of asked) {
        for (const [send, at] of [
          [proxies.fetch, url],
          [fetch, server.url],
        ] as const)
          await (await send(`${at}?q=%20&r#part`, init)).text();
        const [proxied, direct] = seen.splice(0);
        assert.deepEqual(proxied, direct);
      }
    });

    it('keeps name and password from the server', async () => {
      const { server, url } = await to((_request, response) => response.end());
      await (await proxies.fetch(url)).text();
      assert.deepEqual([...proxy.credentials], ['ada:a-password']);
      assert.doesNotMatch(JSON.stringify(server.requests), /proxy-authorization|a-password/);
      // Nor can headers of the configuration take the place of those.
      await faultOf(proxies.fetch(url, { headers: { 'Proxy-Authorization': 'Basic eDp5' } }));
    });

    it('goes to the host of its address, whatever its path looks like', async () => {
      const paths: (string | undefined)[] = [];
      const { url } = await to((request, response) => {
        paths.push(request.url);
        response.end();
      });
      const response = await proxies.fetch(`${new URL(url).origin}//other.test/mcp?`);
      assert.equal(response.status, 200);
      assert.deepEqual(paths, [secured ? '//other.test/mcp?' : '//other.test/mcp']);
      assert.ok(
        proxy.asked.every((line) => line.includes(new URL(url).host)),
        proxy.asked.join(),
      );
    });

    it('asks the proxy for a host that is an address of IPv6', async () => {
      const { server, url } = await to((_request, response) => response.end());
      const there = url.replace('mcp.test', '[2001:db8::1]');
      assert.equal((await proxies.fetch(there)).status, 200);
      const { host } = new URL(there);
      assert.deepEqual(proxy.asked, [secured ? `CONNECT ${host}` : `GET ${there}`]);
      assert.equal(server.requests[0]?.headers.host, host);
    });

    it('gives status, headers and cookies as they are', async () => {
      const response = await fetched((_request, answer) =>
        answer.writeHead(418, 'Short and stout', { 'set-cookie': ['a=1', 'b=2'], 'x-own': '1' }).end('tea'),
      );
      assert.ok(response instanceof Response);
      const { status, statusText, headers } = response;
      assert.deepEqual([status, statusText, headers.get('x-own')], [418, 'Short and stout', '1']);
      assert.deepEqual(headers.getSetCookie(), ['a=1', 'b=2']);
      assert.equal(await response.text(), 'tea');
    });

    for (const status of [204, 205, 304]) {
      it(`gives ${status} without a body, and uses the connection again`, async () => {
        const { url } = await to((_request, response) => response.writeHead(status).end());
        for (let count = 0; count < 3; count++) {
          const response = await proxies.fetch(url);
          assert.deepEqual([response.status, response.body], [status, null]);
          await pause(50);
        }
        assert.equal(await proxy.open(), 1);
      });
    }

    it('does not wait for anyone to read a short body before it uses the connection again', async () => {
      const { url } = await to((_request, response) => response.end('unread'));
      for (let count = 0; count < 3; count++) {
        await proxies.fetch(url);
        await pause(50);
      }
      assert.equal(await proxy.open(), 1);
    });

    const long = 'a text '.repeat(50_000);
    const codings: [string, Buffer][] = [
      ['gzip', gzipSync(long)],
      ['x-gzip', gzipSync(long)],
      ['deflate', deflateSync(long)],
      ['deflate', deflateRawSync(long)],
      ['br', brotliCompressSync(long)],
      ['deflate, GZIP', gzipSync(deflateSync(long))],
      ['gzip', gzipSync(long).subarray(0, -8)],
    ];
    for (const [coding, body] of codings) {
      it(`unpacks a body of ${body.length} bytes in ${coding}`, async () => {
        const response = await fetched((_request, answer) =>
          answer.writeHead(200, { 'content-encoding': coding }).end(body),
        );
        assert.equal(response.headers.get('content-encoding'), coding);
        assert.equal(await response.text(), long);
      });
    }

    it('accepts an empty body in every coding, and leaves an unknown one as it is', async () => {
      for (const [coding, sent, read] of [
        ['gzip', '', ''],
        ['br', '', ''],
        ['deflate', '', ''],
        ['odd', 'b', 'b'],
      ]) {
        const response = await fetched((_request, answer) =>
          answer.writeHead(200, { 'content-encoding': coding! }).end(sent),
        );
        assert.equal(await response.text(), read);
      }
    });

    it('fails to read a body that is not packed as it says, and leaves no connection open', async () => {
      for (const coding of ['gzip', 'br', 'deflate']) {
        const response = await fetched((_request, answer) =>
          answer.writeHead(200, { 'content-encoding': coding }).end('no such thing'),
        );
        await assert.rejects(response.text(), TypeError, coding);
      }
    });

    for (const coding of ['identity', 'gzip']) {
      it(`hands on each event when it arrives, in ${coding}`, async () => {
        let sendNext = () => {};
        const response = await fetched((_request, answer) => {
          answer.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': coding });
          answer.flushHeaders();
          let count = 0;
          sendNext = () => {
            const event = `data: ${++count}\n\n`;
            answer.write(coding === 'gzip' ? gzipSync(event) : event);
          };
        });
        const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
        for (const count of [1, 2, 3]) {
          sendNext();
          const { value } = await within(`event ${count}`, reader.read());
          assert.equal(value, `data: ${count}\n\n`);
        }
        await reader.cancel();
        await free();
      });
    }

    it('has no limit for silence in a stream of events', async () => {
      const response = await fetched(async (_request, answer) => {
        answer.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        await pause(6000);
        answer.end('data: late\n\n');
      });
      assert.equal(await response.text(), 'data: late\n\n');
    });

    it('keeps a large body until someone reads it, in both directions', async () => {
      const size = 20 * 1024 * 1024;
      const response = await fetched((request, answer) => request.pipe(answer), {
        method: 'POST',
        body: new Uint8Array(size).fill(7),
      });
      await pause(200);
      const read = new Uint8Array(await response.arrayBuffer());
      assert.equal(read.length, size);
      assert.ok(read.every((byte) => byte === 7));
    });

    it('follows no redirect', async () => {
      const { server, url } = await to((_request, response) =>
        response.writeHead(302, { location: 'http://127.0.0.1:9/inside' }).end(),
      );
      const response = await proxies.fetch(url, { redirect: 'manual' });
      assert.equal(response.status, 302);
      assert.equal(response.headers.get('location'), 'http://127.0.0.1:9/inside');
      await faultOf(proxies.fetch(url));
      assert.equal(server.requests.length, 2);
    });

    it('is not sent when it was aborted before', async () => {
      const { url } = await to((_request, response) => response.end());
      const reason = new Error('no longer');
      await assert.rejects(proxies.fetch(url, { signal: AbortSignal.abort(reason) }), reason);
      assert.deepEqual(proxy.asked, []);
    });

    const stages = [
      { at: 'the proxy is silent', silent: true, handler: () => undefined },
      { at: 'the server is silent', silent: false, handler: () => undefined },
    ];
    for (const { at, silent, handler } of stages) {
      it(`ends at once when it is aborted while ${at}, and leaves no connection open`, async () => {
        const { server, url } = await to(handler);
        proxy.silent = silent;
        const abort = new AbortController();
        const request = proxies.fetch(url, { signal: abort.signal });
        request.catch(() => undefined);
        await until('it was asked', () => (silent ? proxy.asked : server.requests).length > 0);
        const reason = new Error('no longer');
        abort.abort(reason);
        await assert.rejects(within('the end of the request', request), reason);
        await free();
      });
    }

    it('ends its body at once when it is aborted, and leaves no connection open', async () => {
      for (const coding of ['identity', 'gzip']) {
        const abort = new AbortController();
        const response = await fetched(
          (_request, answer) => {
            answer.writeHead(200, { 'content-encoding': coding });
            answer.write(coding === 'gzip' ? gzipSync('first') : 'first');
          },
          { signal: abort.signal },
        );
        const reader = response.body!.getReader();
        await reader.read();
        const reason = new Error('no longer');
        const rest = reader.read();
        abort.abort(reason);
        await assert.rejects(within('the end of the body', rest), reason);
        await free();
      }
    });

    it('uses its connection for another request when a signal aborts after the end', async () => {
      const { url } = await to((_request, response) => response.end('all'));
      const abort = new AbortController();
      await (await proxies.fetch(url, { signal: abort.signal })).text();
      const second = await proxies.fetch(url);
      abort.abort();
      assert.equal(await second.text(), 'all');
      assert.equal(await proxy.open(), 1);
    });

    it('fails to read a body that is cut short', async () => {
      for (const coding of ['identity', 'gzip']) {
        const response = await fetched((_request, answer) => {
          answer.writeHead(200, { 'content-encoding': coding });
          answer.write(coding === 'gzip' ? gzipSync('first') : 'first');
        });
        const reader = response.body!.getReader();
        await reader.read();
        proxy.cut();
        await assert.rejects(within('the end of the body', reader.read()), TypeError);
      }
    });

    it('fails, and does not wait, when the proxy hangs up or the server speaks another protocol', async () => {
      proxy.hangsUp = true;
      await faultOf(fetched((_request, answer) => answer.end()));
      proxy.hangsUp = false;
      await faultOf(
        fetched(({ socket }) =>
          socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: odd\r\n\r\n'),
        ),
      );
      await faultOf(fetched(({ socket }) => socket.end('HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n')));
    });

    it('closes a connection that no one uses', async () => {
      const { url } = await to((_request, response) => response.end());
      await (await proxies.fetch(url)).text();
      assert.equal(await proxy.open(), 1);
      await free();
    });
  });

describe('A tunnel of a proxy', () => {
  let proxy: HttpProxy;
  beforeEach(async () => {
    proxy = await HttpProxy.start();
  });
  afterEach(() => proxy.close());

  it('is given up when the proxy says nothing for too long', async () => {
    proxy.silent = true;
    const opened = openTunnel(new URL(proxy.url), new URL('ws://mcp.test'), undefined, 200);
    await assert.rejects(within('the end of the tunnel', opened), { code: 'ETIMEDOUT' });
    await until('no connection to the proxy is open', async () => (await proxy.open()) === 0);
  });

  it('is given up when there is no TLS at its end', async () => {
    const mute = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    const opened = openTunnel(new URL(proxy.url), new URL(`wss://mcp.test:${port}`), undefined, 200);
    await assert.rejects(within('the end of the tunnel', opened), { code: 'ETIMEDOUT' });
    await until('no connection to the proxy is open', async () => (await proxy.open()) === 0);
    mute.close();
  });
});
