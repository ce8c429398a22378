import { toFailure } from '../../base/failure';
import type { CallRequest, FinishedCall } from '../../pool/call';
import type { Pool } from '../../pool/pool';
import { originOf } from '../origin';
import { problemOf, problemResponse } from '../problem';
import { SseStream } from '../sse';
import type { RouteContext, RouteHost } from './route';

/** What is to be called, as a request says it. */
export interface WantedCall {
  readonly server: string;
  readonly tool: string;
  readonly arguments: Record<string, unknown>;
}

/**
 * Calls a tool for a request: the answer is its result, or with `Accept: text/event-stream` a stream of its progress with the result
 * at its end. A client that goes away cancels the call.
 */
export async function answerCall(
  context: RouteContext,
  host: RouteHost,
  wanted: WantedCall,
): Promise<Response> {
  const { req } = context;
  const { signal, headers } = req.raw;
  const call = { ...wanted, origin: originOf(headers) };
  if (wantsStream(req.header('accept'))) return streamCall(signal, host, call);
  const finished = await host.pool.call({ ...call, signal });
  return finished.outcome.kind === 'result'
    ? context.json(resultJson(finished))
    : problemResponse(problemOfCall(host.pool, finished));
}

/** Whether a request asks for a stream rather than one value. */
export function wantsStream(accept: string | undefined): boolean {
  return /(?:^|[\s,])text\/event-stream\s*(?:[;,]|$)/i.test(accept ?? '');
}

/** The result of a call with what the pool knows of it; `result` is as the server gave it. */
export function resultJson({ serverName, tool, duration, outcome }: FinishedCall): Record<string, unknown> {
  const shared = { server: serverName, tool_name: tool, duration };
  if (outcome.kind === 'failure') return { ...shared, problem: problemOf(outcome.failure) };
  return { ...shared, warnings: outcome.warnings, result: outcome.result };
}

function problemOfCall(pool: Pool, { server, outcome }: FinishedCall) {
  const state = pool.servers.find(({ id }) => id === server)?.state;
  return problemOf(outcome.kind === 'failure' ? outcome.failure : toFailure('unknown'), state);
}

function streamCall(client: AbortSignal, { pool, limits }: RouteHost, call: CallRequest): Response {
  const gone = new AbortController();
  const stream = new SseStream({ ...limits, onClosed: () => gone.abort() });
  const signal = AbortSignal.any([client, gone.signal]);
  void pool
    .call({
      ...call,
      signal,
      // Progress that a slow reader cannot take is left out: the next one says more.
      onProgress: (progress) => stream.hasRoom && stream.send({ event: 'progress', data: progress }),
      onAsking: (asking) => stream.send({ event: 'asking', data: { asking } }),
    })
    .then((finished) => {
      const good = finished.outcome.kind === 'result';
      const data = good ? resultJson(finished) : problemOfCall(pool, finished);
      stream.end({ event: good ? 'result' : 'problem', data });
    });
  return stream.response();
}
