import type { Tool } from '@modelcontextprotocol/client';
import type { Server } from '../../mcp/server/server';
import type { Pool } from '../../pool/pool';
import { type Exposed, exposedItems, handleOf } from '../catalog/exposedServers';
import { namesOf, pathName } from '../catalog/pathNames';
import { callAnswer, type Json, problemAnswer } from '../openapi/openApiAnswers';
import type { RouteDocument } from './route';

/** The operations of the current tools in the OpenAPI document, one for each. */
export function toolDocument(pool: Pool): RouteDocument {
  const operations: Record<string, unknown> = {};
  const schemas: Record<string, unknown> = {};
  for (const [name, tool] of namesOf(exposedItems(pool, 'tools'), ({ item }) => item.name)) {
    operations[toolPath(pool, tool.server, tool.item.name)] = toolOperation(name, tool);
    schemas[`tool.${name}`] = embedded(name, tool.item.inputSchema);
  }
  return { operations, schemas };
}

/** The path at which a tool is called. */
export function toolPath(pool: Pool, server: Server, tool: string): string {
  const [one, other] = [handleOf(pool, server), pathName(tool)].map(encodeURIComponent);
  return `/servers/${one}/tools/${other}`;
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

/** With an id of its own, so that its `#/…` references resolve in itself and not in this document. */
function embedded(name: string, schema: Json): Json {
  return { ...schema, $id: `urn:mcp-pool:tool:${name}` };
}
