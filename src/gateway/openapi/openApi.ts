import type { Tool } from '@modelcontextprotocol/client';
import type { Pool } from '../../pool/pool';
import { type Exposed, exposedItems } from '../catalog/exposedServers';
import { namesOf } from '../catalog/pathNames';
import { toolPath } from '../rest/toolRoutes';
import { callAnswer, fixedPaths, type Json, problemAnswer } from './openApiPaths';

const schemas: Json = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'nextSteps'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string', description: 'What failed and why.' },
      nextSteps: { type: 'array', items: { type: 'string' } },
      issues: {
        type: 'array',
        items: {
          type: 'object',
          properties: { path: { type: 'string' }, message: { type: 'string' } },
        },
      },
      output: { type: 'string' },
      retryAfter: { type: 'integer', description: 'In seconds.' },
    },
  },
  CallResult: {
    type: 'object',
    required: ['server', 'tool_name', 'result'],
    properties: {
      server: { type: 'string' },
      tool_name: { type: 'string' },
      duration: { type: 'number', description: 'In ms.' },
      warnings: { type: 'array', items: { type: 'string' } },
      result: {
        type: 'object',
        description: 'As the server gave it; `isError` says that the tool calls it an error.',
        properties: {
          content: { type: 'array', items: { type: 'object' } },
          structuredContent: {},
          isError: { type: 'boolean' },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 document of a pool, with one operation for each tool that it offers now. */
export function openApiOf(
  pool: Pool,
  { url, version }: { readonly url: string; readonly version: string },
): Json {
  const tools = namesOf(exposedItems(pool, 'tools'), ({ item }) => item.name);
  const paths: Record<string, unknown> = { ...fixedPaths };
  const inputs: Record<string, unknown> = {};
  for (const [name, tool] of tools) {
    paths[toolPath(pool, tool.server, tool.item.name)] = { post: toolOperation(name, tool) };
    inputs[`tool.${name}`] = embedded(name, tool.item.inputSchema);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'MCP Pool',
      version,
      description:
        'The tools, resources and prompts of a pool of MCP servers. By MCP over Streamable HTTP all of them are at /mcp, and those of one server at /servers/{server}/mcp.',
    },
    servers: [{ url }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: { ...schemas, ...inputs },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function toolOperation(name: string, { server, item }: Exposed<'tools'>): Json {
  const { title, annotations, description } = item as Tool;
  return {
    operationId: name,
    tags: [server.name],
    summary: title ?? annotations?.title ?? item.name,
    ...(description ? { description } : {}),
    requestBody: {
      required: ((item.inputSchema as { required?: unknown[] }).required ?? []).length > 0,
      content: { 'application/json': { schema: { $ref: `#/components/schemas/tool.${name}` } } },
    },
    responses: { 200: callAnswer, default: problemAnswer },
  };
}

/** With an id of its own, so that what it refers to as `#/…` is sought in itself and not in this document. */
function embedded(name: string, schema: Json): Json {
  return { ...schema, $id: `urn:mcp-pool:tool:${name}` };
}
