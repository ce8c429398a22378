import { toFailure } from '../../base/failure';
import type { FinishedCall } from '../../pool/call';
import type { Pool } from '../../pool/pool';
import { type Requester, restRequester } from '../../pool/requester';
import { problemOf, problemResponse } from '../access/problemDetails';
import { admissionOf } from '../access/requestOrigin';
import { SseStream } from '../events/sseStream';
import type { RouteContext, RouteHost } from './route';

/** The requested call. */
export interface WantedCall {
  readonly server: string;
  readonly tool: string;
  /** Arguments given as words are converted once the answer has begun. */
  readonly arguments: Record<string, unknown> | ((signal: AbortSignal) => Promise<Record<string, unknown>>);
}

/**
 * Calls a tool for a request: the answer is its result, or with `Accept: text/event-stream` a stream of its progress with the result
 * at its end. A client that disconnects cancels the call.
 */
export async function answerCall(
  context: RouteContext,
  host: RouteHost,
  wanted: WantedCall,
): Promise<Response> {
  const { req } = context;
  const { signal } = req.raw;
  const { person: by = restRequester } = admissionOf(req.raw);
  if (wantsStream(req.header('accept'))) return streamCall(signal, host, wanted, by);
  const args = await argumentsOf(wanted, signal);
  const finished = await host.pool.call({ ...wanted, arguments: args, by, signal });
  return finished.outcome.kind === 'result'
    ? context.json(resultJson(finished))
    : problemResponse(problemOfCall(host.pool, finished));
}

/** Whether a request asks for a stream rather than one value. */
export function wantsStream(accept: string | undefined): boolean {
  return /(?:^|[\s,])text\/event-stream\s*(?:[;,]|$)/i.test(accept ?? '');
}

/** The result of a call with what the pool knows about it; `result` is unchanged. */
export function resultJson({ serverName, tool, duration, outcome }: FinishedCall): Record<string, unknown> {
  const shared = { server: serverName, tool_name: tool, duration };
  if (outcome.kind === 'failure') return { ...shared, problem: problemOf(outcome.failure) };
  return { ...shared, warnings: outcome.warnings, result: outcome.result };
}

function problemOfCall(pool: Pool, { server, outcome }: FinishedCall) {
  return problemOf(
    outcome.kind === 'failure' ? outcome.failure : toFailure('unknown'),
    stateOf(pool, server),
  );
}

function stateOf({ servers }: Pool, server: string) {
  return servers.find(({ id }) => id === server)?.state;
}

async function argumentsOf({ arguments: args }: WantedCall, signal: AbortSignal) {
  return typeof args === 'function' ? args(signal) : args;
}

function streamCall(
  client: AbortSignal,
  { pool, limits }: RouteHost,
  wanted: WantedCall,
  by: Requester,
): Response {
  const gone = new AbortController();
  const stream = new SseStream({ ...limits, onClosed: () => gone.abort() });
  const signal = AbortSignal.any([client, gone.signal]);
  const run = async () => {
    const finished = await pool.call({
      ...wanted,
      arguments: await argumentsOf(wanted, signal),
      by,
      signal,
      // Progress that a slow reader cannot take is dropped: the next one replaces it.
      onProgress: (progress) => stream.hasRoom && stream.send({ event: 'progress', data: progress }),
      onAsking: (asking) => stream.send({ event: 'asking', data: { asking } }),
    });
    const good = finished.outcome.kind === 'result';
    return {
      event: good ? 'result' : 'problem',
      data: good ? resultJson(finished) : problemOfCall(pool, finished),
    };
  };
  stream.comment('calling');
  void run()
    .catch((error) => ({ event: 'problem', data: problemOf(error, stateOf(pool, wanted.server)) }))
    .then((last) => stream.end(last));
  return stream.response();
}
