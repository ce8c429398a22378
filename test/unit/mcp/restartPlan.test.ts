import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { failure } from '../../../src/base/failure';
import { Heartbeat } from '../../../src/mcp/server/heartbeat';
import { defaultRestart, RestartPlan } from '../../../src/mcp/server/restartPlan';

describe('The watch over a connection', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
  afterEach(() => mock.timers.reset());

  const watchOf = (check: () => Promise<void>, onDead: (error: unknown) => void = () => undefined) =>
    new Heartbeat({ intervalMs: 30_000, timeoutMs: 10_000 }, check, onDead);

  it('asks once per interval', () => {
    let checks = 0;
    const watch = watchOf(async () => void checks++);
    for (let second = 0; second < 29; second++) mock.timers.tick(1000);
    assert.equal(checks, 0);
    mock.timers.tick(1000);
    assert.equal(checks, 1);
    watch.dispose();
  });

  it('asks within seconds after the machine was asleep', () => {
    let checks = 0;
    const watch = watchOf(async () => void checks++);
    mock.timers.tick(5000);
    // Asleep: the clock on the wall goes on, timers do not.
    mock.timers.setTime(Date.now() + 3_600_000);
    assert.equal(checks, 0);
    mock.timers.tick(5000);
    assert.equal(checks, 1);
    watch.dispose();
  });

  it('reports once that there is no sign of life, and asks no more', async () => {
    let checks = 0;
    const told: unknown[] = [];
    const dead = failure('timeout', 'no answer');
    watchOf(
      async () => {
        checks++;
        throw dead;
      },
      (error) => told.push(error),
    );
    mock.timers.tick(30_000);
    await Promise.resolve();
    mock.timers.tick(300_000);
    assert.deepEqual([checks, told], [1, [dead]]);
  });
});

describe('The next start of a server that failed', () => {
  const lost = failure('unreachable', 'gone');

  it('is at once when it ran before', () => {
    assert.deepEqual(new RestartPlan(defaultRestart).next(lost, 5000), { attempt: 1, delay: 0 });
  });

  it('comes after a pause that is within its bounds', () => {
    const plan = new RestartPlan(defaultRestart);
    for (let attempt = 1; attempt < defaultRestart.attempts; attempt++) {
      const next = plan.next(lost, undefined);
      assert.equal(next?.attempt, attempt);
      assert.ok(next.delay >= 0 && next.delay <= defaultRestart.maxDelayMs, `${next.delay} ms`);
    }
  });

  it('is not before the time that the server asked for, but within an hour', () => {
    const asks = (retryAfterMs: number) =>
      new RestartPlan(defaultRestart).next(
        failure('unreachable', 'busy', [], undefined, { retryAfterMs }),
        undefined,
      );
    assert.equal(asks(120_000)?.delay, 120_000);
    assert.equal(asks(86_400_000)?.delay, 3_600_000);
  });

  it('is left to a person when retrying would not help', () => {
    const plan = new RestartPlan(defaultRestart);
    assert.equal(plan.next(failure('configuration', 'no such program'), undefined), undefined);
    assert.equal(plan.next(failure('signIn', 'sign in'), 60_000), undefined);
    const forGood = failure('unreachable', 'no such program', [], undefined, { permanent: true });
    assert.equal(plan.next(forGood, undefined), undefined);
  });

  it('is left to a person after too many failures in a row, which count from zero after a good run', () => {
    const plan = new RestartPlan({ ...defaultRestart, attempts: 3 });
    const delays = Array.from({ length: 4 }, () => plan.next(lost, undefined)?.attempt);
    assert.deepEqual(delays, [1, 2, undefined, undefined]);
    assert.deepEqual(plan.next(lost, defaultRestart.stableMs), { attempt: 1, delay: 0 });
  });
});
