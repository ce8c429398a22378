import assert from 'node:assert/strict';
import FakeTimers, { type Clock } from '@sinonjs/fake-timers';
import { type Disposable, type DisposableTracker, setDisposableTracker } from '../../../src/base/disposables';

/** Remembers where everything was made that has not been disposed yet. */
export class LeakTracker implements DisposableTracker {
  private readonly alive = new Map<Disposable, string>();

  created(item: Disposable): void {
    this.alive.set(item, placeOf(item, new Error()));
  }

  disposed(item: Disposable): void {
    this.alive.delete(item);
  }

  /** What is left: its kind, and where it was made. */
  get leaks(): readonly string[] {
    return [...this.alive].map(([item, place]) => `${item.constructor.name} made ${place}`);
  }
}

/** What a test of {@link withFakeClock} works with. */
export interface FakeTime {
  /** Stands still until the test moves it. */
  readonly clock: Clock;
  /** Disposes the item after the test, and before it is looked what is left. */
  keep<T extends { dispose(): unknown }>(item: T): T;
}

/**
 * Gives each test of a suite a clock of its own, and fails the ones that leave an emitter, a listener, a store, a transport or a timer
 * behind.
 */
export function withFakeClock(): FakeTime {
  let clock: Clock;
  let tracker: LeakTracker;
  let kept: { dispose(): unknown }[] = [];
  beforeEach(() => {
    tracker = new LeakTracker();
    setDisposableTracker(tracker);
    clock = FakeTimers.install({
      now: Date.UTC(2026, 0, 1),
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    });
  });
  afterEach('leaves nothing behind', async () => {
    try {
      for (const item of kept) await item.dispose();
      const timers = clock.countTimers();
      assert.deepEqual({ leaks: tracker.leaks, timers }, { leaks: [], timers: 0 });
    } finally {
      kept = [];
      clock.uninstall();
      setDisposableTracker(undefined);
    }
  });
  return {
    get clock() {
      return clock;
    },
    keep: (item) => {
      kept.push(item);
      return item;
    },
  };
}

/** The first call in a stack that is outside the kit and the item itself. */
function placeOf(item: Disposable, { stack = '' }: Error): string {
  const inside = [
    'LeakTracker',
    'trackCreated',
    'toDisposable',
    'Emitter.event',
    `new ${item.constructor.name}`,
  ];
  const calls = stack.split('\n').slice(1);
  return (calls.find((call) => !inside.some((one) => call.includes(one))) ?? '').trim();
}
