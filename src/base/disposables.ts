/** Something that holds a resource until it is disposed. */
export interface Disposable {
  dispose(): void;
}

/** Records what has to be disposed and what was, so that a test finds leaks. */
export interface DisposableTracker {
  created(item: Disposable): void;
  disposed(item: Disposable): void;
}

let tracker: DisposableTracker | undefined;

/** Sets the tracker that records every emitter, subscription, store and the like from now on; none when undefined. For tests only. */
export function setDisposableTracker(next: DisposableTracker | undefined): void {
  tracker = next;
}

/** The item has to be disposed. */
export function trackCreated(item: Disposable): void {
  tracker?.created(item);
}

/** The item was disposed. */
export function trackDisposed(item: Disposable): void {
  tracker?.disposed(item);
}

/**
 * A set of disposables that end together, last in first out. Adding after the end disposes at once. One that throws does not
 * stop the others; the first such error is thrown at the end.
 */
export class DisposableStore implements Disposable {
  private items: Disposable[] = [];
  private disposed = false;

  constructor() {
    trackCreated(this);
  }

  add<T extends Disposable>(item: T): T {
    if (this.disposed) item.dispose();
    else this.items.push(item);
    return item;
  }

  dispose(): void {
    this.disposed = true;
    trackDisposed(this);
    const items = this.items.reverse();
    this.items = [];
    const errors: unknown[] = [];
    for (const item of items) {
      try {
        item.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

/** Makes a disposable of a function; the function runs at most once. */
export function toDisposable(end: () => void): Disposable {
  let ended = false;
  const disposable = {
    dispose() {
      if (ended) return;
      ended = true;
      trackDisposed(disposable);
      end();
    },
  };
  trackCreated(disposable);
  return disposable;
}
