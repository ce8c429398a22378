import type { FetchLike } from '@modelcontextprotocol/client';
import { badResponse, brokenResponse } from '../errors/httpFault';
import { isAuthOrThrottle, refuseRedirect, refuseWhenBusy } from '../errors/httpStatus';
import type { OpenRequest, OpenRequests } from './openRequests';
import type { ResponseReader } from './responseReader';
import { responseStream, type StreamListener } from './responseStream';

/** Carries the token of a request from our transport through the SDK's to our fetch; it is not sent. */
export const tokenHeader = 'x-mcp-pool-request';

/** How often in a row a stream may end without an event. */
const maxVainReconnects = { request: 3, standing: 5 };
/** How long a stream without events has to last to count as useful, in ms. */
const shortLifeMs = 2000;

/** What the fetch of a Streamable HTTP transport needs. */
export interface ResponseFetchHost {
  readonly open: OpenRequests;
  readonly reader: ResponseReader;
  /** The largest accepted message, in bytes. */
  readonly limit: number;
  readonly fetch: FetchLike;
  report(error: Error): void;
  /** Called when the stream of notifications opens, and when it ends. */
  standing(open: boolean): void;
}

/** Answers the SDK's transport that there is no stream to wait for. */
const noStream = () => new Response(null, { status: 405 });

/**
 * The fetch below the SDK's Streamable HTTP transport. The SDK waits until its time limit when an answer is missing or broken;
 * here such an answer fails its request at once, and messages go to {@link ResponseReader} without a second reading of their JSON.
 */
export function responseFetch({
  open,
  reader,
  limit,
  fetch,
  report,
  standing,
}: ResponseFetchHost): FetchLike {
  let vainStreams = 0;

  const reply = (response: Response, request: OpenRequest): Response => {
    const { status } = response;
    if (status === 202 || status === 204 || !response.body) {
      void response.body?.cancel();
      open.fail(request, badResponse(`it accepted the request (${status}) but sent no answer`));
      return new Response(null, { status: 202, headers: response.headers });
    }
    if (!isEventStream(response)) return jsonReply(response, () => reader.readBody(response, request));
    const listening: StreamListener = {
      ...reader.listener(request),
      onEventId: (id) => {
        request.lastEventId = id;
      },
      onEnd: (error) => {
        request.broken = error;
      },
    };
    const stream = responseStream(response.body, limit, listening, { forOne: true });
    return new Response(stream, { status, headers: response.headers });
  };

  /** A stream opened with GET: that of notifications, or one that resumes the broken stream of a request. */
  const openStream = async (url: string | URL, init: RequestInit, resumedFrom: string | null) => {
    const request = open.ofEvent(resumedFrom);
    const vain = request?.vainResumptions ?? vainStreams;
    if (vain >= (request ? maxVainReconnects.request : maxVainReconnects.standing)) {
      const why = 'the stream of the answer ended early, and resuming it brought nothing';
      if (request) open.fail(request, badResponse(why));
      else report(new Error('The server keeps ending its stream of notifications at once.'));
      return noStream();
    }
    const response = refuseRedirect(url, await fetch(url, init));
    if (!response.ok && (!request || isAuthOrThrottle(response.status))) return response;
    if (!response.ok || !isEventStream(response) || !response.body) {
      void response.body?.cancel();
      const why = `the stream of the answer broke and could not be resumed (${response.status})`;
      if (request) open.fail(request, brokenResponse(why));
      return noStream();
    }
    const opened = Date.now();
    let events = 0;
    const listener = reader.listener(request);
    const listening: StreamListener = {
      onMessage: (data) => ++events > 0 && listener.onMessage(data),
      onOversized: listener.onOversized,
      onEventId: (id) => {
        events++;
        if (request) request.lastEventId = id;
      },
      onEnd: () => {
        const useless = events === 0 && Date.now() - opened < shortLifeMs;
        if (request) request.vainResumptions = useless ? vain + 1 : 0;
        else {
          vainStreams = useless ? vain + 1 : 0;
          standing(false);
        }
      },
    };
    const forOne = request !== undefined;
    if (!forOne) standing(true);
    const stream = responseStream(response.body, limit, listening, { forOne, resumedFrom });
    return new Response(stream, { headers: response.headers });
  };

  return async (url, init = {}) => {
    const headers = new Headers(init.headers);
    const request = open.get(headers.get(tokenHeader));
    headers.delete(tokenHeader);
    const inner = { ...init, headers };
    if (init.method === 'GET' && headers.get('accept')?.includes('text/event-stream'))
      return openStream(url, inner, headers.get('last-event-id'));
    // Signing in goes through here too, and notifications have no answer.
    if (!request) return fetch(url, inner);
    const response = refuseRedirect(url, await fetch(url, inner));
    return response.ok ? reply(response, request) : refuseWhenBusy(response);
  };
}

/** Whether a response is a stream of events. */
export function isEventStream(response: Response): boolean {
  return /^\s*text\/event-stream\b/i.test(response.headers.get('content-type') ?? '');
}

/** A response for the SDK whose messages were delivered by `read`, once the SDK asks for them. */
function jsonReply(response: Response, read: () => Promise<void>): Response {
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/json');
  const json = async () => {
    await read();
    return [];
  };
  return Object.defineProperty(new Response(null, { headers }), 'json', { value: json });
}
