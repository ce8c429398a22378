import { type Disposable, toDisposable, trackCreated, trackDisposed } from './disposables';

/** Subscribes a listener; the returned disposable ends the subscription. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The writing end of an event. A listener that throws is reported and does not affect the others. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<{ call: (value: T) => void; subscription: Disposable }>();

  constructor(private readonly reportError: (error: unknown) => void = warnOfListener) {
    trackCreated(this);
  }

  readonly event: Event<T> = (listener) => {
    const subscription = toDisposable(() => this.listeners.delete(entry));
    const entry = { call: listener, subscription };
    this.listeners.add(entry);
    return subscription;
  };

  fire(value: T): void {
    if (this.listeners.size === 0) return;
    for (const listener of [...this.listeners]) {
      // Ended by a listener before it: an ended subscription receives nothing more.
      if (!this.listeners.has(listener)) continue;
      try {
        // A handler may be an async function in all but type: its rejection must not escape either.
        const returned: unknown = listener.call(value);
        if (returned instanceof Promise) returned.catch(this.reportError);
      } catch (error) {
        this.reportError(error);
      }
    }
  }

  /** The number of listeners: for leak checks. */
  get size(): number {
    return this.listeners.size;
  }

  /** Ends all subscriptions. */
  dispose(): void {
    trackDisposed(this);
    for (const { subscription } of [...this.listeners]) subscription.dispose();
  }
}

function warnOfListener(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : new Error(String(error)), { type: 'ListenerWarning' });
}
