import type { Server } from '../../mcp/server/server';
import { problem, problemOf } from '../access/problemDetails';
import { findServer, listOf } from '../catalog/exposedServers';
import { type RequestField, written } from './requestFields';
import { type Route, route } from './route';

const start: RequestField<boolean> = {
  schema: { type: 'string' },
  description: '`true` or `false` (default).',
  read: (value = 'false') => {
    if (value === 'true' || value === 'false') return value === 'true';
    throw problem(400, 'request', `'start' must be true or false, not '${value}'.`);
  },
};

/** The items of all servers in one answer, and why unusable servers have none. */
export const catalogRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/catalog',
    id: 'getCatalog',
    summary: 'Everything the servers offer; with `start=true`, they are started first.',
    query: { server: written('Only this server.'), start },
    handle: async ({ context, query }, { pool }) => {
      const servers = query.server === undefined ? pool.servers : [findServer(pool, query.server)];
      const { signal } = context.req.raw;
      if (query.start)
        // A failure to connect shows in the state of the server.
        await Promise.all(servers.map((server) => server.connected(signal).catch(() => undefined)));
      return context.json({ servers: servers.map(catalogJson) });
    },
  }),
];

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
