import type { FetchLike } from '@modelcontextprotocol/client';
import { oversized } from '../errors/httpFault';
import { defaultMessageLimit, errorBodyLimit } from '../errors/messageLimits';

/**
 * The fetch below all our HTTP, with a limit on every body, counted after decompression. A larger success fails with
 * an `HttpFault`; any other answer ends at `errorBodyLimit`, so that its reader still gets the first part. Only a requested stream of events may continue indefinitely: each of its events has the limit of a message where it is read.
 *
 * Without a fetch of the host, the global one is used, looked up at each request because editors replace it.
 */
export function limitedFetch(
  fetch: FetchLike = (url, init) => globalThis.fetch(url, init),
  messageLimit = defaultMessageLimit,
): FetchLike {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (!response.body || (response.ok && isAwaitedStream(response, init))) return response;
    const limit = response.ok ? messageLimit : errorBodyLimit;
    if (isKnownToFit(response, limit)) return response;
    return withBody(response, response.ok ? failing(response, limit) : ending(response, limit));
  };
}

function isAwaitedStream(response: Response, init: RequestInit | undefined): boolean {
  const events = /^\s*text\/event-stream\b/i;
  const accepted = new Headers(init?.headers).get('accept') ?? '';
  return events.test(response.headers.get('content-type') ?? '') && /text\/event-stream/i.test(accepted);
}

/** An uncompressed body cannot be longer than its Content-Length. */
function isKnownToFit({ headers }: Response, limit: number): boolean {
  const length = headers.get('content-length') ?? '';
  return /^\d+$/.test(length) && !headers.has('content-encoding') && Number(length) <= limit;
}

function failing(response: Response, limit: number): ReadableStream<Uint8Array> {
  return cut(response, limit, (size, controller) => controller.error(oversized(size, limit)));
}

function ending(response: Response, limit: number): ReadableStream<Uint8Array> {
  return cut(response, limit, (size, controller, last) => {
    controller.enqueue(last.subarray(0, last.length - (size - limit)));
    controller.close();
  });
}

/** Passes a body on as it is read, and closes the connection at the chunk that exceeds the limit. */
function cut(
  { body }: Response,
  limit: number,
  end: (size: number, controller: ReadableStreamDefaultController<Uint8Array>, last: Uint8Array) => void,
): ReadableStream<Uint8Array> {
  const reader = body!.getReader();
  let size = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        size += value.length;
        if (size <= limit) {
          controller.enqueue(value);
          return;
        }
        void reader.cancel().catch(() => undefined);
        end(size, controller, value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function withBody(response: Response, body: ReadableStream<Uint8Array>): Response {
  const { status, statusText, headers, url, redirected } = response;
  const made = new Response(body, { status, statusText, headers });
  return Object.defineProperties(made, { url: { value: url }, redirected: { value: redirected } });
}
