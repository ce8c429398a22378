import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/client';
import { type Deferred, defer } from '../../base/async';

/** A request that was sent and has no answer yet. */
export interface OpenRequest {
  readonly id: RequestId;
  /** Identifies the request in our own fetch; ids of the protocol could repeat. */
  readonly token: string;
  /** Settles when the request was answered, failed or was given up. */
  readonly settled: Promise<void>;
  /** Aborted when no one waits any longer: its stream must close. */
  readonly signal: AbortSignal;
  /** The last event of its stream, from which the stream can be resumed. */
  lastEventId?: string;
  /** What broke its stream. */
  broken?: unknown;
  /** How many attempts in a row to resume its stream failed. */
  vainResumptions: number;
}

interface Entry extends OpenRequest {
  readonly done: Deferred<void>;
  readonly abort: AbortController;
}

/** The requests of one connection that wait for an answer. */
export class OpenRequests {
  private readonly byId = new Map<RequestId, Entry>();
  private readonly byToken = new Map<string, Entry>();
  private count = 0;

  add(id: RequestId): OpenRequest {
    const done = defer<void>();
    const abort = new AbortController();
    const token = String(++this.count);
    const { signal } = abort;
    const entry: Entry = { id, token, settled: done.promise, signal, done, abort, vainResumptions: 0 };
    this.byId.set(id, entry);
    this.byToken.set(token, entry);
    return entry;
  }

  get(token: string | null): OpenRequest | undefined {
    return token === null ? undefined : this.byToken.get(token);
  }

  /** The request whose stream ended after this event. */
  ofEvent(lastEventId: string | null): OpenRequest | undefined {
    if (lastEventId === null) return undefined;
    return [...this.byToken.values()].find((entry) => entry.lastEventId === lastEventId);
  }

  /** The request of this id; some servers return a number as text. */
  ofId(id: RequestId): OpenRequest | undefined {
    return this.byId.get(id) ?? (typeof id === 'string' ? this.byId.get(Number(id)) : undefined);
  }

  isOpen(request: OpenRequest): boolean {
    return this.byToken.has(request.token);
  }

  /** Settles the request that a message answers; returns whether it is an answer at all. */
  answer(message: JSONRPCMessage): 'answer' | 'stray' | 'other' {
    if ('method' in message || message.id === undefined) return 'other';
    const request = this.ofId(message.id);
    if (!request) return 'stray';
    this.remove(request)?.done.resolve();
    return 'answer';
  }

  /** Fails a request and closes its stream. */
  fail(request: OpenRequest, error: unknown): void {
    const entry = this.remove(request);
    entry?.done.reject(error);
    entry?.abort.abort();
  }

  /** No one waits for the answer any longer. */
  giveUp(request: OpenRequest): void {
    const entry = this.remove(request);
    entry?.abort.abort();
    entry?.done.resolve();
  }

  /** The connection has ended; the callers of the requests learn of that elsewhere. */
  clear(): void {
    for (const entry of [...this.byToken.values()]) this.giveUp(entry);
  }

  private remove({ id, token }: OpenRequest): Entry | undefined {
    const entry = this.byToken.get(token);
    this.byToken.delete(token);
    if (entry && this.byId.get(id) === entry) this.byId.delete(id);
    return entry;
  }
}
