import type { Tool } from '@modelcontextprotocol/client';
import type { Server } from '../../mcp/server/server';
import type { Pool } from '../../pool/pool';
import { restRequester } from '../../pool/requester';
import { argumentsFor, argumentsForAll } from '../../pool/typedArguments';
import { admissionOf } from '../access/requestOrigin';
import { type Exposed, exposedItems, findServer, listOf, onlyServerWith } from '../catalog/exposedServers';
import { pathName } from '../catalog/pathNames';
import { callAnswer } from '../openapi/openApiAnswers';
import { answerCall, resultJson } from './callStream';
import { anyBody, bodyOf, object, optionalText, text, texts, written } from './requestFields';
import { type Route, type RouteHost, route } from './route';
import { toolDocument, toolPath } from './toolDocument';

const given = object('They must fit the schema of the tool.');

const words = texts(
  { what: 'texts', mend: 'Write each as "key=value".', empty: true },
  'More arguments, each `key=value`, typed by the schema of the tool.',
);

const serverNames = texts({ what: 'names', mend: "Omit 'servers' to call all.", empty: false });

/** Tools of one server and of all: lists, calls and broadcasts. */
export const toolRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/servers/{server}/tools',
    id: 'listServerTools',
    summary: 'The tools of one server, which is started if needed.',
    handle: async ({ context, server }, { pool }) => {
      await server.connected(context.req.raw.signal);
      return context.json({ tools: toolsOf(server).map((tool) => toolJson(pool, tool)) });
    },
  }),
  route({
    method: 'GET',
    path: '/tools',
    id: 'listTools',
    summary: 'The tools of all servers.',
    query: { server: written('Only this server.') },
    handle: ({ context, query: { server } }, { pool }) => {
      const tools = server === undefined ? exposedItems(pool, 'tools') : toolsOf(findServer(pool, server));
      return context.json({ tools: tools.map((tool) => toolJson(pool, tool)) });
    },
  }),
  route({
    method: 'POST',
    path: '/tools/call',
    id: 'callTool',
    summary: 'Call a tool; the server is optional when only one has the tool.',
    body: bodyOf({ server: optionalText(), tool_name: text(), arguments: given, words }),
    answer: callAnswer,
    handle: ({ context, body }, host) => {
      const { server: named, tool_name: tool, arguments: given, words = [] } = body;
      const server = named === undefined ? onlyServerOf(host, tool) : findServer(host.pool, named);
      const prepare = async (signal: AbortSignal) => {
        return argumentsFor(server, tool, { words, given }, signal);
      };
      const args = words.length > 0 ? prepare : given;
      return answerCall(context, host, { server: server.id, tool, arguments: args });
    },
  }),
  route({
    method: 'POST',
    path: '/broadcast',
    id: 'broadcast',
    summary: 'Call a tool on all servers that have it.',
    body: bodyOf({ tool_name: text(), arguments: given, words, servers: serverNames }),
    handle: async ({ context, body }, { pool }) => {
      const { tool_name: tool, arguments: given, words = [], servers } = body;
      const { signal } = context.req.raw;
      const { calls, ...rest } = await pool.broadcast({
        tool,
        arguments: await argumentsForAll(pool, tool, { words, given }, signal),
        servers: servers?.map((name) => findServer(pool, name).id),
        by: admissionOf(context.req.raw).person ?? restRequester,
        signal,
      });
      const { tool: tool_name, ...counts } = rest;
      return context.json({ tool_name, ...counts, results: calls.map(resultJson) });
    },
  }),
  route({
    method: 'POST',
    path: '/servers/{server}/tools/{tool}',
    id: 'callServerTool',
    summary: 'Call a tool of one server; the body is its arguments.',
    body: anyBody(),
    answer: callAnswer,
    document: toolDocument,
    handle: ({ context, server, path, body }, host) => {
      const tool = toolName(server, path.tool);
      return answerCall(context, host, { server: server.id, tool, arguments: body });
    },
  }),
];

function toolsOf(server: Server): readonly Exposed<'tools'>[] {
  return listOf(server, 'tools').map((item) => ({ server, item }));
}

/** A tool as its server describes it, with its path. */
function toolJson(pool: Pool, { server, item }: Exposed<'tools'>): Tool & Record<string, unknown> {
  return { server: server.name, path: toolPath(pool, server, item.name), ...item };
}

/** The tool of a path: by its name, or by the encoded form of a name that is not valid in paths. */
function toolName(server: Server, written: string): string {
  const names = server.catalog.tools.items.map(({ name }) => name);
  return names.includes(written) ? written : (names.find((name) => pathName(name) === written) ?? written);
}

function onlyServerOf({ pool }: RouteHost, tool: string): Server {
  return onlyServerWith(pool, 'tools', 'tool', tool, ({ name }) => name);
}
