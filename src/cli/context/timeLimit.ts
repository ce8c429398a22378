import { failure } from '../../base/failure';
import { formatDuration } from '../../base/text';
import { readDuration } from '../../config/model/duration';

/** The time that `--timeout` gives, in ms. */
export function durationOf(written: string): number {
  const time = readDuration(written);
  if (time !== undefined) return time;
  throw failure('usage', `--timeout takes a time with its unit, such as 30s or 2m, not '${written}'.`);
}

/** The time limit of one request: it restarts with each sign of progress, and pauses while a person is asked. */
export class TimeLimit {
  private readonly stop = new AbortController();
  /** Aborts with the failure to report, at Ctrl+C as well. */
  readonly signal = this.stop.signal;
  private readonly onInterrupt = () => this.stop.abort(failure('cancelled', `${this.what} was canceled.`));
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly longest: number | undefined,
    private readonly what: string,
    private readonly interrupt: AbortSignal,
  ) {
    if (interrupt.aborted) this.onInterrupt();
    else interrupt.addEventListener('abort', this.onInterrupt, { once: true });
    this.sign();
  }

  sign(): void {
    clearTimeout(this.timer);
    const { longest, what } = this;
    if (longest === undefined) return;
    this.timer = setTimeout(() => {
      const message = `${what} took longer than ${formatDuration(longest)}. The server was asked to cancel it.`;
      const steps = ['Try again, or raise the time limit of the server.'];
      this.stop.abort(failure('timeout', message, steps));
    }, longest);
  }

  pause(): void {
    clearTimeout(this.timer);
  }

  end(): void {
    clearTimeout(this.timer);
    this.interrupt.removeEventListener('abort', this.onInterrupt);
  }
}
