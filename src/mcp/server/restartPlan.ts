import { ConsecutiveBreaker, ExponentialBackoff, type IBackoff } from 'cockatiel';
import type { Failure } from '../../base/failure';

/** When a server is restarted automatically. Times in ms. */
export interface RestartOptions {
  /** How many starts in a row may fail before automatic restarts end. 0 never restarts. */
  readonly attempts: number;
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
  /** A server that ran this long starts from the beginning when it fails again. */
  readonly stableMs: number;
}

/** The defaults. */
export const defaultRestart: RestartOptions = {
  attempts: 8,
  initialDelayMs: 500,
  maxDelayMs: 30_000,
  stableMs: 30_000,
};

/** The longest pause that a server may request, in ms. */
const maxDelayMs = 60 * 60_000;

/** The options for a server that may set how many attempts may fail. A host that never restarts always wins. */
export function restartOptions(host: RestartOptions = defaultRestart, attempts?: number): RestartOptions {
  return host.attempts === 0 || attempts === undefined ? host : { ...host, attempts };
}

/** The next automatic start. */
export interface NextStart {
  /** Counts the starts in a row from 1. */
  readonly attempt: number;
  /** In ms. */
  readonly delay: number;
}

/**
 * Decides whether and when a server that failed is started again: at once after it ran well, then with capped exponential
 * backoff and jitter, and no longer once it is in a crash loop.
 */
export class RestartPlan {
  private readonly backoff: ExponentialBackoff<unknown>;
  private readonly breaker: ConsecutiveBreaker;
  private current: IBackoff<unknown> | undefined;
  private attempt = 0;

  constructor(private readonly options: RestartOptions) {
    this.backoff = new ExponentialBackoff({
      initialDelay: options.initialDelayMs,
      maxDelay: options.maxDelayMs,
    });
    this.breaker = new ConsecutiveBreaker(options.attempts);
  }

  get attempts(): number {
    return this.options.attempts;
  }

  /** The next start after a failure; undefined when a person has to help. `ranFor` is how long the server was ready, in ms. */
  next(failure: Failure, ranFor: number | undefined): NextStart | undefined {
    if (ranFor !== undefined && ranFor >= this.options.stableMs) this.reset();
    if (failure.permanent || failure.kind === 'configuration' || failure.kind === 'signIn') return undefined;
    if (this.options.attempts === 0 || this.breaker.failure()) return undefined;
    this.attempt++;
    // A server that was ready may have been ended from outside: it gets one immediate start.
    if (ranFor !== undefined && this.attempt === 1) return { attempt: 1, delay: 0 };
    this.current = this.current ? this.current.next(undefined) : this.backoff.next();
    // A server that requests a pause gets it, within reason.
    const asked = Math.min(failure.retryAfterMs ?? 0, maxDelayMs);
    return { attempt: this.attempt, delay: Math.max(this.current.duration, asked) };
  }

  /** Resets the count: it ran well, or a person intervened. */
  reset(): void {
    this.attempt = 0;
    this.current = undefined;
    this.breaker.success();
  }
}
