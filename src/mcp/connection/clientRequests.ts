import { AsyncLocalStorage } from 'node:async_hooks';
import type {
  CreateMessageRequestParams,
  CreateMessageResult,
  ElicitRequestParams,
  ElicitResult,
} from '@modelcontextprotocol/client';
import { askPerson } from './elicitation';
import type { LaunchOptions } from './launchOptions';
import type { Era } from './negotiation';

/** Answers what a server asks while a request of its client is under way there; undefined where the host must. */
export interface ClientRequestHandler {
  /** The same for all requests of one client. */
  readonly client: unknown;
  elicit(question: ElicitRequestParams, signal: AbortSignal): Promise<ElicitResult> | undefined;
  sample(request: CreateMessageRequestParams, signal: AbortSignal): Promise<CreateMessageResult> | undefined;
}

/** A request that is under way, and who answers what the server asks meanwhile; undefined for one of the host itself. */
export interface HandledRequest {
  readonly answerer: ClientRequestHandler | undefined;
}

/** The work that the next question of the server in this turn belongs to. */
const asking = new AsyncLocalStorage<HandledRequest>();

/**
 * Finds out who answers the questions of a server on one connection. A server of the 2026 era asks in answer to a request, so its
 * owner is known; an older one just asks, so the question goes to a client only when everything under way belongs to that client. In doubt the host answers: a client must never see the questions of another.
 */
export class ClientRequestHandlers {
  private readonly underWay = new Set<HandledRequest>();

  constructor(
    private readonly host: Pick<LaunchOptions, 'elicit' | 'sample' | 'onLog'>,
    private readonly era: () => Era,
  ) {}

  /** The clients whose requests are under way; undefined means the host. */
  get clients(): ReadonlySet<unknown> {
    return new Set([...this.underWay].map(({ answerer }) => answerer?.client));
  }

  /** Work begins, with the client that answers its questions; it ends with {@link ended}. */
  began(answerer: ClientRequestHandler | undefined): HandledRequest {
    const work = { answerer };
    this.underWay.add(work);
    return work;
  }

  /** Nothing that the server asks from now on concerns the work. */
  ended(work: HandledRequest): void {
    this.underWay.delete(work);
  }

  /** Does work whose questions the host answers. */
  async asHost<T>(work: () => Promise<T>): Promise<T> {
    const one = this.began(undefined);
    try {
      return await work();
    } finally {
      this.ended(one);
    }
  }

  /**
   * The SDK reports a progress of the work. In the 2026 era it does so before it passes on the questions that came in answer to
   * a request, and that is the only sign of which request it was. An older server asks on its own: its progress does not show who is asked.
   */
  progressed(work: HandledRequest): void {
    if (this.era() === 'modern') asking.enterWith(work);
  }

  /** Asks the client whose work the question belongs to, else the host. */
  elicit(question: ElicitRequestParams, signal: AbortSignal): Promise<ElicitResult> {
    const { onLog, elicit } = this.host;
    const ask: typeof elicit = (...asked) => this.current?.elicit(...asked) ?? elicit!(...asked);
    return askPerson({ elicit: ask, onLog }, question, signal);
  }

  /** Asks the client whose work it is for a model's message, else the host. */
  sample(request: CreateMessageRequestParams, signal: AbortSignal): Promise<CreateMessageResult> {
    return this.current?.sample(request, signal) ?? this.host.sample!(request, signal);
  }

  private get current(): ClientRequestHandler | undefined {
    const told = asking.getStore();
    if (told && this.underWay.has(told)) return told.answerer;
    const [last, ...others] = [...this.underWay].reverse();
    const sameClient = others.every(({ answerer }) => answerer?.client === last?.answerer?.client);
    return sameClient ? last?.answerer : undefined;
  }
}
