import type { Server } from '../../mcp/server/server';
import { problem, problemOf, problemResponse } from '../access/problemDetails';
import { findServer, onlyServerWith } from '../catalog/exposedServers';
import { pathName } from '../catalog/pathNames';
import { string } from '../openapi/openApiAnswers';
import { listAll, listOne } from './listRoutes';
import { anyBody, bodyOf, object, optionalText, text } from './requestFields';
import { type Route, type RouteContext, type RouteHost, route } from './route';

/** Prompts of one server and of all: lists and getting one. */
export const promptRoutes: readonly Route[] = [
  listAll('/prompts', 'listPrompts', 'The prompts of all servers.', 'prompts'),
  route({
    method: 'POST',
    path: '/prompts/get',
    id: 'getPrompt',
    summary: 'Get a prompt; the server is optional when only one has the prompt.',
    body: bodyOf({ server: optionalText(), name: text(), arguments: object() }),
    handle: ({ context, body: { server: named, name, arguments: args } }, host) => {
      const { pool } = host;
      const server =
        named === undefined
          ? onlyServerWith(pool, 'prompts', 'prompt', name, (item) => item.name)
          : findServer(pool, named);
      return get(context, host, server, name, args);
    },
  }),
  listOne('/servers/{server}/prompts', 'listServerPrompts', 'The prompts of one server.', 'prompts'),
  route({
    method: 'POST',
    path: '/servers/{server}/prompts/{prompt}',
    id: 'getServerPrompt',
    summary: 'Get a prompt of one server; the body is its arguments.',
    body: anyBody({ type: 'object', additionalProperties: string }),
    handle: ({ context, server, path, body }, host) => {
      const names = server.catalog.prompts.items.map(({ name }) => name);
      const name = names.includes(path.prompt)
        ? path.prompt
        : names.find((one) => pathName(one) === path.prompt);
      return get(context, host, server, name ?? path.prompt, body);
    },
  }),
];

async function get(
  context: RouteContext,
  { pool }: RouteHost,
  server: Server,
  name: string,
  args: Record<string, unknown>,
): Promise<Response> {
  const wrong = Object.keys(args).find((key) => typeof args[key] !== 'string');
  if (wrong !== undefined)
    throw problem(422, 'arguments', `'${wrong}' must be a string, like all arguments of prompts.`);
  try {
    const { signal } = context.req.raw;
    const result = await pool.getPrompt(server.id, name, args as Record<string, string>, { signal });
    return context.json({ server: server.name, result });
  } catch (error) {
    return problemResponse(problemOf(error, server.state));
  }
}
