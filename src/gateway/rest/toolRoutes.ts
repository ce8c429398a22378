import type { Tool } from '@modelcontextprotocol/client';
import type { Server } from '../../mcp/server/server';
import type { Pool } from '../../pool/pool';
import { restRequester } from '../../pool/requester';
import { argumentsFor, argumentsForAll } from '../../pool/typedArguments';
import { problem } from '../access/problemDetails';
import { readObject } from '../access/requestBody';
import { admissionOf } from '../access/requestOrigin';
import {
  type Exposed,
  exposedItems,
  findServer,
  handleOf,
  listOf,
  onlyServerWith,
} from '../catalog/exposedServers';
import { pathName } from '../catalog/pathNames';
import { answerCall, resultJson } from './callStream';
import { type App, object, onlyKeys, optionalText, param, type RouteHost, route, text } from './route';

/** Tools of one server and of all: lists, calls and broadcasts. */
export function toolRoutes(app: App, host: RouteHost): void {
  const { pool, limits } = host;
  route(app, '/tools', {
    GET: (context) => {
      const name = context.req.query('server');
      const tools = name === undefined ? exposedItems(pool, 'tools') : toolsOf(findServer(pool, name));
      return context.json({ tools: tools.map((tool) => toolJson(pool, tool)) });
    },
  });
  route(app, '/tools/call', {
    POST: async (context) => {
      const body = await readObject(context.req.raw, limits);
      onlyKeys(body, ['server', 'tool_name', 'arguments', 'words']);
      const tool = text(body.tool_name, 'tool_name');
      const given = object(body.arguments, 'arguments');
      const words = wordsOf(body.words);
      const named = optionalText(body.server, 'server');
      const server = named === undefined ? onlyServerOf(host, tool) : findServer(pool, named);
      const prepare = async (signal: AbortSignal) => {
        return argumentsFor(server, tool, { words, given }, signal);
      };
      const args = words.length > 0 ? prepare : given;
      return answerCall(context, host, { server: server.id, tool, arguments: args });
    },
  });
  route(app, '/servers/:server/tools', {
    GET: async (context) => {
      const server = findServer(pool, param(context, 'server'));
      await server.connected(context.req.raw.signal);
      return context.json({ tools: toolsOf(server).map((tool) => toolJson(pool, tool)) });
    },
  });
  route(app, '/servers/:server/tools/:tool', {
    POST: async (context) => {
      const server = findServer(pool, param(context, 'server'));
      const args = await readObject(context.req.raw, limits);
      const tool = toolName(server, param(context, 'tool'));
      return answerCall(context, host, { server: server.id, tool, arguments: args });
    },
  });
  route(app, '/broadcast', {
    POST: async (context) => {
      const body = await readObject(context.req.raw, limits);
      onlyKeys(body, ['tool_name', 'arguments', 'words', 'servers']);
      const { signal } = context.req.raw;
      const tool = text(body.tool_name, 'tool_name');
      const written = { words: wordsOf(body.words), given: object(body.arguments, 'arguments') };
      const { calls, ...rest } = await pool.broadcast({
        tool,
        arguments: await argumentsForAll(pool, tool, written, signal),
        servers: serverNames(host, body.servers),
        by: admissionOf(context.req.raw).person ?? restRequester,
        signal,
      });
      const { tool: tool_name, ...counts } = rest;
      return context.json({ tool_name, ...counts, results: calls.map(resultJson) });
    },
  });
}

function toolsOf(server: Server): readonly Exposed<'tools'>[] {
  return listOf(server, 'tools').map((item) => ({ server, item }));
}

/** A tool as its server describes it, with where it is called. */
function toolJson(pool: Pool, { server, item }: Exposed<'tools'>): Tool & Record<string, unknown> {
  return { server: server.name, path: toolPath(pool, server, item.name), ...item };
}

/** The path at which a tool is called. */
export function toolPath(pool: Pool, server: Server, tool: string): string {
  const [one, other] = [handleOf(pool, server), pathName(tool)].map(encodeURIComponent);
  return `/servers/${one}/tools/${other}`;
}

/** The tool that a path means: the name itself, or what stands for a name that paths cannot hold. */
function toolName(server: Server, written: string): string {
  const names = server.catalog.tools.items.map(({ name }) => name);
  return names.includes(written) ? written : (names.find((name) => pathName(name) === written) ?? written);
}

function onlyServerOf({ pool }: RouteHost, tool: string): Server {
  return onlyServerWith(pool, 'tools', 'tool', tool, ({ name }) => name);
}

function serverNames({ pool }: RouteHost, value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length === 0)
    throw problem(400, 'request', "'servers' must be a list of names.", ["Leave 'servers' out to ask all."]);
  return value.map((name) => findServer(pool, text(name, 'servers')).id);
}

/** Arguments as a person writes them, each `key=value`. */
function wordsOf(value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((word) => typeof word === 'string')) return value;
  throw problem(400, 'request', "'words' must be a list of texts.", ['Write each as "key=value".']);
}
