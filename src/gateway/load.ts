import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayLimits } from './options';
import { type ProblemError, problem } from './problem';

/** Counts the requests that are at work, and those whose answers are streams that stay open. */
export class Load {
  private readonly atWork = new Set<IncomingMessage>();
  private readonly streams = new Set<IncomingMessage>();

  constructor(private readonly limits: Pick<GatewayLimits, 'requests' | 'streams'>) {}

  /** Takes a request on until its answer is over, or says why not. */
  take(request: IncomingMessage, response: ServerResponse): ProblemError | undefined {
    const { requests } = this.limits;
    if (this.atWork.size >= requests)
      return problem(
        429,
        'request',
        `${requests} requests are at work already.`,
        ['Try again in a moment.'],
        {
          'retry-after': '1',
        },
      );
    this.atWork.add(request);
    response.once('close', () => {
      this.atWork.delete(request);
      this.streams.delete(request);
    });
    return undefined;
  }

  /** The request does not work any more: its answer is a stream that stays open. Each has its own limit where it is answered. */
  becomesStream(request: IncomingMessage): void {
    if (this.atWork.delete(request)) this.streams.add(request);
  }

  /** Requests that are not over. */
  get size(): number {
    return this.atWork.size + this.streams.size;
  }
}
