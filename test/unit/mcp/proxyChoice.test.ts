import assert from 'node:assert/strict';
import { proxyFor } from '../../../src/mcp/http/proxyChoice';
import { rows } from '../support/table';

const proxy = 'http://proxy.test:3128/';

describe('The way to a server', () => {
  rows<{ address: string; env: NodeJS.ProcessEnv; by: string | undefined }>(
    {
      'Is direct when the environment names no proxy': { address: 'https://a.test/', env: {}, by: undefined },
      'Goes through HTTP_PROXY without TLS': {
        address: 'http://a.test/',
        env: { HTTP_PROXY: proxy },
        by: 'HTTP_PROXY',
      },
      'Does not go through HTTP_PROXY with TLS': {
        address: 'https://a.test/',
        env: { HTTP_PROXY: proxy },
        by: undefined,
      },
      'Goes through https_proxy with TLS': {
        address: 'https://a.test/',
        env: { https_proxy: proxy },
        by: 'https_proxy',
      },
      'Goes through HTTP_PROXY to a WebSocket': {
        address: 'ws://a.test/',
        env: { HTTP_PROXY: proxy },
        by: 'HTTP_PROXY',
      },
      'Goes through HTTPS_PROXY to a WebSocket with TLS': {
        address: 'wss://a.test/',
        env: { HTTPS_PROXY: proxy },
        by: 'HTTPS_PROXY',
      },
      'Goes through ALL_PROXY when there is nothing closer': {
        address: 'https://a.test/',
        env: { ALL_PROXY: proxy, HTTP_PROXY: proxy },
        by: 'ALL_PROXY',
      },
      'Goes through the variable in lower case first': {
        address: 'http://a.test/',
        env: { HTTP_PROXY: proxy, http_proxy: proxy },
        by: 'http_proxy',
      },
      'Is direct when the variable is empty': {
        address: 'http://a.test/',
        env: { HTTP_PROXY: ' ' },
        by: undefined,
      },
    },
    ({ address, env, by }) => assert.equal(proxyFor(new URL(address), env)?.variable, by),
  );

  for (const address of ['http://localhost:1/', 'http://127.0.0.1/', 'http://127.1.2.3/', 'http://[::1]/'])
    it(`Is direct to this machine: ${address}`, () =>
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
    it(`Is direct to ${address} where NO_PROXY is ${NO_PROXY}`, () =>
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
    it(`Goes through the proxy to ${address} where NO_PROXY is ${no_proxy}`, () =>
      assert.equal(proxyFor(new URL(address), { HTTP_PROXY: proxy, no_proxy })?.url.href, proxy));

  it('Takes a proxy without a scheme for one of HTTP', () =>
    assert.equal(proxyFor(new URL('https://a.test/'), { https_proxy: 'proxy.test:3128' })?.url.href, proxy));

  for (const value of ['socks5://ada:a-password@proxy.test', 'http://ada:a-password@', 'ftp://proxy.test'])
    it(`Is closed by a proxy that cannot be used, whose password is not told: ${value}`, () =>
      assert.throws(
        () => proxyFor(new URL('http://a.test/'), { http_proxy: value }),
        ({ message }: Error) => /^http_proxy does not/.test(message) && !message.includes('a-password'),
      ));
});
