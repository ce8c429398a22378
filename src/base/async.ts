import { createContext, Script } from 'node:vm';
import { type Disposable, trackCreated, trackDisposed } from './disposables';

/** Runs tasks one after the other in the order they came; a failed task does not stop the next. */
export class Sequencer {
  private tail: Promise<unknown> = Promise.resolve();

  queue<T>(task: () => Promise<T>): Promise<T> {
    const run = this.tail.then(task, task);
    this.tail = run.catch(() => undefined);
    return run;
  }
}

/** Calls `run` once, `delay` ms after the last `schedule()`. */
export class Debouncer implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private disposed = false;

  constructor(
    private readonly delay: number,
    private readonly run: () => void,
  ) {
    trackCreated(this);
  }

  schedule(): void {
    clearTimeout(this.timer);
    if (!this.disposed) this.timer = setTimeout(this.run, this.delay);
  }

  dispose(): void {
    this.disposed = true;
    trackDisposed(this);
    clearTimeout(this.timer);
  }
}

/** A promise with its resolve and reject functions. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(reason: unknown): void;
}

/** Makes a promise that others settle. */
export function defer<T>(): Deferred<T> {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Settles like `promise`, but rejects with the signal's reason as soon as the signal aborts. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Waits `ms` milliseconds; says whether the promise settled within them. The promise's failure is not reported here. */
export async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, late]).finally(() => clearTimeout(timer));
}

/** Work on external input took longer than allowed. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';

  constructor(ms: number) {
    super(`it took longer than ${ms} ms`);
  }
}

const script = new Script('run()');
let context: { run?: () => void } | undefined;

/**
 * Runs work that cannot wait and ends it after `ms`: a regular expression or a loop stops in the middle, without its `finally`.
 * Data that it was changing must not be used after that. Throws {@link TookTooLong}, or what the work throws. It costs about 0.1 ms.
 *
 * Node's own time limit for scripts works in the thread of the caller, in an editor, a terminal and a library alike. A worker would
 * have to be started, be a file of its own in every bundle, and get a copy of everything.
 */
export function withinTime<T>(ms: number, work: () => T): T {
  context ??= createContext({});
  let result: { readonly value: T } | undefined;
  context.run = () => {
    result = { value: work() };
  };
  try {
    script.runInContext(context, { timeout: ms });
  } catch (error) {
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new TookTooLong(ms);
    throw error;
  } finally {
    context.run = undefined;
  }
  // The script has run to its end, and with it the work.
  return result!.value;
}
