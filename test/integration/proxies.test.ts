import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { HttpProxy } from '../fixtures/servers/httpProxy';
import { serveSse } from '../fixtures/servers/httpSse';
import { follow } from '../fixtures/servers/oauthBrowser';
import { ProtectedServer } from '../fixtures/servers/oauthProtected';
import { serveWs } from '../fixtures/servers/wsServer';
import { serveModern, unusedPort } from '../support/servers/httpServers';
import { errorOf, expectCode } from '../support/terminal/cli';
import { until, within } from '../support/until';
import { BehindProxy, named } from './support/behindProxy';
import { authority, certificate } from './support/certificates';

describe('The terminal command behind a proxy', () => {
  let test: BehindProxy;
  let proxy: HttpProxy;
  beforeEach(async () => {
    test = await BehindProxy.start();
    proxy = test.proxy;
  });
  afterEach(() => test.close());

  for (const variable of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY']) {
    it(`reaches a server through the proxy that ${variable} names`, async () => {
      const url = named(test.add(await serveModern()).url);
      await test.expectAnswer(url, { [variable]: proxy.url });
      assert.deepEqual([...new Set(proxy.asked)], [`POST ${url}`]);
    });
  }

  it('reaches a server over HTTP+SSE, whose stream stays open meanwhile', async () => {
    const url = named(test.add(await serveSse()).url);
    expectCode(await test.run(['list', '--url', url], { HTTP_PROXY: proxy.url }), 0);
    assert.ok(proxy.asked.includes(`GET ${url}`), proxy.asked.join());
  });

  it('reaches a server with TLS through a tunnel', async () => {
    const url = named(test.add(await serveModern(certificate)).url);
    await test.expectAnswer(url, { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: authority });
    assert.deepEqual([...new Set(proxy.asked)], [`CONNECT ${new URL(url).host}`]);
  });

  it('opens a WebSocket through a tunnel', async () => {
    for (const [secured, variable] of [
      [undefined, 'HTTP_PROXY'],
      [certificate, 'HTTPS_PROXY'],
    ] as const) {
      const url = named(test.add(await serveWs({}, secured)).url);
      await test.expectAnswer(url, { [variable]: proxy.url, NODE_EXTRA_CA_CERTS: authority }, 'good');
      assert.equal(proxy.asked.at(-1), `CONNECT ${new URL(url).host}`);
    }
  });

  it('reaches servers through a proxy that has TLS itself', async () => {
    const safe = test.add(await HttpProxy.start(certificate));
    const env = { ALL_PROXY: safe.url, NODE_EXTRA_CA_CERTS: authority };
    for (const server of [await serveModern(), await serveModern(certificate)])
      await test.expectAnswer(named(test.add(server).url), env);
    for (const server of [await serveWs(), await serveWs({}, certificate)])
      await test.expectAnswer(named(test.add(server).url), env, 'good');
    assert.equal(await safe.open(), 0);
    const error = await test.failing('http://mcp.test/mcp', { ...env, NODE_EXTRA_CA_CERTS: undefined });
    assert.ok(error.message.includes(`through the proxy ${safe.url}`), error.message);
    assert.match(error.message, /its certificate comes from an unknown authority/);
  });

  it('reaches servers on this machine and those of NO_PROXY without the proxy', async () => {
    const { url } = test.add(await serveModern());
    await test.expectAnswer(url, { HTTP_PROXY: proxy.url });
    // No name of this machine, but an address of it.
    const other = url.replace('127.0.0.1', '0.0.0.0');
    await test.expectAnswer(other, { HTTP_PROXY: proxy.url, NO_PROXY: 'example.test, 0.0.0.0' });
    assert.deepEqual(proxy.asked, []);
    await test.expectAnswer(other, { HTTP_PROXY: proxy.url, no_proxy: 'example.test' });
    assert.notDeepEqual(proxy.asked, []);
  });

  it('sends its name and password to the proxy, and to no one else', async () => {
    const env = {
      ALL_PROXY: proxy.url.replace('//', '//ada:s%40cret@'),
      NODE_EXTRA_CA_CERTS: authority,
    };
    const [plain, secured] = [test.add(await serveModern()), test.add(await serveModern(certificate))];
    const socket = test.add(await serveWs());
    for (const { url } of [plain, secured]) {
      await test.expectAnswer(named(url), env);
      assert.deepEqual([...proxy.credentials], ['ada:s@cret']);
      proxy.credentials.clear();
    }
    await test.expectAnswer(named(socket.url), env, 'good');
    assert.deepEqual([...proxy.credentials], ['ada:s@cret']);
    const seen = [...secured.requests.map(({ headers }) => headers), ...socket.headers];
    assert.ok(seen.length > 1 && seen.every((headers) => !('proxy-authorization' in headers)));
  });

  const ways = [
    { what: 'a server', serve: () => serveModern(), variable: 'HTTP_PROXY' },
    { what: 'a server with TLS', serve: () => serveModern(certificate), variable: 'HTTPS_PROXY' },
    { what: 'a WebSocket', serve: () => serveWs(), variable: 'HTTP_PROXY' },
  ];
  for (const { what, serve, variable } of ways) {
    it(`reports that the proxy on the way to ${what} requires a password, and hides the one that was sent`, async () => {
      const url = named(test.add(await serve()).url);
      proxy.refuse = 407;
      const error = await test.failing(url, { [variable]: proxy.url.replace('//', '//ada:wrong-one@') });
      assert.equal(error.kind, 'unreachable');
      assert.ok(
        error.message.includes(`the proxy ${proxy.url} requires a user name and a password`),
        error.message,
      );
      assert.match(error.nextSteps.join(), new RegExp(`^Set them in ${variable}`));
      assert.doesNotMatch(JSON.stringify(error), /wrong-one/);
    });

    it(`names the proxy on the way to ${what} when it cannot be reached`, async () => {
      const url = named(test.add(await serve()).url);
      const gone = `127.0.0.1:${await unusedPort()}`;
      const error = await test.failing(url, { [variable]: `http://ada:a-password@${gone}` });
      assert.ok(error.message.includes(`its proxy http://${gone} cannot be reached`), error.message);
      assert.match(error.message, /the connection was refused/);
      assert.deepEqual(error.nextSteps, [`Check ${variable}, or add the server to NO_PROXY.`]);
      assert.doesNotMatch(JSON.stringify(error), /a-password/);
    });

    it(`stops at the time limit when the proxy on the way to ${what} says nothing`, async () => {
      const url = named(test.add(await serve()).url);
      proxy.silent = true;
      const env = { [variable]: proxy.url };
      const error = await test.failing(url, env, 'greet', 'name=Ada', '--timeout', '300ms');
      assert.equal(error.kind, 'timeout');
    });
  }

  const refusals = [
    { status: 403, says: (named: string) => `the proxy ${named} refuses to connect to it (403)` },
    { status: 407, says: (named: string) => `the proxy ${named} requires a user name and a password (407)` },
    { status: 502, says: (named: string) => `the proxy ${named} could not reach it (502)` },
  ];
  for (const { status, says } of refusals) {
    it(`says which proxy refused to open a tunnel with ${status}, and asks the server nothing`, async () => {
      proxy.refuse = status;
      const [secured, socket] = [
        test.add(await serveModern(certificate)),
        test.add(await serveWs({}, certificate)),
      ];
      const env = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: authority };
      for (const { url } of [secured, socket]) {
        const { kind, message } = await test.failing(named(url), env);
        assert.equal(kind, 'unreachable');
        assert.ok(message.includes(says(proxy.url)), message);
      }
      assert.deepEqual([secured.requests, socket.headers], [[], []]);
    });
  }

  for (const { what, serve, variable } of ways) {
    it(`names the proxy on the way to ${what} when it hangs up`, async () => {
      const url = named(test.add(await serve()).url);
      proxy.hangsUp = true;
      const { message } = await test.failing(url, { [variable]: proxy.url });
      assert.ok(message.includes(`the connection was interrupted, through the proxy ${proxy.url}`), message);
    });
  }

  it('names the variable of a proxy that cannot be used, and hides its value', async () => {
    for (const value of ['socks5://ada:a-password@127.0.0.1:1080', 'http://ada:a-password@']) {
      const words = ['list', '--url', 'http://mcp.test/mcp', '--json'];
      const run = await test.run(words, { all_proxy: value });
      expectCode(run, 2);
      assert.match(errorOf(run).message, /all_proxy does not name a supported proxy/);
      assert.doesNotMatch(run.stderr, /a-password/);
    }
  });

  it('signs in through the proxy', async () => {
    const remote = test.add(await ProtectedServer.start({ host: 'mcp.test', ...certificate }));
    const env = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: authority };
    const live = test.start(['login', 'default', '--url', remote.url], env);
    let told = '';
    live.child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    const page = await until('the terminal shows an address', () => /https:\S+authorize\S*/.exec(told)?.[0]);
    await follow(await allow(new URL(page)));
    expectCode(await within('the end of login', live.done), 0);
    await test.expectAnswer(remote.url, env, 'greet');
    const hosts = [remote.url, remote.issuer.url].map((url) => `CONNECT ${new URL(url).host}`);
    assert.deepEqual([...new Set(proxy.asked)].sort(), hosts.sort());
  });
});

/** Where the browser is sent back to: it knows another way to the server than its name. */
async function allow(page: URL): Promise<URL> {
  return new Promise((resolve, reject) => {
    const { port, pathname, search, hostname: servername } = page;
    const where = { host: '127.0.0.1', port, path: `${pathname}${search}`, servername };
    get({ ...where, ca: readFileSync(authority) }, (response) => {
      response.resume();
      resolve(new URL(response.headers.location!));
    }).on('error', reject);
  });
}
