import type { RequestOptions } from '@modelcontextprotocol/client';
import type { FailureError } from '../../base/failure';
import type { Expiry } from '../errors/requestFailure';
import type { ClientRequestHandler, ClientRequestHandlers } from './clientRequests';
import { RequestClock } from './requestClock';

/** The longest time a timer can take, in ms: our own clock decides. */
const longestTimer = 2 ** 31 - 1;

/** Time limits of one server, in ms. */
export interface TimeLimits {
  /** From the start of the program to the end of the handshake. */
  readonly startMs: number;
  /** For one request; progress restarts it. */
  readonly requestMs: number;
  /** For one request in total, whatever its progress. */
  readonly totalMs: number;
}

/** The defaults. */
export const defaultTimeLimits: TimeLimits = { startMs: 30_000, requestMs: 60_000, totalMs: 600_000 };

/** How a request is made. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { progress: number; total?: number; message?: string }) => void;
  /** Who answers what the server asks meanwhile. Default: the host. */
  readonly answerer?: ClientRequestHandler;
}

/** The facts about a failed request. */
export interface FailedRequest {
  /** The request in short, such as "call echo". */
  readonly what: string;
  /** The signal of the caller. */
  readonly signal?: AbortSignal;
  /** The time limit that was passed, if one was. */
  readonly expired?: Expiry;
}

/** What requests need besides their time limits. */
export interface RequestHost {
  readonly answerers: ClientRequestHandlers;
  readonly explain: (error: unknown, request: FailedRequest) => FailureError;
  /** The text without the values of secrets: servers repeat them in progress messages. */
  readonly redact: (text: string) => string;
}

/**
 * Makes the requests of one connection under the time limits of their server. All work of a server goes through here, so
 * that it is always known for whom it works.
 */
export class TimedRequests {
  private readonly clocks = new Set<RequestClock>();
  /** One timer for all clocks, which outlasts the requests: each limit is the same for all, so it is never too late for a new one. */
  private timer: NodeJS.Timeout | undefined;
  /** Reused for requests that were not aborted: creating one costs more than everything else here for a request. */
  private readonly unused: AbortController[] = [];

  constructor(
    private readonly limits: TimeLimits,
    private readonly host: RequestHost,
  ) {}

  /** Makes a request; rejects with an explained failure. */
  async run<T>(
    what: string,
    { signal, onProgress, answerer }: CallOptions,
    make: (how: RequestOptions) => Promise<T>,
  ): Promise<T> {
    const { answerers, redact, explain } = this.host;
    const controller = this.unused.pop() ?? new AbortController();
    const clock = new RequestClock(this.limits, controller, signal);
    this.clocks.add(clock);
    if (this.timer) this.timer.ref();
    else this.lookAtClocks();
    const work = answerers.began(answerer);
    try {
      return await make({
        signal: controller.signal,
        timeout: longestTimer,
        // Without a listener the SDK requests no progress, and progress could not extend the time limit.
        onprogress: (progress) => {
          answerers.progressed(work);
          clock.progress();
          const { message } = progress;
          onProgress?.(message === undefined ? progress : { ...progress, message: redact(message) });
        },
      });
    } catch (error) {
      throw explain(error, { what, signal, expired: clock.expired });
    } finally {
      answerers.ended(work);
      clock.end();
      this.clocks.delete(clock);
      if (this.clocks.size === 0) this.timer?.unref();
      if (!controller.signal.aborted) this.unused.push(controller);
    }
  }

  /** Whether a request is under way. */
  get busy(): boolean {
    return this.clocks.size > 0;
  }

  /** Pauses the clocks of all requests while a person is answering the server. */
  async whileAsking<T>(ask: () => Promise<T>): Promise<T> {
    for (const clock of this.clocks) clock.pause();
    try {
      return await ask();
    } finally {
      for (const clock of this.clocks) clock.resume();
      this.lookAtClocks();
    }
  }

  /** No more requests are made. */
  dispose(): void {
    clearTimeout(this.timer);
  }

  private lookAtClocks(): void {
    clearTimeout(this.timer);
    const next = Math.min(...[...this.clocks].map((clock) => clock.look()));
    this.timer = Number.isFinite(next) ? setTimeout(() => this.lookAtClocks(), next) : undefined;
  }
}
