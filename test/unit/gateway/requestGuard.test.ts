import assert from 'node:assert/strict';
import { isToken, newToken } from '../../../src/gateway/access/accessTokens';
import { hostCheck, isLoopback } from '../../../src/gateway/access/requestGuard';

describe('The host names of a gateway', () => {
  it('are those of this machine with its port, in any case', () => {
    const check = hostCheck('127.0.0.1', 7411, []);
    for (const host of ['127.0.0.1:7411', 'localhost:7411', 'LocalHost:7411']) assert.ok(check(host), host);
    const others = [
      '127.0.0.1',
      '127.0.0.1:7412',
      'localhost',
      'localhost.:7411',
      '127.0.0.1.nip.io:7411',
      '[::1]:7411',
      '[::ffff:127.0.0.1]:7411',
      '0.0.0.0:7411',
      '127.1:7411',
      '2130706433:7411',
      'evil.example:7411',
      'evil@127.0.0.1:7411',
      '127.0.0.1:7411@evil.example',
      '127.0.0.1:7411, evil.example',
      '',
    ];
    for (const host of others) assert.ok(!check(host), host);
  });

  it('may be any address, but no name, when it listens on all addresses', () => {
    const check = hostCheck('0.0.0.0', 80, ['Tea.lan:80']);
    for (const host of ['192.168.1.5:80', '[fe80::1]:80', 'tea.lan:80']) assert.ok(check(host), host);
    for (const host of ['evil.example:80', '192.168.1.5:81', '192.168.1.5']) assert.ok(!check(host), host);
  });

  it('have no port when it is the default one', () => {
    assert.ok(hostCheck('::1', 80, [])('[::1]'));
    assert.ok(hostCheck('::1', 80, [])('localhost'));
  });

  it('belong to this machine or not', () => {
    for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) assert.ok(isLoopback(host), host);
    for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.nip.io']) assert.ok(!isLoopback(host), host);
  });
});

describe('The token of a gateway', () => {
  it('has 256 random bits', () => {
    assert.match(newToken(), /^[\w-]{43}$/);
    assert.notEqual(newToken(), newToken());
  });

  it('is accepted only as a whole', () => {
    const token = newToken();
    assert.ok(isToken(token, token));
    for (const other of ['', token.slice(1), `${token} `, token.toUpperCase(), newToken()])
      assert.ok(!isToken(other, token));
  });
});
