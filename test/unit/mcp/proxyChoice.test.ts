import assert from 'node:assert/strict';
import { proxyFor } from '../../../src/mcp/http/proxyChoice';
import { rows } from '../support/table';

const proxy = 'http://proxy.test:3128/';

describe('The route to a server', () => {
  rows<{ address: string; env: NodeJS.ProcessEnv; by: string | undefined }>(
    {
      'is direct when the environment names no proxy': { address: 'https://a.test/', env: {}, by: undefined },
      'goes through HTTP_PROXY without TLS': {
        address: 'http://a.test/',
        env: { HTTP_PROXY: proxy },
        by: 'HTTP_PROXY',
      },
      'does not go through HTTP_PROXY with TLS': {
        address: 'https://a.test/',
        env: { HTTP_PROXY: proxy },
        by: undefined,
      },
      'goes through https_proxy with TLS': {
        address: 'https://a.test/',
        env: { https_proxy: proxy },
        by: 'https_proxy',
      },
      'goes through HTTP_PROXY to a WebSocket': {
        address: 'ws://a.test/',
        env: { HTTP_PROXY: proxy },
        by: 'HTTP_PROXY',
      },
      'goes through HTTPS_PROXY to a WebSocket with TLS': {
        address: 'wss://a.test/',
        env: { HTTPS_PROXY: proxy },
        by: 'HTTPS_PROXY',
      },
      'goes through ALL_PROXY when no other variable is set': {
        address: 'https://a.test/',
        env: { ALL_PROXY: proxy, HTTP_PROXY: proxy },
        by: 'ALL_PROXY',
      },
      'goes through the variable in lower case first': {
        address: 'http://a.test/',
        env: { HTTP_PROXY: proxy, http_proxy: proxy },
        by: 'http_proxy',
      },
      'is direct when the variable is empty': {
        address: 'http://a.test/',
        env: { HTTP_PROXY: ' ' },
        by: undefined,
      },
    },
    ({ address, env, by }) => assert.equal(proxyFor(new URL(address), env)?.variable, by),
  );

  for (const address of ['http://localhost:1/', 'http://127.0.0.1/', 'http://127.1.2.3/', 'http://[::1]/'])
    it(`is direct to this machine: ${address}`, () =>
      assert.equal(proxyFor(new URL(address), { HTTP_PROXY: proxy }), undefined));

  const direct: [address: string, exceptions: string][] = [
    ['http://a.test/', '*'],
    ['http://a.test/', 'b.test, A.test'],
    ['http://mcp.a.test/', 'a.test'],
    ['http://mcp.a.test/', '.a.test'],
    ['http://mcp.a.test/', '*.a.test'],
    ['http://a.test:8080/', 'a.test:8080'],
    ['http://a.test/', 'b.test a.test:80'],
    ['http://10.1.2.3/', '10.0.0.0/8'],
    ['http://10.1.2.3/', '10.1.2.3'],
    ['http://[fd00::1]:8080/', 'fd00::1'],
    ['http://[fd00::1]:8080/', '[fd00::1]:8080'],
    ['http://[fd00::1]/', 'fd00::/8'],
  ];
  for (const [address, NO_PROXY] of direct)
    it(`is direct to ${address} when NO_PROXY is ${NO_PROXY}`, () =>
      assert.equal(proxyFor(new URL(address), { HTTP_PROXY: proxy, NO_PROXY }), undefined));

  const led: [address: string, exceptions: string][] = [
    ['http://nota.test/', 'a.test'],
    ['http://a.test/', 'mcp.a.test'],
    ['http://a.test/', 'a.test:8080'],
    ['http://11.1.2.3/', '10.0.0.0/8'],
    ['http://10.1.2.3/', '10.0.0.0/99'],
    ['http://a.test/', '10.0.0.0/8'],
    ['http://[fd00::2]/', 'fd00::1'],
    ['http://a.test/', ' , '],
  ];
  for (const [address, no_proxy] of led)
    it(`goes through the proxy to ${address} when NO_PROXY is ${no_proxy}`, () =>
      assert.equal(proxyFor(new URL(address), { HTTP_PROXY: proxy, no_proxy })?.url.href, proxy));

  it('treats a proxy without a scheme as HTTP', () =>
    assert.equal(proxyFor(new URL('https://a.test/'), { https_proxy: 'proxy.test:3128' })?.url.href, proxy));

  for (const value of ['socks5://ada:a-password@proxy.test', 'http://ada:a-password@', 'ftp://proxy.test'])
    it(`fails with a proxy that cannot be used, whose password is hidden: ${value}`, () =>
      assert.throws(
        () => proxyFor(new URL('http://a.test/'), { http_proxy: value }),
        ({ message }: Error) => /^http_proxy does not/.test(message) && !message.includes('a-password'),
      ));
});
