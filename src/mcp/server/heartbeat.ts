import { type Disposable, trackCreated, trackDisposed } from '../../base/disposables';
import type { Launch } from '../../config/model/definition';
import { isLocal } from './launchFacts';

/** How a connection is watched. Times in ms. */
export interface HealthOptions {
  /** Between two checks. 0 never checks. */
  readonly intervalMs: number;
  /** A server that does not answer a check within this time counts as dead. */
  readonly timeoutMs: number;
}

/** The defaults. */
export const defaultHealth: HealthOptions = { intervalMs: 30_000, timeoutMs: 10_000 };

/** On this machine a check costs nothing, so an outage of a local HTTP server is reported within two seconds. */
export const localHealth: HealthOptions = { intervalMs: 1500, timeoutMs: 10_000 };

/**
 * Checks a connection at an interval, at once after the machine slept, and when something looks wrong. A failed check calls
 * `onDead` once and ends the watch.
 */
export class Heartbeat implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private due = 0;
  private checking = false;
  private ended = false;

  constructor(
    private readonly options: HealthOptions,
    /** Checks whether the server is alive; rejects when it does not answer. */
    private readonly check: (timeout: number) => Promise<void>,
    private readonly onDead: (error: unknown) => void,
  ) {
    trackCreated(this);
    this.schedule();
  }

  /** Checks now, such as when a stream broke. */
  async checkNow(): Promise<void> {
    if (this.checking || this.ended) return;
    this.checking = true;
    try {
      await this.check(this.options.timeoutMs);
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
    trackDisposed(this);
    clearTimeout(this.timer);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (this.ended || this.options.intervalMs === 0) return;
    // Timers stop while the machine sleeps: short steps notice soon after it wakes that a check is overdue.
    const step = Math.min(this.options.intervalMs, 5000);
    if (this.due <= Date.now()) this.due = Date.now() + this.options.intervalMs;
    this.timer = setTimeout(() => (Date.now() >= this.due ? void this.checkNow() : this.schedule()), step);
    this.timer.unref();
  }
}

/** The connection to check. */
export interface PingTarget {
  /** Whether it is working on requests. */
  readonly busy: boolean;
  /** Whether an open stream would show that the server went away. */
  readonly detectsDisconnect: boolean;
  ping(timeout: number): Promise<void>;
}

/**
 * Makes the check of a connection. A busy server may not answer a check: then the time limits of its requests apply. A server
 * whose disconnect would be noticed is checked only now and then, so that its log is not full of our requests.
 */
export function heartbeatCheck(
  subject: PingTarget,
  onAlive: (latency: number) => void,
): (timeout: number) => Promise<void> {
  let asked = Number.NEGATIVE_INFINITY;
  return async (timeout) => {
    if (subject.busy || (subject.detectsDisconnect && performance.now() - asked < defaultHealth.intervalMs))
      return;
    asked = performance.now();
    try {
      await subject.ping(timeout);
      onAlive(performance.now() - asked);
    } catch (error) {
      if (!subject.busy) throw error;
    }
  };
}

/** The options for checking a connection: those of its host, or by how it is reached. */
export function startHeartbeat(
  connection: PingTarget & { readonly launch: Launch },
  options: HealthOptions | undefined,
  { onAlive, onDead }: { onAlive: (latency: number) => void; onDead: (error: unknown) => void },
): Heartbeat {
  const fitting = options ?? (isLocal(connection.launch) ? localHealth : defaultHealth);
  return new Heartbeat(fitting, heartbeatCheck(connection, onAlive), onDead);
}
