import { type FetchLike, SdkErrorCode, SdkHttpError, SseError } from '@modelcontextprotocol/client';
import { settlesWithin } from '../../base/async';
import { badResponse, lostSession, webPage } from '../errors/httpFault';
import { refuseRedirect, refuseWhenBusy } from '../errors/httpStatus';
import { excerpt, isWebPage } from '../errors/responseBody';
import { isEventStream } from './responseFetch';
import type { ResponseReader } from './responseReader';
import { responseStream } from './responseStream';

/** How long a server may take to name the address for messages, in ms. */
const endpointTimeoutMs = 10_000;

/** The opening of a stream of messages: the SDK keeps only the message of an error there. */
export class SseStart {
  private error: unknown;

  fail(error: unknown): unknown {
    this.error ??= error;
    return error;
  }

  /** Settles like the SDK's own start, but with the original error. */
  async within(started: Promise<void>): Promise<void> {
    if (!(await settlesWithin(started, endpointTimeoutMs))) {
      started.catch(() => undefined);
      throw badResponse('it opened a stream of events but did not name the address for messages');
    }
    await started.catch((error: unknown) => {
      throw error instanceof SseError && this.error ? this.error : error;
    });
  }
}

/** What the fetch of an HTTP+SSE transport needs. */
export interface SseFetchHost {
  readonly replies: ResponseReader;
  /** The largest accepted message, in bytes. */
  readonly limit: number;
  readonly fetch: FetchLike;
  readonly start: SseStart;
  /** The stream ended or broke: nothing else arrives. */
  onEnd(error?: unknown): void;
}

/** The fetch below the SDK's HTTP+SSE transport, whose stream would be reopened silently while requests wait forever. */
export function sseFetch({ replies, limit, fetch, start, onEnd }: SseFetchHost): FetchLike {
  const openStream = async (url: string | URL, init: RequestInit) => {
    const response = await refuseWhenBusy(refuseRedirect(url, await fetch(url, init)));
    if (!response.ok || !response.body) return response;
    if (!isEventStream(response)) {
      const text = await response.text();
      const type = response.headers.get('content-type');
      throw isWebPage(text, type ?? '')
        ? webPage(response.status, excerpt(text))
        : badResponse(`it answers with ${type ?? 'something'} instead of a stream of events`, excerpt(text));
    }
    const stream = responseStream(response.body, limit, { ...replies.listener(), onEnd });
    return new Response(stream, { headers: response.headers });
  };
  const post = async (url: string | URL, init: RequestInit) => {
    const response = await refuseWhenBusy(refuseRedirect(url, await fetch(url, init)));
    if (response.ok || response.status === 401) return response;
    const { status, statusText } = response;
    const text = await response.text();
    // The address for messages belongs to one session.
    if (status === 404 || (status === 400 && /\bsession\b/i.test(text))) throw lostSession(excerpt(text));
    const message = `The server refused a message: ${status}`;
    throw new SdkHttpError(SdkErrorCode.ClientHttpNotImplemented, message, { status, statusText, text });
  };

  return async (url, init = {}) => {
    const isMessage = init.method === 'POST' && typeof init.body === 'string' && /"jsonrpc":/.test(init.body);
    if (isMessage) return post(url, init);
    if (!new Headers(init.headers).get('accept')?.includes('text/event-stream')) return fetch(url, init);
    try {
      return await openStream(url, init);
    } catch (error) {
      throw start.fail(error);
    }
  };
}
