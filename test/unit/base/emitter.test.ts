import assert from 'node:assert/strict';
import { DisposableStore, toDisposable } from '../../../src/base/disposables';
import { Emitter } from '../../../src/base/emitter';

describe('An event', () => {
  it('reaches its listeners in the order in which they subscribed', () => {
    const emitter = new Emitter<string>();
    const heard: string[] = [];
    emitter.event((value) => heard.push(`1${value}`));
    emitter.event((value) => heard.push(`2${value}`));
    emitter.fire('a');
    emitter.fire('b');
    assert.deepEqual(heard, ['1a', '2a', '1b', '2b']);
  });

  it('reaches the others when a listener throws or rejects', async () => {
    const errors: unknown[] = [];
    const emitter = new Emitter<string>((error) => errors.push((error as Error).message));
    const heard: string[] = [];
    emitter.event(() => {
      throw new Error('thrown');
    });
    emitter.event(async () => {
      throw new Error('rejected');
    });
    emitter.event((value) => heard.push(value));
    emitter.fire('a');
    await new Promise(setImmediate);
    assert.deepEqual(heard, ['a']);
    assert.deepEqual(errors, ['thrown', 'rejected']);
  });

  it('reaches a listener twice that subscribed twice', () => {
    const emitter = new Emitter<number>();
    let count = 0;
    const listener = () => {
      count++;
    };
    const first = emitter.event(listener);
    emitter.event(listener);
    first.dispose();
    first.dispose();
    emitter.fire(1);
    assert.equal(count, 1);
  });

  it('does not reach a listener that another one unsubscribed', () => {
    const emitter = new Emitter<string>();
    const heard: string[] = [];
    emitter.event(() => second.dispose());
    const second = emitter.event((value) => heard.push(value));
    emitter.event((value) => heard.push(value));
    emitter.fire('a');
    assert.deepEqual(heard, ['a']);
  });

  it('reaches a listener that subscribed meanwhile from the next time on', () => {
    const emitter = new Emitter<string>();
    const heard: string[] = [];
    const first = emitter.event(() => {
      first.dispose();
      emitter.event((value) => heard.push(value));
    });
    emitter.fire('a');
    emitter.fire('b');
    assert.deepEqual(heard, ['b']);
    assert.equal(emitter.size, 1);
  });

  it('reaches no one after its end', () => {
    const emitter = new Emitter<string>();
    emitter.event(() => assert.fail('heard'));
    emitter.dispose();
    emitter.fire('a');
    assert.equal(emitter.size, 0);
  });
});

describe('A store of disposables', () => {
  it('disposes each once, the last one first', () => {
    const ended: string[] = [];
    const store = new DisposableStore();
    for (const name of ['a', 'b']) store.add(toDisposable(() => ended.push(name)));
    store.dispose();
    store.dispose();
    assert.deepEqual(ended, ['b', 'a']);
  });

  it('disposes at once what is added after its end', () => {
    const ended: string[] = [];
    const store = new DisposableStore();
    store.dispose();
    store.add(toDisposable(() => ended.push('late')));
    assert.deepEqual(ended, ['late']);
  });

  it('disposes the others when one throws, and reports it', () => {
    const ended: string[] = [];
    const store = new DisposableStore();
    store.add(toDisposable(() => ended.push('a')));
    store.add({
      dispose: () => {
        throw new Error('stuck');
      },
    });
    assert.throws(() => store.dispose(), /stuck/);
    assert.deepEqual(ended, ['a']);
  });
});
