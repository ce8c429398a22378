import assert from 'node:assert/strict';
import type { Failure } from '../../src/base/failure';
import { failureOf, http, stdio, TestPool } from '../support/pool/testPool';
import { rejection } from '../support/rejection';
import { serve } from '../support/servers/httpServers';
import { until } from '../support/until';

const secret = 'Tr0ub4dor&3-quote"back\\slash';

describe('The secrets of a server', () => {
  let test: TestPool;
  beforeEach(() => {
    test = new TestPool();
  });
  afterEach(() => test.close());

  /** Checks that nothing holds the secret, in any of the forms it is written in. */
  function expectHidden(what: string, value: unknown): void {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
      assert.ok(!text.includes(form), `${what} holds the secret: ${text}`);
      assert.ok(!text.includes(JSON.stringify(form).slice(1, -1)), `${what} holds the secret: ${text}`);
    }
  }

  const plain = ({ kind, message, nextSteps, detail }: Failure) => ({ kind, message, nextSteps, detail });

  it('are in no log line, event or failure, however the server repeats those of its env', async () => {
    const env = { API_TOKEN: secret };
    await test.pool.apply([stdio('leaky', 'leaky', { env })]);
    const failures = [
      failureOf(await test.call('leaky', 'leak')),
      await rejection(test.pool.readResource('leaky', 'leaky://x')),
      await rejection(test.pool.getPrompt('leaky', 'leak', {})),
      failureOf(await test.call('leaky', 'die')),
    ];
    for (const failure of failures) expectHidden('a failure', plain(failure));
    assert.match(failures[0]!.message, /no rights with •••/);
    assert.match(failures[3]!.message, /code 9 \(Error: dying with •••\)/);
    await until('all lines are heard', () => {
      const heard = test.of('server.log').map(({ line }) => `${line.source} ${line.text}`);
      const wanted = ['stderr starting with', 'stdout listening with', 'stderr Error: dying with'];
      return (
        wanted.every((start) => heard.includes(`${start} •••`)) &&
        heard.some((line) => line.startsWith('log'))
      );
    });
    for (const event of test.events) expectHidden(event.type, event);
  });

  it('are hidden in the last words of a server that does not start', async () => {
    await test.pool.apply([stdio('leaky', 'leaky', { env: { API_TOKEN: secret }, args: ['fail'] })]);
    const error = await test.broken('leaky');
    assert.match(error.message, /the token ••• is not valid/);
    assert.match(error.detail ?? '', /starting with •••/);
    for (const event of test.events) expectHidden(event.type, event);
  });

  it('are hidden in the answers of an HTTP server that got them in headers', async () => {
    for (const status of [400, 401, 403, 404, 500]) {
      const server = await serve((request, response) => {
        request.resume();
        const said = {
          error: `no rights for ${request.headers.authorization}, ${request.headers['x-api-key']}`,
        };
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
      });
      test.add(server);
      await test.pool.apply([
        http('leaky', server.url, { Authorization: `Bearer ${secret}`, 'X-Api-Key': secret }),
      ]);
      const error = await test.broken('leaky');
      expectHidden(`the failure of ${status}`, plain(error));
      await test.pool.apply([]);
    }
    for (const event of test.events) expectHidden(event.type, event);
  });
});
