import assert from 'node:assert/strict';
import { Debouncer } from '../../../src/base/async';
import { DisposableStore, setDisposableTracker, toDisposable } from '../../../src/base/disposables';
import { Emitter } from '../../../src/base/emitter';
import { LeakTracker } from '../support/leaks';

describe('The check for leaks', () => {
  let tracker: LeakTracker;
  beforeEach(() => {
    tracker = new LeakTracker();
    setDisposableTracker(tracker);
  });
  afterEach(() => setDisposableTracker(undefined));

  it('finds everything that was not disposed, and where it was made', () => {
    const emitter = new Emitter<void>();
    new DisposableStore().add(emitter);
    emitter.event(() => undefined);
    const debouncer = new Debouncer(10, () => undefined);
    toDisposable(() => undefined);
    assert.deepEqual(
      tracker.leaks.map((leak) => /^\w+/.exec(leak)?.[0]),
      ['Emitter', 'DisposableStore', 'Object', 'Debouncer', 'Object'],
    );
    for (const leak of tracker.leaks) assert.match(leak, /disposables\.test/);
    debouncer.dispose();
  });

  it('finds nothing once everything was disposed', () => {
    const store = new DisposableStore();
    const emitter = store.add(new Emitter<void>());
    store.add(emitter.event(() => undefined));
    store.add(new Debouncer(10, () => undefined));
    store.add(toDisposable(() => undefined));
    assert.notDeepEqual(tracker.leaks, []);
    store.dispose();
    assert.deepEqual(tracker.leaks, []);
  });

  it('treats the end of an emitter as the end of its subscriptions', () => {
    const emitter = new Emitter<void>();
    emitter.event(() => undefined);
    emitter.dispose();
    assert.deepEqual(tracker.leaks, []);
  });
});
