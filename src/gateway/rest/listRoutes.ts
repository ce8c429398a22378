import type { ListName } from '../../mcp/catalog/catalog';
import { exposedItems, findServer, listOf } from '../catalog/exposedServers';
import { written } from './requestFields';
import { type Route, route } from './route';

/** The route of a list of all servers that count, or of the one in the query. */
export function listAll(path: `/${string}`, id: string, summary: string, list: ListName): Route {
  return route({
    method: 'GET',
    path,
    id,
    summary,
    query: { server: written('Only this server.') },
    handle: ({ context, query: { server: name } }, { pool }) => {
      const server = name === undefined ? undefined : findServer(pool, name);
      const all = server ? listOf(server, list).map((item) => ({ server, item })) : exposedItems(pool, list);
      return context.json({ [list]: all.map((one) => ({ server: one.server.name, ...one.item })) });
    },
  });
}

/** The route of a list of one server, which is started if needed. */
export function listOne(
  path: `/servers/{server}/${string}`,
  id: string,
  summary: string,
  list: ListName,
): Route {
  return route<'/servers/{server}'>({
    method: 'GET',
    path: path as '/servers/{server}',
    id,
    summary,
    handle: async ({ context, server }) => {
      await server.connected(context.req.raw.signal);
      const items = listOf(server, list);
      return context.json({ [list]: items.map((item) => ({ server: server.name, ...item })) });
    },
  });
}
