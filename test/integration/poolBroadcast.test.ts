import assert from 'node:assert/strict';
import { paletteRequester } from '../../src/pool/requester';
import { failureOf, stdio, TestPool, textOf } from '../support/pool/testPool';
import { rejection } from '../support/rejection';

describe('A broadcast', () => {
  let test: TestPool;
  beforeEach(() => {
    test = new TestPool();
  });
  afterEach(() => test.close());
  const broadcast = (tool: string, args: Record<string, unknown> = {}, servers?: string[]) =>
    test.pool.broadcast({ tool, arguments: args, by: paletteRequester, servers });

  it('gives one finished call per server that has the tool, in the order of the pool', async () => {
    await test.pool.apply([stdio('one', 'toolbox'), stdio('modern', 'modern'), stdio('two', 'toolbox')]);
    const { calls, succeeded, failed, unknown } = await broadcast('where');
    assert.deepEqual(
      calls.map((call) => [call.server, textOf(call)]),
      [
        ['one', process.cwd()],
        ['two', process.cwd()],
      ],
    );
    assert.deepEqual([succeeded, failed, unknown], [2, 0, []]);
    assert.equal(test.of('call.started').length, 2);
  });

  it('reports a failure on one server as the result of that server', async () => {
    await test.pool.apply([stdio('one', 'toolbox'), stdio('two', 'toolbox'), stdio('broken', 'exitAtOnce')]);
    await test.reach('two', 'ready');
    const finished: string[] = [];
    const { calls, succeeded, failed, unknown } = await test.pool.broadcast({
      tool: 'crash',
      arguments: { code: 3 },
      by: paletteRequester,
      servers: ['one', 'broken'],
      onFinished: ({ server }) => finished.push(server),
    });
    assert.match(failureOf(calls[0]!).message, /code 3/);
    assert.deepEqual([succeeded, failed, finished, unknown], [0, 1, ['one'], ['broken']]);
    const both = await broadcast('refuse');
    assert.deepEqual([both.succeeded, both.failed], [0, 2]);
  });

  it('runs on all servers at the same time, each checked and confirmed separately', async () => {
    test.approve = false;
    await test.pool.apply([
      stdio('one', 'toolbox', { autoApprove: ['erase'] }),
      stdio('two', 'toolbox'),
      { ...stdio('off', 'toolbox'), disabledTools: ['er*'] },
    ]);
    const { calls } = await broadcast('erase');
    assert.deepEqual(
      calls.map(({ server, outcome }) => [server, outcome.kind]),
      [
        ['one', 'result'],
        ['two', 'failure'],
      ],
    );
    assert.equal(failureOf(calls[1]!).kind, 'denied');
    const wrong = await broadcast('typed', { text: 1 });
    assert.deepEqual(
      wrong.calls.map((call) => failureOf(call).kind),
      ['arguments', 'arguments', 'arguments'],
    );
  });

  it('is refused with the nearest name when no server has the tool', async () => {
    await test.pool.apply([
      stdio('one', 'toolbox'),
      stdio('off', 'toolbox', { disabled: true }),
      { ...stdio('manual', 'modern'), autostart: 'manual' },
    ]);
    const failure = await rejection(broadcast('proces'));
    assert.equal(failure.kind, 'notFound');
    assert.deepEqual(failure.nextSteps, ["Did you mean 'process'?"]);
    assert.equal((await rejection(broadcast('greet'))).kind, 'notFound');
    assert.equal((await rejection(broadcast('where', {}, ['no']))).kind, 'notFound');
    const { calls } = await test.pool.broadcast({
      tool: 'where',
      arguments: {},
      by: paletteRequester,
      signal: AbortSignal.abort(),
    });
    assert.equal(failureOf(calls[0]!).kind, 'cancelled');
  });
});
