import assert from 'node:assert/strict';
import { ProtectedServer } from '../fixtures/servers/oauthProtected';
import { serveWs } from '../fixtures/servers/wsServer';
import { serveModern } from '../support/servers/httpServers';
import { errorOf, expectCode } from '../support/terminal/cli';
import { BehindProxy, named } from './support/behindProxy';
import { authority, certificate } from './support/certificates';

describe('Servers with a certificate of a private authority', () => {
  let test: BehindProxy;
  beforeEach(async () => {
    test = await BehindProxy.start();
  });
  afterEach(() => test.close());

  const servers = [
    { what: 'over HTTP', serve: () => serveModern(certificate), words: [] },
    { what: 'over WebSocket', serve: () => serveWs({}, certificate), words: ['good'] },
  ];
  for (const { what, serve, words } of servers) {
    it(`fail ${what} with the reason and the next step, and are reached once NODE_EXTRA_CA_CERTS names it`, async () => {
      const { url } = test.add(await serve());
      const error = await test.failing(url, {}, ...words);
      assert.equal(error.kind, 'unreachable');
      assert.ok(error.message.includes(url), error.message);
      assert.match(error.message, /its certificate comes from an unknown authority/);
      assert.match(error.nextSteps.join(), /NODE_EXTRA_CA_CERTS/);
      await test.expectAnswer(url, { NODE_EXTRA_CA_CERTS: authority }, ...words);
    });

    it(`fail the same way behind a proxy ${what}, which may be the one that shows the certificate`, async () => {
      const url = named(test.add(await serve()).url);
      const error = await test.failing(url, { HTTPS_PROXY: test.proxy.url }, ...words);
      assert.match(error.message, /its certificate comes from an unknown authority/);
      assert.ok(error.message.includes(`through the proxy ${test.proxy.url}`), error.message);
      assert.match(error.nextSteps.join(), /NODE_EXTRA_CA_CERTS/);
    });
  }

  it('fail when the certificate is for another host name', async () => {
    const url = named(test.add(await serveModern(certificate)).url).replace('mcp.test', 'other.test');
    const env = { HTTPS_PROXY: test.proxy.url, NODE_EXTRA_CA_CERTS: authority };
    assert.match((await test.failing(url, env)).message, /for another host name/);
  });

  it('fail a sign-in with the same reason', async () => {
    const remote = test.add(await ProtectedServer.start({ host: '127.0.0.1', ...certificate }));
    const run = await test.run(['login', 'default', '--url', remote.url, '--json'], {});
    expectCode(run, 4);
    assert.match(errorOf(run).message, /its certificate comes from an unknown authority/);
  });
});
