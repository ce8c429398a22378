import { countItems } from '../../mcp/catalog/catalog';
import type { Server } from '../../mcp/server/server';
import { problem } from '../access/problemDetails';
import { isNonce } from '../attach/gatewayProof';
import { handleOf } from '../catalog/exposedServers';
import { written } from './requestFields';
import { type Route, type RouteContext, type RouteHost, route } from './route';

/** Servers with their states and their health. */
export const serverRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/servers',
    id: 'listServers',
    summary: 'All servers with their states.',
    handle: ({ context }, host) =>
      context.json({ servers: host.pool.servers.map((server) => serverJson(host, server)) }),
  }),
  route({
    method: 'GET',
    path: '/servers/{server}',
    id: 'getServer',
    summary: 'One server with its health.',
    handle: ({ context, server }, host) =>
      context.json({ ...serverJson(host, server), health: healthJson(server, host) }),
  }),
  route({
    method: 'GET',
    path: '/health',
    id: 'getHealth',
    summary: 'The health of all servers.',
    open: true,
    query: { nonce: written('Requests a proof of the gateway instead: 22 to 64 random characters.') },
    handle: ({ context, query: { nonce } }, host) => {
      if (nonce !== undefined) return proofAnswer(context, host, nonce);
      // Without a token the answer reveals only that a gateway runs here, which the open port shows anyway.
      if (!context.get('allowed')) return context.json({ status: 'ok' });
      const { version, instance, pool } = host;
      const servers = pool.servers.map((server) => healthJson(server, host));
      return context.json({ status: 'ok', version, servers, instance });
    },
  }),
  route({
    method: 'GET',
    path: '/health/{server}',
    id: 'getServerHealth',
    summary: 'The health of one server; 503 when it is not healthy.',
    handle: ({ context, server }, host) =>
      context.json(healthJson(server, host), isHealthy(server) ? 200 : 503),
  }),
];

/** Proves that this is the gateway, to a client that sends its token to no one else. */
function proofAnswer({ req }: RouteContext, { prove }: RouteHost, nonce: string): Response {
  if (!isNonce(nonce))
    throw problem(400, 'request', "'nonce' must be 22 to 64 random letters, digits, '-' or '_'.");
  const body = JSON.stringify({ status: 'ok', proof: prove?.(req.raw, nonce) ?? null });
  // Clients parse this answer themselves, before they trust its sender: it comes in one piece.
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
  return new Response(body, { headers });
}

/** A server that is stopped on purpose is healthy. */
function isHealthy({ state }: Server): boolean {
  return state.kind === 'ready' || state.kind === 'stopped' || state.kind === 'disabled';
}

function serverJson({ pool }: RouteHost, server: Server): Record<string, unknown> {
  const { id, name, state, definition } = server;
  const info = state.kind === 'ready' ? state.info : undefined;
  return {
    name,
    id,
    path: `/servers/${encodeURIComponent(handleOf(pool, server))}`,
    state: state.kind,
    transport: definition.launch.type,
    protocolVersion: info?.protocolVersion ?? null,
    serverName: info?.serverName ?? null,
    serverVersion: info?.serverVersion ?? null,
    instructions: info?.instructions ?? null,
    offers: countItems(server.catalog),
  };
}

/** The health of a server, with machine-readable times. */
function healthJson(server: Server, { metrics }: RouteHost): Record<string, unknown> {
  const { name, state, latency } = server;
  const { calls, errors, p50, p95, lastSuccess, restarts } = metrics.of(server.id);
  const error = state.kind === 'waiting' || state.kind === 'failed' ? state.error : undefined;
  return {
    server: name,
    state: state.kind,
    latency: latency ?? null,
    since: state.kind === 'ready' ? time(state.info.since) : null,
    lastSuccess: time(lastSuccess),
    nextRetry: state.kind === 'waiting' ? time(state.retryAt) : null,
    attempt: state.kind === 'waiting' || state.kind === 'starting' ? state.attempt : null,
    reason: state.kind === 'blocked' ? state.reason : (error?.message ?? null),
    nextSteps: error?.nextSteps ?? [],
    calls,
    errors,
    restarts,
    p50: p50 ?? null,
    p95: p95 ?? null,
  };
}

function time(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
