import { randomUUID } from 'node:crypto';
import { type ClientCapabilities, type InputRequests, inputResponse } from '@modelcontextprotocol/server';
import { abortable, type Deferred, defer } from '../../base/async';
import { failure } from '../../base/failure';
import type { ClientRequestHandler } from '../../mcp/connection/clientRequests';
import type { CallOptions } from '../../mcp/connection/timedRequests';

type InputRequest = InputRequests[string];

/** How work of a client runs: its signal, who answers questions and who receives progress. */
export type InputRequestOptions = CallOptions & Required<Pick<CallOptions, 'signal' | 'answerer'>>;

/** The next step of work: questions to its client, or its end. */
type Step<T> =
  | { readonly kind: 'questions'; readonly questions: InputRequests }
  | { readonly kind: 'finished'; readonly value: T };

/** The questions that a client of the 2026 era supports. */
export interface AnsweredRequests {
  readonly elicit: boolean;
  readonly elicitUrl: boolean;
  readonly sample: boolean;
}

/**
 * A call, or a reading, for a client of the 2026 era, which cannot be asked anything while it waits: the work continues here while
 * the client receives the question as an answer and returns with its own.
 * https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr
 */
export class SuspendedCall<T = unknown> {
  /** Called with the progress, for the request that waits now. */
  onProgress: CallOptions['onProgress'];
  /** The capability that the server required and the client does not offer. */
  lacking: ClientCapabilities | undefined;
  private readonly stop = new AbortController();
  private readonly open = new Map<string, { request: InputRequest; answer: Deferred<unknown> }>();
  private finished: { readonly value: T } | { readonly error: unknown } | undefined;
  private news = defer<void>();
  private count = 0;

  /** `key` identifies the work. */
  constructor(
    readonly key: string,
    run: (how: InputRequestOptions) => Promise<T>,
    abilities: AnsweredRequests,
  ) {
    const end = (finished: NonNullable<typeof this.finished>) => {
      this.finished = finished;
      this.news.resolve();
    };
    run({
      signal: this.stop.signal,
      answerer: this.answerer(abilities),
      onProgress: (progress) => this.onProgress?.(progress),
    }).then(
      (value) => end({ value }),
      (error: unknown) => end({ error }),
    );
  }

  /** Waits for the next step, and rejects as the work does; when the signal aborts, the work is canceled. */
  async next(signal: AbortSignal): Promise<Step<T>> {
    try {
      while (!this.finished && this.open.size === 0) {
        await abortable(this.news.promise, signal);
        this.news = defer<void>();
      }
    } catch (error) {
      this.cancel();
      throw error;
    }
    if (this.finished && 'error' in this.finished) throw this.finished.error;
    if (this.finished) return { kind: 'finished', value: this.finished.value };
    const questions = [...this.open].map(([key, { request }]) => [key, request] as const);
    return { kind: 'questions', questions: Object.fromEntries(questions) };
  }

  /** Takes the client's answers; open questions are asked again. */
  answer(responses: Record<string, unknown> | undefined): void {
    for (const [key, { answer }] of [...this.open]) {
      const view = inputResponse(responses, key);
      if (view.kind === 'missing') continue;
      this.open.delete(key);
      answer.resolve(responses?.[key]);
    }
  }

  cancel(): void {
    this.stop.abort();
    for (const { answer } of this.open.values())
      answer.reject(failure('cancelled', 'The call was canceled.'));
    this.open.clear();
  }

  private answerer(abilities: AnsweredRequests): ClientRequestHandler {
    return {
      client: this,
      elicit: (params, signal) => {
        const mode = params.mode === 'url' ? 'url' : 'form';
        if (mode === 'url' ? abilities.elicitUrl : abilities.elicit)
          return this.ask({ method: 'elicitation/create', params } as InputRequest, signal);
        this.lacking = { elicitation: { [mode]: {} } };
        return undefined;
      },
      sample: (params, signal) => {
        if (abilities.sample) return this.ask({ method: 'sampling/createMessage', params }, signal);
        this.lacking = { sampling: {} };
        return undefined;
      },
    };
  }

  private async ask<A>(request: InputRequest, signal: AbortSignal): Promise<A> {
    const key = `question-${++this.count}`;
    const answer = defer<unknown>();
    this.open.set(key, { request, answer });
    this.news.resolve();
    try {
      return (await abortable(answer.promise, signal)) as A;
    } finally {
      this.open.delete(key);
    }
  }
}

/** Conversations that wait for their clients to return. */
export class SuspendedCalls {
  private readonly parked = new Map<string, { conversation: SuspendedCall; timer: NodeJS.Timeout }>();

  constructor(private readonly limits: { readonly questions: number; readonly answerTimeoutMs: number }) {}

  /** Stores a conversation; returns the state with which the client continues it. */
  suspend(conversation: SuspendedCall): string {
    if (this.parked.size >= this.limits.questions) {
      conversation.cancel();
      throw failure('usage', 'Too many questions are waiting for answers.', ['Answer some of them first.']);
    }
    const id = randomUUID();
    const timer = setTimeout(() => this.take(id)?.cancel(), this.limits.answerTimeoutMs);
    timer.unref();
    this.parked.set(id, { conversation, timer });
    return id;
  }

  /** The conversation to continue, once. */
  take<T>(id: string): SuspendedCall<T> | undefined {
    const found = this.parked.get(id);
    this.parked.delete(id);
    clearTimeout(found?.timer);
    return found?.conversation as SuspendedCall<T> | undefined;
  }

  /** Cancels all that wait. */
  dispose(): void {
    for (const id of [...this.parked.keys()]) this.take(id)?.cancel();
  }
}
