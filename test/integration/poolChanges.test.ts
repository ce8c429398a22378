import assert from 'node:assert/strict';
import { failureOf, stdio, TestPool, textOf } from '../support/pool/testPool';
import { isAlive } from '../support/processes';
import { until, within } from '../support/until';

describe('A pool whose servers change', () => {
  let test: TestPool;
  beforeEach(() => {
    test = new TestPool();
  });
  afterEach(() => test.close());

  it('reports each step of a start in order', async () => {
    await test.pool.apply([stdio('a', 'toolbox')]);
    await test.pool.find('a').connected();
    const steps = test.events.map((event) =>
      event.type === 'state.changed' ? `${event.type} ${event.state.kind}` : event.type,
    );
    assert.deepEqual(
      steps.filter((step) => step !== 'server.log'),
      ['server.added', 'state.changed starting', 'state.changed ready', 'catalog.changed'],
    );
  });

  it('starts all servers at once, and none waits for one that is silent or broken', async () => {
    await test.pool.apply([
      stdio('silent', 'silent'),
      stdio('broken', 'exitAtOnce'),
      stdio('fine', 'toolbox'),
      stdio('off', 'toolbox', { disabled: true }),
    ]);
    assert.deepEqual(
      ['silent', 'broken', 'fine', 'off'].map((name) => test.state(name).kind),
      ['starting', 'starting', 'starting', 'disabled'],
    );
    assert.equal(textOf(await test.call('fine', 'refuse')), 'not on a Sunday');
    const error = await test.broken('broken');
    assert.match(error.message, /exited with code 3/);
    assert.equal(test.state('silent').kind, 'starting');
  });

  it('gives up a server that never answers after its time limit, with its last words', async () => {
    const impatient = test.add(new TestPool({ startMs: 5000 }));
    await impatient.pool.apply([stdio('silent', 'silent')]);
    const error = await impatient.broken('silent');
    assert.equal(error.kind, 'timeout');
    assert.match(error.message, /within 5.0 s/);
    assert.match(error.forOwner ?? '', /Command: .*silent\.mjs/);
    assert.match(error.detail ?? '', /silent: here/);
  });

  it('restarts only the server whose launch changed', async () => {
    await test.pool.apply([stdio('a', 'toolbox'), stdio('b', 'toolbox')]);
    const [a, b] = await Promise.all([test.pid('a'), test.pid('b')]);
    await test.pool.apply([stdio('a', 'toolbox', { env: { NEW: '1' } }), stdio('b', 'toolbox')]);
    await until('a runs anew', async () => (await test.pid('a')) !== a);
    await until('the old process is gone', () => !isAlive(a));
    assert.equal(await test.pid('b'), b);
    assert.equal(textOf(await test.call('a', 'variable', { name: 'NEW' })), '1');
    assert.equal(textOf(await test.call('b', 'process')), String(b));
  });

  it('restarts nothing when only autoApprove changed, which applies from then on', async () => {
    await test.pool.apply([stdio('a', 'toolbox')]);
    const pid = await test.pid('a');
    await test.call('a', 'erase');
    assert.equal(test.confirmations.length, 1);
    await test.pool.apply([stdio('a', 'toolbox', { autoApprove: ['erase'] })]);
    assert.equal(test.of('server.updated').length, 1);
    assert.equal(textOf(await test.call('a', 'erase')), 'erased');
    assert.equal(test.confirmations.length, 1);
    assert.equal(await test.pid('a'), pid);
  });

  it('stops the process of a server that is removed or disabled', async () => {
    await test.pool.apply([stdio('a', 'toolbox'), stdio('b', 'stubborn')]);
    const [a, b] = await Promise.all([test.pid('a'), test.pid('b')]);
    await test.pool.remove('b');
    assert.deepEqual(
      test.pool.servers.map((server) => server.name),
      ['a'],
    );
    assert.ok(!isAlive(b));
    await test.pool.apply([stdio('a', 'toolbox', { disabled: true })]);
    await until('the process is gone', () => !isAlive(a));
    assert.equal(test.state('a').kind, 'disabled');
    assert.match(failureOf(await test.call('a', 'process')).message, /disabled/);
  });

  it('adds, replaces and finds servers by name', async () => {
    await test.pool.add(stdio('a', 'toolbox'));
    await test.pool.add(stdio('b', 'toolbox', { disabled: true }));
    const pid = await test.pid('a');
    await test.pool.add(stdio('a', 'toolbox', { env: { NEW: '1' } }));
    await until('a runs anew', async () => (await test.pid('a')) !== pid);
    assert.equal(test.pool.servers.length, 2);
    assert.equal(test.pool.find('b').name, 'b');
    assert.throws(() => test.pool.find('aa'), { kind: 'notFound', nextSteps: ["Did you mean 'a'?"] });
  });

  it('starts a stopped server once for several calls', async () => {
    await test.pool.apply([stdio('a', 'toolbox')]);
    const first = await test.pid('a');
    await test.pool.find('a').stop();
    assert.ok(!isAlive(first));
    assert.equal(test.state('a').kind, 'stopped');
    const calls = await Promise.all([1, 2, 3].map(() => test.call('a', 'process')));
    const pids = new Set(calls.map(textOf));
    assert.deepEqual([...pids], [String(await test.pid('a'))]);
    assert.ok(!pids.has(String(first)));
  });

  it('ends everything at once with closeAll', async () => {
    await test.pool.apply([stdio('a', 'toolbox'), stdio('b', 'stubborn')]);
    const pids = await Promise.all([test.pid('a'), test.pid('b')]);
    await test.pool.closeAll();
    assert.deepEqual(pids.filter(isAlive), []);
    assert.equal(test.pool.servers.length, 0);
    assert.equal(test.of('server.removed').length, 2);
  });

  it('stops a server that is still starting without waiting for its answer', async () => {
    await test.pool.apply([stdio('silent', 'silent')]);
    await until('the process runs', () => test.of('server.log', 'silent').length > 0);
    // It never answers, and the limit of its start is longer than any wait.
    await within('its end', test.pool.remove('silent'));
  });
});
