import type { Expiry } from '../errors/requestFailure';
import type { TimeLimits } from './timedRequests';

/**
 * The time limits of one request: one between progress notifications, one in total. Pauses while a person is answering the server.
 * The SDK's own timers can do neither, and report a time limit as if the caller had canceled. The owner of the clocks checks them in time: calls are many and expiries few, so clocks have no timers of their own.
 */
export class RequestClock {
  /** Set once a limit was passed. */
  expired: Expiry | undefined;
  private readonly started = Date.now();
  private lastSign = this.started;
  private paused = 0;
  private pausedAt: number | undefined;
  private readonly onCallerAbort: (() => void) | undefined;

  /** `controller` aborts when the caller cancels or a limit is passed. */
  constructor(
    private readonly limits: Pick<TimeLimits, 'requestMs' | 'totalMs'>,
    readonly controller: AbortController,
    private readonly caller: AbortSignal | undefined,
  ) {
    if (!caller) return;
    this.onCallerAbort = () => controller.abort(caller.reason);
    if (caller.aborted) this.onCallerAbort();
    else caller.addEventListener('abort', this.onCallerAbort, { once: true });
  }

  /** The server gave a sign of progress. */
  progress(): void {
    this.lastSign = Date.now();
  }

  /** A person is being asked something. */
  pause(): void {
    this.pausedAt ??= Date.now();
  }

  /** The person has answered. */
  resume(): void {
    if (this.pausedAt === undefined) return;
    const now = Date.now();
    this.paused += now - this.pausedAt;
    this.pausedAt = undefined;
    this.lastSign = now;
  }

  /** Aborts when a limit is passed. Returns the time until the next check, in ms; infinite when none is needed. */
  look(): number {
    if (this.pausedAt !== undefined || this.expired) return Number.POSITIVE_INFINITY;
    const now = Date.now();
    const idle = this.lastSign + this.limits.requestMs - now;
    const total = this.started + this.paused + this.limits.totalMs - now;
    if (idle > 0 && total > 0) return Math.min(idle, total);
    this.expired = total <= 0 ? 'total' : 'request';
    this.controller.abort(new Error(`The ${this.expired} time limit was passed.`));
    return Number.POSITIVE_INFINITY;
  }

  /** The request has ended. */
  end(): void {
    if (this.onCallerAbort) this.caller?.removeEventListener('abort', this.onCallerAbort);
  }
}
