import type { Server } from '../../mcp/server/server';
import { problem, problemOf } from '../access/problemDetails';
import { findServer, listOf } from '../catalog/exposedServers';
import { type App, type RouteHost, route } from './route';

/** `GET /catalog`: in one answer all that servers have, and why those that have nothing cannot be used. */
export function catalogRoutes(app: App, { pool }: RouteHost): void {
  route(app, '/catalog', {
    GET: async ({ req, json }) => {
      const name = req.query('server');
      const start = req.query('start') ?? 'false';
      if (start !== 'true' && start !== 'false')
        throw problem(400, 'request', `'start' is true or false, not '${start}'.`);
      const servers = name === undefined ? pool.servers : [findServer(pool, name)];
      if (start === 'true')
        // That one cannot be connected is what its state says.
        await Promise.all(servers.map((server) => server.connected(req.raw.signal).catch(() => undefined)));
      return json({ servers: servers.map(catalogJson) });
    },
  });
}

function catalogJson(server: Server): Record<string, unknown> {
  const { name, state } = server;
  return {
    server: name,
    state: state.kind,
    protocolVersion: state.kind === 'ready' ? state.info.protocolVersion : null,
    reason: state.kind === 'blocked' ? state.reason : null,
    problem: state.kind === 'failed' || state.kind === 'waiting' ? problemOf(state.error) : null,
    tools: listOf(server, 'tools'),
    resources: listOf(server, 'resources'),
    resourceTemplates: listOf(server, 'resourceTemplates'),
    prompts: listOf(server, 'prompts'),
  };
}
