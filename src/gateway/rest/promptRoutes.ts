import type { Server } from '../../mcp/server/server';
import { problem, problemOf, problemResponse } from '../access/problemDetails';
import { readObject } from '../access/requestBody';
import { findServer, onlyServerWith } from '../catalog/exposedServers';
import { pathName } from '../catalog/pathNames';
import { listAll, listOne } from './resourceRoutes';
import {
  type App,
  object,
  onlyKeys,
  optionalText,
  param,
  type RouteContext,
  type RouteHost,
  route,
  text,
} from './route';

/** Prompts of one server and of all: lists and getting one. */
export function promptRoutes(app: App, host: RouteHost): void {
  const { pool, limits } = host;
  route(app, '/prompts', { GET: (context) => listAll(context, host, 'prompts') });
  route(app, '/servers/:server/prompts', { GET: (context) => listOne(context, host, 'prompts') });
  route(app, '/prompts/get', {
    POST: async (context) => {
      const body = await readObject(context.req.raw, limits);
      onlyKeys(body, ['server', 'name', 'arguments']);
      const name = text(body.name, 'name');
      const named = optionalText(body.server, 'server');
      const server =
        named === undefined
          ? onlyServerWith(pool, 'prompts', 'prompt', name, (item) => item.name)
          : findServer(pool, named);
      return get(context, host, server, name, object(body.arguments, 'arguments'));
    },
  });
  route(app, '/servers/:server/prompts/:prompt', {
    POST: async (context) => {
      const server = findServer(pool, param(context, 'server'));
      const args = await readObject(context.req.raw, limits);
      const written = param(context, 'prompt');
      const names = server.catalog.prompts.items.map(({ name }) => name);
      const name = names.includes(written) ? written : names.find((one) => pathName(one) === written);
      return get(context, host, server, name ?? written, args);
    },
  });
}

async function get(
  context: RouteContext,
  { pool }: RouteHost,
  server: Server,
  name: string,
  args: Record<string, unknown>,
): Promise<Response> {
  const wrong = Object.keys(args).find((key) => typeof args[key] !== 'string');
  if (wrong !== undefined)
    throw problem(422, 'arguments', `'${wrong}' must be a text: those of prompts all are.`);
  try {
    const { signal } = context.req.raw;
    const result = await pool.getPrompt(server.id, name, args as Record<string, string>, { signal });
    return context.json({ server: server.name, result });
  } catch (error) {
    return problemResponse(problemOf(error, server.state));
  }
}
