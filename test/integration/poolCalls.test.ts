import assert from 'node:assert/strict';
import { requesters } from '../support/pool/requesters';
import { failureOf, stdio, TestPool, textOf } from '../support/pool/testPool';
import { rejection } from '../support/rejection';
import { until } from '../support/until';
import { Workspace } from '../support/workspace';

describe('Calls through a pool', () => {
  const workspace = new Workspace();
  let test: TestPool;
  beforeEach(async () => {
    workspace.write('record', '');
    test = new TestPool();
    await test.pool.apply([stdio('toolbox', 'toolbox', { env: { RECORD: workspace.path('record') } })]);
  });
  afterEach(() => test.close());
  after(() => workspace.remove());

  it('report how they start and succeed', async () => {
    const args = { text: 'hi', count: 2 };
    const finished = await test.call('toolbox', 'typed', args, { by: requesters.terminal });
    assert.deepEqual(JSON.parse(textOf(finished)), args);
    const calls = test.events.filter((event) => event.type.startsWith('call.'));
    assert.deepEqual(
      calls.map((event) => event.type),
      ['call.started', 'call.succeeded'],
    );
    const [started] = test.of('call.started');
    const [succeeded] = test.of('call.succeeded');
    const { server, serverName, tool, origin } = started!.call;
    assert.deepEqual([server, serverName, tool, origin], ['toolbox', 'toolbox', 'typed', 'terminal']);
    assert.deepEqual(started!.call.arguments, args);
    assert.equal(succeeded!.call.number, started!.call.number);
    assert.deepEqual(succeeded!.call, finished);
    assert.ok(finished.duration >= 0);
  });

  it('report how they fail', async () => {
    const finished = await test.call('toolbox', 'type', {});
    const [failed] = test.of('call.failed');
    assert.deepEqual(failed!.call, finished);
    assert.equal(failureOf(finished).kind, 'notFound');
    assert.deepEqual(failureOf(finished).nextSteps, ["Did you mean 'typed'?"]);
    assert.equal(failureOf(await test.call('tolbox', 'typed')).kind, 'notFound');
    assert.equal(test.of('call.succeeded').length, 0);
  });

  it('are not disturbed by a listener that throws', async () => {
    const heard: string[] = [];
    test.pool.onDidEvent(() => {
      throw new Error('listener');
    });
    test.pool.onDidEvent(async () => {
      throw new Error('async listener');
    });
    test.pool.onDidEvent((event) => heard.push(event.type));
    assert.equal(textOf(await test.call('toolbox', 'typed', { text: 'hi' })), '{"text":"hi"}');
    assert.deepEqual(
      heard.filter((type) => type.startsWith('call.')),
      ['call.started', 'call.succeeded'],
    );
    await until('both are reported', () =>
      ['listener', 'async listener'].every((message) =>
        test.errors.some((error) => (error as Error).message === message),
      ),
    );
  });

  it('run at the same time, each with its own answer', async () => {
    const texts = Array.from({ length: 40 }, (_, index) => `call ${index}`);
    const hanging = new AbortController();
    const slow = test.call('toolbox', 'wait', {}, { signal: hanging.signal });
    const calls = await Promise.all(texts.map((text) => test.call('toolbox', 'typed', { text })));
    assert.deepEqual(
      calls.map((call) => (JSON.parse(textOf(call)) as { text: string }).text),
      texts,
    );
    assert.equal(new Set(calls.map((call) => call.number)).size, texts.length);
    hanging.abort();
    assert.equal(failureOf(await slow).kind, 'cancelled');
  });

  it('pass their cancellation to the server', async () => {
    const abort = new AbortController();
    const call = test.call('toolbox', 'wait', {}, { signal: abort.signal });
    await until('the call arrives', () => workspace.lines('record').includes('tools/call'));
    abort.abort();
    assert.equal(failureOf(await call).kind, 'cancelled');
    await until('the server is told', () => workspace.lines('record').includes('notifications/cancelled'));
    assert.equal(test.state('toolbox').kind, 'ready');
  });

  it('end at their time limit, and the server is notified', async () => {
    const impatient = test.add(new TestPool({ requestMs: 1000 }));
    await impatient.pool.apply([stdio('toolbox', 'toolbox', { env: { RECORD: workspace.path('record') } })]);
    const failure = failureOf(await impatient.call('toolbox', 'wait'));
    assert.equal(failure.kind, 'timeout');
    assert.match(failure.message, /longer than 1.0 s/);
    await until('the server is told', () => workspace.lines('record').includes('notifications/cancelled'));
  });

  it('keep an error of the tool as their result', async () => {
    const { outcome } = await test.call('toolbox', 'refuse');
    assert.ok(outcome.kind === 'result' && outcome.result.isError === true);
    assert.equal(test.of('call.failed').length, 1);
  });

  it('are checked against the schema before anything is sent', async () => {
    const failure = failureOf(await test.call('toolbox', 'typed', { count: 'two', colour: 'red' }));
    assert.equal(failure.kind, 'arguments');
    for (const part of [/'count' must be a whole number/, /'text' is required/])
      assert.match(failure.message, part);
    assert.ok(!workspace.lines('record').includes('tools/call'));
  });

  it('are confirmed when the tool may destroy something or someone else asks', async () => {
    test.approve = false;
    const denied = failureOf(await test.call('toolbox', 'erase'));
    assert.equal(denied.kind, 'denied');
    assert.match(denied.nextSteps.join(), /autoApprove/);
    assert.equal(
      failureOf(await test.call('toolbox', 'process', {}, { by: requesters.extension })).kind,
      'denied',
    );
    assert.ok(!workspace.lines('record').includes('tools/call'));
    test.approve = true;
    assert.equal(textOf(await test.call('toolbox', 'erase')), 'erased');
    await test.call('toolbox', 'process');
    assert.deepEqual(
      test.confirmations.map(({ serverName, tool, origin }) => [serverName, tool.name, origin]),
      [
        ['toolbox', 'erase', 'palette'],
        ['toolbox', 'process', 'extension'],
        ['toolbox', 'erase', 'palette'],
      ],
    );
  });

  it('fail with the exit code when the server ends during them, and the next call restarts it', async () => {
    const before = await test.pid('toolbox');
    const other = test.call('toolbox', 'wait');
    await until('the call arrives', () => workspace.lines('record').includes('tools/call'));
    const failure = failureOf(await test.call('toolbox', 'crash', { code: 12 }));
    assert.equal(failure.kind, 'unreachable');
    assert.match(failure.message, /code 12 \(Error: cannot reach the database\)/);
    assert.match(failure.detail ?? '', /opening the database/);
    assert.match(failureOf(await other).message, /code 12/);
    await until('it is back by itself', async () => (await test.pid('toolbox')) !== before);
    assert.notEqual(textOf(await test.call('toolbox', 'process')), String(before));
  });

  it('fail at once when a server that ended leaves a child that holds its output', async () => {
    await test.pool.add(stdio('stubborn', 'stubborn'));
    const failure = failureOf(await test.call('stubborn', 'crash'));
    assert.equal(failure.kind, 'unreachable');
    assert.match(failure.message, /code 7/);
  });

  it('fail for resources and prompts that do not exist', async () => {
    const resource = await rejection(test.pool.readResource('toolbox', 'toolbox://byts'));
    assert.deepEqual(resource.nextSteps, ["Did you mean 'toolbox://bytes'?"]);
    const prompt = await rejection(test.pool.getPrompt('toolbox', 'x', {}));
    assert.equal(prompt.kind, 'notFound');
  });
});
