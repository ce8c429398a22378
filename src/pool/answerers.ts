import { AsyncLocalStorage } from 'node:async_hooks';
import type {
  CreateMessageRequestParams,
  CreateMessageResult,
  ElicitRequestParams,
  ElicitResult,
} from '@modelcontextprotocol/client';
import type { ServerHost } from '../mcp/serverHost';

/** Answers what a server asks while a call of its client is under way there; undefined where the host must. */
export interface Answerer {
  /** The same for all calls of one client. */
  readonly client: unknown;
  elicit(question: ElicitRequestParams, signal: AbortSignal): Promise<ElicitResult> | undefined;
  sample(request: CreateMessageRequestParams, signal: AbortSignal): Promise<CreateMessageResult> | undefined;
}

/** Work that is under way on a server, and who answers its questions; undefined for work of the host itself. */
interface Work {
  readonly answerer: Answerer | undefined;
}

/**
 * Finds out who answers a server's question. A server of the 2026 era asks in answer to a request, so it is known whose; an older
 * one just asks, so the question goes to a client only when all that is under way on the server is that client's. In doubt the
 * host answers: a client must never see the questions of another.
 */
export class Answerers {
  private readonly underWay = new Map<string, Set<Work>>();
  private readonly current = new AsyncLocalStorage<Work>();

  constructor(private readonly host: Pick<ServerHost, 'elicit' | 'sample'>) {}

  /**
   * Does work on a server, during which its questions may go to the answerer. `asks` says that what comes next in this turn is
   * asked in answer to this work.
   */
  async during<T>(
    server: string,
    answerer: Answerer | undefined,
    work: (asks: () => void) => Promise<T>,
  ): Promise<T> {
    const one: Work = { answerer };
    const all = this.underWay.get(server) ?? new Set();
    this.underWay.set(server, all.add(one));
    try {
      return await work(() => this.current.enterWith(one));
    } finally {
      all.delete(one);
      if (all.size === 0) this.underWay.delete(server);
    }
  }

  /** The host for servers: its own answers, and before them those of the client that is asked. */
  hostFor<H extends ServerHost>(host: H): H {
    const { elicit, sample } = this.host;
    return {
      ...host,
      elicit:
        elicit &&
        ((server: string, question: ElicitRequestParams, signal: AbortSignal) =>
          this.answererOf(server)?.elicit(question, signal) ?? elicit(server, question, signal)),
      sample:
        sample &&
        ((server: string, request: CreateMessageRequestParams, signal: AbortSignal) =>
          this.answererOf(server)?.sample(request, signal) ?? sample(server, request, signal)),
    };
  }

  private answererOf(server: string): Answerer | undefined {
    const asking = this.current.getStore();
    const all = [...(this.underWay.get(server) ?? [])];
    if (asking && all.includes(asking)) return asking.answerer;
    const last = all.at(-1)?.answerer;
    return last && all.every(({ answerer }) => answerer?.client === last.client) ? last : undefined;
  }
}
