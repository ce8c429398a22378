import type { Disposable } from '../base/disposables';

/** How a connection is watched. Times in ms. */
export interface HealthOptions {
  /** Between two checks. 0 never checks. */
  readonly interval: number;
  /** A server that does not answer a check within this time is taken for dead. */
  readonly timeout: number;
}

/** What a host gets that says nothing else. */
export const defaultHealth: HealthOptions = { interval: 30_000, timeout: 10_000 };

/** On this machine a check costs nothing, so an outage of a local HTTP server is told within two seconds. */
export const localHealth: HealthOptions = { interval: 1500, timeout: 10_000 };

/**
 * Checks a connection at an interval, at once after the machine slept, and when something looks wrong. A check that fails tells
 * `onDead` once and ends the watch.
 */
export class HealthWatch implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private due = 0;
  private checking = false;
  private ended = false;

  constructor(
    private readonly options: HealthOptions,
    /** Asks the server for a sign of life; rejects when there is none. */
    private readonly check: (timeout: number) => Promise<void>,
    private readonly onDead: (error: unknown) => void,
    /** Told of the time that a check took, in ms. */
    private readonly onAlive: (latency: number) => void = () => undefined,
  ) {
    this.schedule();
  }

  /** Checks now, such as when a stream broke. */
  async checkNow(): Promise<void> {
    if (this.checking || this.ended) return;
    this.checking = true;
    const started = performance.now();
    try {
      await this.check(this.options.timeout);
      if (!this.ended) this.onAlive(performance.now() - started);
    } catch (error) {
      if (this.ended) return;
      this.dispose();
      this.onDead(error);
    } finally {
      this.checking = false;
      this.schedule();
    }
  }

  dispose(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (this.ended || this.options.interval === 0) return;
    // Timers stand still while the machine sleeps: short steps notice soon after it woke that a check is overdue.
    const step = Math.min(this.options.interval, 5000);
    if (this.due <= Date.now()) this.due = Date.now() + this.options.interval;
    this.timer = setTimeout(() => (Date.now() >= this.due ? void this.checkNow() : this.schedule()), step);
    this.timer.unref();
  }
}
