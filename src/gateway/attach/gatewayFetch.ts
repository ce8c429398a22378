import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { failure } from '../../base/failure';
import type { Authorizer } from '../../mcp/auth/storage/authorizer';
import { statePaths } from '../../mcp/host/statePaths';
import { readToken } from '../access/accessTokens';
import { originHeader } from '../access/requestOrigin';
import { findGatewayRecord } from './gatewayDiscovery';
import { connectProven, type Reachable, requestOn, Unproven } from './provenConnection';

/** Statuses whose answers have no body: https://fetch.spec.whatwg.org/#null-body-status */
const bodiless = new Set([204, 205, 304]);

/**
 * Sends requests to the gateway that runs for a configuration file, as the editor. No definition contains the token: it is
 * added here, on verified connections, to the gateway that is announced at that moment and to no other.
 */
export function gatewayAuthorizer(config: string, folder = statePaths().gateways): Authorizer {
  const seen = new Set<string>();
  return {
    byPerson: false,
    secrets: () => [...seen],
    authorize: () => async (input, init) => {
      const gateway = await findGatewayRecord(config, folder);
      const owner = gateway && (await readToken(gateway.ownerFile));
      if (!owner || new URL(gateway.url).origin !== new URL(input).origin)
        throw failure('unreachable', 'The gateway that ran this server has ended.', [
          "Start 'mcp-pool serve' again, or run 'MCP: Detach from Gateway'.",
        ]);
      seen.add(owner);
      const headers = new Headers(init?.headers);
      headers.set(originHeader, 'editor');
      return gatewayFetch({ url: gateway.url, owner }, input, { ...init, headers });
    },
  };
}

/** A fetch with the owner's token, for which the gateway must prove its identity. Redirects are never followed. */
export async function gatewayFetch(
  gateway: Reachable,
  input: string | URL,
  init: RequestInit = {},
): Promise<Response> {
  const { pathname, search } = new URL(input);
  const signal = init.signal ?? undefined;
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${gateway.owner}`);
  const body = init.body == null ? undefined : Buffer.from(await new Response(init.body).arrayBuffer());
  if (body) headers.set('content-length', String(body.length));
  const socket = await connectProven(gateway, signal).catch((error) => {
    if (!(error instanceof Unproven)) throw error;
    throw failure('unreachable', `Another program now uses the port of the gateway at ${gateway.url}.`, [
      "Start 'mcp-pool serve' again.",
    ]);
  });
  const method = init.method ?? 'GET';
  const request = requestOn(socket, gateway, {
    method,
    path: pathname + search,
    headers: Object.fromEntries(headers),
  });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const stop = () => request.destroy(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    request.once('close', () => signal?.removeEventListener('abort', stop));
    request.on('error', (error) => reject(signal?.aborted ? signal.reason : error));
    request.once('response', resolve);
    request.end(body);
    if (signal?.aborted) stop();
  });
  return responseOf(answer, signal);
}

function responseOf(answer: IncomingMessage, signal: AbortSignal | undefined): Response {
  const status = answer.statusCode ?? 502;
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const stop = () => answer.destroy(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  answer.once('close', () => signal?.removeEventListener('abort', stop));
  if (bodiless.has(status)) answer.resume();
  const body = bodiless.has(status) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers });
}
