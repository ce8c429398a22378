import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayLimits } from './gatewayOptions';
import { type ProblemError, problem } from './problemDetails';

/** Counts the active requests, without those whose answers are streams that stay open. */
export class RequestLimiter {
  private readonly atWork = new Set<IncomingMessage>();

  constructor(private readonly limits: Pick<GatewayLimits, 'requests'>) {}

  /** Admits a request until its answer is over, or returns why not. */
  take(request: IncomingMessage, response: ServerResponse): ProblemError | undefined {
    const { requests } = this.limits;
    if (this.atWork.size >= requests)
      return problem(429, 'request', `${requests} requests are already active.`, ['Try again in a moment.'], {
        'retry-after': '1',
      });
    this.atWork.add(request);
    response.once('close', () => {
      this.atWork.delete(request);
    });
    return undefined;
  }

  /** The request is no longer active: its answer is a stream that stays open. Each has its own limit where it is answered. */
  becomesStream(request: IncomingMessage): void {
    this.atWork.delete(request);
  }
}
