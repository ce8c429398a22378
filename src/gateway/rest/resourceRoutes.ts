import { type Failure, toFailure } from '../../base/failure';
import type { Server } from '../../mcp/server/server';
import { problemOf, problemResponse } from '../access/problemDetails';
import { findServer } from '../catalog/exposedServers';
import { serverOfUri } from '../catalog/resourceUris';
import { listAll, listOne } from './listRoutes';
import { bodyOf, optionalText, text, written } from './requestFields';
import { type Route, type RouteContext, type RouteHost, route } from './route';

/** Resources and their templates, of one server and of all: lists and reading. */
export const resourceRoutes: readonly Route[] = [
  listAll('/resources', 'listResources', 'The resources of all servers.', 'resources'),
  listAll(
    '/resources/templates',
    'listTemplates',
    'The resource templates of all servers.',
    'resourceTemplates',
  ),
  route({
    method: 'GET',
    path: '/resources/read',
    id: 'readResource',
    summary: 'Read a resource.',
    query: { uri: text('The URI of the resource.'), server: written('Only this server.') },
    handle: ({ context, query: { uri, server } }, host) =>
      read(context, host, wantedServer(host, server, uri), uri),
  }),
  route({
    method: 'POST',
    path: '/resources/read',
    id: 'readResourceByBody',
    summary: 'Read a resource whose URI should not be in an address.',
    body: bodyOf({ server: optionalText(), uri: text('The URI of the resource.') }),
    handle: ({ context, body: { uri, server } }, host) =>
      read(context, host, wantedServer(host, server, uri), uri),
  }),
  listOne('/servers/{server}/resources', 'listServerResources', 'The resources of one server.', 'resources'),
  listOne(
    '/servers/{server}/resources/templates',
    'listServerTemplates',
    'The resource templates of one server.',
    'resourceTemplates',
  ),
  route({
    method: 'GET',
    path: '/servers/{server}/resources/read',
    id: 'readServerResource',
    summary: 'Read a resource of one server.',
    query: { uri: text('The URI of the resource.') },
    handle: ({ context, server, query: { uri } }, host) => read(context, host, server, uri),
  }),
];

function wantedServer({ pool }: RouteHost, name: string | undefined, uri: string): Server {
  return name === undefined ? serverOfUri(pool, uri).server : findServer(pool, name);
}

async function read(
  context: RouteContext,
  { pool }: RouteHost,
  server: Server,
  uri: string,
): Promise<Response> {
  try {
    const result = await pool.readResource(server.id, uri, { signal: context.req.raw.signal });
    return context.json({ server: server.name, result });
  } catch (error) {
    return problemResponse(
      problemOf(isUnknown(error) ? { ...shape(error), kind: 'notFound' } : error, server.state),
    );
  }
}

/** Servers of the 2025 era use either code, and their own messages. */
function isUnknown(error: unknown): boolean {
  const { kind, code } = toFailure(error);
  return kind === 'protocol' && (code === -32602 || code === -32002);
}

/** A failure as a plain object: the message of an error is not enumerable. */
function shape(error: unknown): Failure {
  const { message, nextSteps, detail, kind } = toFailure(error);
  return { kind, message, nextSteps, detail };
}
