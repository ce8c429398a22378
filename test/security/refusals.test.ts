import assert from 'node:assert/strict';
import { token } from '../support/gateway/gateway';
import { attacks } from './support/attacks';
import { Fortress } from './support/fortress';
import { raw } from './support/raw';

describe('A request to a gateway', () => {
  let fortress: Fortress;
  before(async () => {
    fortress = await new Fortress().open();
  });
  after(() => fortress.fall());

  for (const [what, list] of Object.entries(attacks)) {
    describe(what, () => {
      for (const attack of list) {
        it(`is refused: ${attack.what.replace(token, 'TOKEN').slice(0, 80)}`, async () => {
          const started = fortress.of('call.started').length;
          const head = [...attack.lines, 'Connection: close', '', ''].join('\r\n');
          const bytes = (head + (attack.body ?? '')).replaceAll('PORT', String(fortress.port));
          const { statuses, text } = await raw(fortress.port, Buffer.from(bytes, 'latin1'));
          assert.ok(attack.status.includes(statuses[0] ?? 0), `${attack.status} but it was:\n${text}`);
          assert.ok(statuses.length <= 1, `one answer:\n${text}`);
          assert.ok(!text.includes(token), 'the token is not told');
          assert.doesNotMatch(text, /access-control-allow-origin|\.ts:|\.js:|x-powered-by/i);
          const calls = fortress.of('call.started').slice(started);
          // What does not fit is found out by the pool, before anything is sent.
          for (const { call } of calls)
            assert.ok(fortress.of('call.failed').some((failed) => failed.call.number === call.number));
        });
      }
    });
  }

  it('is attacked in at least 60 ways', () => {
    assert.ok(Object.values(attacks).flat().length >= 60);
  });

  it('is answered for a page that is listed, with its origin', async () => {
    const origin = 'https://app.example';
    const answer = await fortress.fetch('/servers', { headers: { origin } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-origin'), origin);
    assert.match(answer.headers.get('vary') ?? '', /origin/i);
    assert.equal((await fetch(`${fortress.url}/servers`, { headers: { origin } })).status, 401);
    const asked = await fetch(`${fortress.url}/tools/call`, { method: 'OPTIONS', headers: { origin } });
    assert.equal(asked.status, 204);
    assert.equal(asked.headers.get('access-control-allow-credentials'), null);
    assert.equal(asked.headers.get('access-control-allow-private-network'), null);
  });

  it('is answered for everyone else after the attacks', () => fortress.stands());
});
