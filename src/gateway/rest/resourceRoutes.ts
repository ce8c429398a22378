import { type Failure, toFailure } from '../../base/failure';
import type { ListName } from '../../mcp/catalog/catalog';
import type { Server } from '../../mcp/server/server';
import { problemOf, problemResponse } from '../access/problemDetails';
import { readObject } from '../access/requestBody';
import { exposedItems, findServer, listOf } from '../catalog/exposedServers';
import { serverOfUri } from '../catalog/resourceUris';
import {
  type App,
  onlyKeys,
  optionalText,
  param,
  type RouteContext,
  type RouteHost,
  route,
  text,
} from './route';

/** Resources and their templates, of one server and of all: lists and reading. */
export function resourceRoutes(app: App, host: RouteHost): void {
  const { pool, limits } = host;
  const list = (path: string, name: 'resources' | 'resourceTemplates') => {
    route(app, `/${path}`, { GET: (context) => listAll(context, host, name) });
    route(app, `/servers/:server/${path}`, { GET: (context) => listOne(context, host, name) });
  };
  list('resources', 'resources');
  list('resources/templates', 'resourceTemplates');
  route(app, '/resources/read', {
    GET: (context) => {
      const { server, uri } = context.req.query();
      return read(context, host, wantedServer(host, server, text(uri, 'uri')), text(uri, 'uri'));
    },
    POST: async (context) => {
      const body = await readObject(context.req.raw, limits);
      onlyKeys(body, ['server', 'uri']);
      const uri = text(body.uri, 'uri');
      return read(context, host, wantedServer(host, optionalText(body.server, 'server'), uri), uri);
    },
  });
  route(app, '/servers/:server/resources/read', {
    GET: (context) =>
      read(context, host, findServer(pool, param(context, 'server')), text(context.req.query('uri'), 'uri')),
  });
}

/** One list of all servers that count, or of the one that the query names. */
export function listAll(context: RouteContext, { pool }: RouteHost, list: ListName): Response {
  const name = context.req.query('server');
  const server = name === undefined ? undefined : findServer(pool, name);
  const all = server ? listOf(server, list).map((item) => ({ server, item })) : exposedItems(pool, list);
  return context.json({ [list]: all.map((one) => ({ server: one.server.name, ...one.item })) });
}

/** One list of one server, which is started for it. */
export async function listOne(context: RouteContext, { pool }: RouteHost, list: ListName): Promise<Response> {
  const server = findServer(pool, param(context, 'server'));
  await server.connected(context.req.raw.signal);
  return context.json({ [list]: listOf(server, list).map((item) => ({ server: server.name, ...item })) });
}

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

/** Servers of the 2025 era say so with either code, and with words of their own. */
function isUnknown(error: unknown): boolean {
  const { kind, code } = toFailure(error);
  return kind === 'protocol' && (code === -32602 || code === -32002);
}

/** A failure without its class: the message of an error is no field that spreads. */
function shape(error: unknown): Failure {
  const { message, nextSteps, detail, kind } = toFailure(error);
  return { kind, message, nextSteps, detail };
}
