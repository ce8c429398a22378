import assert from 'node:assert/strict';
import { networkReason } from '../../../src/mcp/errors/networkReason';
import { ProxyFault, ProxyRefusal } from '../../../src/mcp/errors/proxyFault';
import { rows } from '../support/table';

const coded = (code: string) => Object.assign(new Error('no'), { code });
const through = (cause: Error, url = 'http://ada:a-password@proxy.test:3128') =>
  new ProxyFault({ url: new URL(url), variable: 'HTTPS_PROXY' }, new TypeError('fetch failed', { cause }));

describe('The reason of a failed request', () => {
  rows<{ error: unknown; why: RegExp | undefined; next?: RegExp }>(
    {
      'is missing for an error that is not of the network': {
        error: new Error('no'),
        why: undefined,
      },
      'is found however deep it is wrapped': {
        error: new TypeError('fetch failed', { cause: new AggregateError([coded('ECONNREFUSED')]) }),
        why: /^the connection was refused$/,
        next: /^Start the server/,
      },
      'is the proxy when it cannot be reached': {
        error: through(coded('ENOTFOUND')),
        why: /^its proxy http:\/\/proxy\.test:3128 cannot be reached, the host name is unknown$/,
        next: /^Check HTTPS_PROXY/,
      },
      'is the proxy when its address has TLS and the proxy does not': {
        error: through(coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'https://proxy.test'),
        why: /^its proxy https:\/\/proxy\.test does not speak TLS$/,
        next: /^Set HTTPS_PROXY to an address that starts with 'http:/,
      },
      'may be the proxy or the server when the connection is cut': {
        error: through(coded('ECONNRESET')),
        why: /^the connection was interrupted, through the proxy http:\/\/proxy\.test:3128$/,
      },
      'is the proxy when it cannot reach the server': {
        error: through(new ProxyRefusal(502)),
        why: /^the proxy http:\/\/proxy\.test:3128 could not reach it \(502\)$/,
      },
      'is the proxy of the settings when it requires a password': {
        error: new TypeError('fetch failed', {
          cause: new Error('Proxy response (407) !== 200 when HTTP Tunneling'),
        }),
        why: /^the proxy requires a user name and a password \(407\)$/,
        next: /^Set them in the proxy settings/,
      },
      'is the proxy of the settings when it cannot be reached': {
        error: new Error(
          'Failed to establish a socket connection to proxies: PROXY ada:a-password@127.0.0.1:9',
        ),
        why: /^its proxy 127\.0\.0\.1:9 cannot be reached$/,
        next: /^Check the proxy in the settings/,
      },
    },
    ({ error, why, next }) => {
      const reason = networkReason(error);
      if (!why) return assert.equal(reason, undefined);
      assert.match(reason?.why ?? '', why);
      if (next) assert.match(reason?.next ?? '', next);
      return assert.doesNotMatch(JSON.stringify(reason), /a-password/);
    },
  );
});
