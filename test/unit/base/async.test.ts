import assert from 'node:assert/strict';
import { abortable, Debouncer, defer, Sequencer, settlesWithin } from '../../../src/base/async';

describe('A sequence of tasks', () => {
  it('runs in the order in which tasks were added', async () => {
    const sequencer = new Sequencer();
    const log: string[] = [];
    const gate = defer<void>();
    const first = sequencer.queue(async () => {
      log.push('1 begins');
      await gate.promise;
      log.push('1 ends');
    });
    const second = sequencer.queue(async () => log.push('2'));
    await new Promise(setImmediate);
    assert.deepEqual(log, ['1 begins']);
    gate.resolve();
    await Promise.all([first, second]);
    assert.deepEqual(log, ['1 begins', '1 ends', '2']);
  });

  it('continues after a failure, which only its own caller sees', async () => {
    const sequencer = new Sequencer();
    const thrown = sequencer.queue(() => {
      throw new Error('thrown');
    });
    const rejected = sequencer.queue(() => Promise.reject(new Error('rejected')));
    const last = sequencer.queue(async () => 'done');
    const [one, two, three] = await Promise.allSettled([thrown, rejected, last]);
    assert.match(String((one as PromiseRejectedResult).reason), /thrown/);
    assert.match(String((two as PromiseRejectedResult).reason), /rejected/);
    assert.equal((three as PromiseFulfilledResult<string>).value, 'done');
  });
});

describe('A debouncer', () => {
  it('runs once for many calls', async () => {
    const ran = defer<void>();
    let count = 0;
    const debouncer = new Debouncer(5, () => {
      count++;
      ran.resolve();
    });
    for (let i = 0; i < 10; i++) debouncer.schedule();
    await ran.promise;
    await elapsed(10);
    assert.equal(count, 1);
  });

  it('never runs after it is disposed', async () => {
    let count = 0;
    const debouncer = new Debouncer(1, () => count++);
    debouncer.schedule();
    debouncer.dispose();
    debouncer.schedule();
    await elapsed(10);
    assert.equal(count, 0);
  });
});

describe('A promise with an abort signal', () => {
  it('settles like the promise when nothing aborts', async () => {
    const { signal } = new AbortController();
    assert.equal(await abortable(Promise.resolve(1), signal), 1);
    assert.equal(await abortable(Promise.resolve(1), undefined), 1);
    await assert.rejects(abortable(Promise.reject(new Error('no')), signal), /no/);
  });

  it('rejects with the reason as soon as the signal aborts', async () => {
    const controller = new AbortController();
    const waiting = abortable(new Promise(() => undefined), controller.signal);
    controller.abort(new Error('enough'));
    await assert.rejects(waiting, /enough/);
  });

  it('rejects at once when the signal was already aborted, whatever the promise does', async () => {
    await assert.rejects(
      abortable(Promise.reject(new Error('late')), AbortSignal.abort(new Error('before'))),
      /before/,
    );
  });
});

describe('A wait for a promise', () => {
  it('reports that it settled, even when it failed', async () => {
    assert.equal(await settlesWithin(Promise.resolve(), 1000), true);
    assert.equal(await settlesWithin(Promise.reject(new Error('x')), 1000), true);
  });

  it('reports that it did not settle in time', async () => {
    assert.equal(await settlesWithin(new Promise(() => undefined), 1), false);
  });
});

/** Waits for a timer that was set after those under test, and so fires after them. */
function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
