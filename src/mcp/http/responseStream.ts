import { type SseEvent, SseReader } from './sseReader';

/** The callbacks of a stream. */
export interface StreamListener {
  /** Takes the data of a message; returns whether it contained the answer that the stream is for. */
  onMessage(data: string): boolean;
  onOversized(event: { readonly size: number; readonly head: string; readonly tail: string }): void;
  onEventId?(id: string): void;
  /** The stream ended, or broke with an error. Not called when we closed it. */
  onEnd?(error?: unknown): void;
}

/** What kind of stream it is. */
export interface StreamOptions {
  /** It carries the answer to one request, and is of no use after that. */
  readonly forOne?: boolean;
  /** The event after which it was resumed. */
  readonly resumedFrom?: string | null;
}

/** How long a stream may stay open after the answer, in ms. */
const lingerMs = 2000;

/**
 * The stream of a reply, for the SDK. Messages go to the listener; the SDK only receives what it needs to resume a stream (event
 * ids, `retry` and that an answer came) and events other than messages, such as `endpoint`.
 */
export function responseStream(
  body: ReadableStream<Uint8Array>,
  limit: number,
  listener: StreamListener,
  { forOne = false, resumedFrom }: StreamOptions = {},
): ReadableStream<Uint8Array> {
  const source = body.getReader();
  // The SDK forgets where a stream was resumed when nothing comes on it, and could not resume it again.
  let rest = resumedFrom ? `id: ${resumedFrom}\ndata: \n\n` : '';
  let linger: NodeJS.Timeout | undefined;
  const reader = new SseReader(limit, (event) => {
    rest += remainder(event, listener, () => {
      if (forOne) linger ??= setTimeout(() => void source.cancel().catch(() => undefined), lingerMs);
      linger?.unref();
    });
  });
  const take = () => {
    const text = rest;
    rest = '';
    return Buffer.from(text);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          while (rest === '') {
            const { value, done } = await source.read();
            if (done) {
              clearTimeout(linger);
              reader.end();
              if (rest) controller.enqueue(take());
              listener.onEnd?.();
              controller.close();
              return;
            }
            reader.push(value);
          }
          controller.enqueue(take());
        } catch (error) {
          clearTimeout(linger);
          listener.onEnd?.(error);
          throw error;
        }
      },
      async cancel(reason) {
        clearTimeout(linger);
        await source.cancel(reason);
      },
    },
    // Nothing is read ahead: the SDK notes the session id of a reply before it reads the first message.
    { highWaterMark: 0 },
  );
}

/** The SDK resumes a stream until it has seen an answer on it; this one represents any. */
const answerSeen = '{"jsonrpc":"2.0","id":"mcp-pool-answer-seen","result":{}}';

/** Whether a message from the SDK is our own marker for an answer. */
export function isResponseMarker(message: object): boolean {
  return 'id' in message && message.id === 'mcp-pool-answer-seen';
}

function remainder(event: SseEvent, listener: StreamListener, onAnswer: () => void): string {
  if ('size' in event) {
    listener.onOversized(event);
    return '';
  }
  const { type, data, id, retry } = event;
  const head = `${retry === undefined ? '' : `retry: ${retry}\n`}${id === undefined ? '' : `id: ${id}\n`}`;
  if (id) listener.onEventId?.(id);
  if (type !== 'message') return `${head}event: ${type}\n${data.replace(/^/gm, 'data: ')}\n\n`;
  if (data && listener.onMessage(data)) {
    onAnswer();
    return `${head}data: ${answerSeen}\n\n`;
  }
  return head ? `${head}data: \n\n` : '';
}
