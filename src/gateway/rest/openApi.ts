import type { Pool } from '../../pool/pool';
import { answer, type Json, problemAnswer, string } from '../openapi/openApiAnswers';
import { byPath, namesIn, type Route } from './route';

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
        description: 'As the server returned it; `isError` means that the tool reports an error.',
        properties: {
          content: { type: 'array', items: { type: 'object' } },
          structuredContent: {},
          isError: { type: 'boolean' },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 document of the routes over a pool, with one operation for each tool that it offers now. */
export function openApiOf(
  routes: readonly Route[],
  pool: Pool,
  { url, version }: { readonly url: string; readonly version: string },
): Json {
  const paths: Record<string, unknown> = {};
  const more: Record<string, unknown> = {};
  for (const [path, here] of byPath(routes)) {
    const names = namesIn(path);
    const written = here.filter(({ document }) => !document);
    if (written.length > 0)
      paths[path] = {
        ...(names.length > 0 ? { parameters: names.map(pathParameter) } : {}),
        ...Object.fromEntries(written.map((one) => [one.method.toLowerCase(), operationOf(one)])),
      };
  }
  for (const { document } of routes) {
    if (!document) continue;
    const { operations, schemas } = document(pool);
    for (const [path, post] of Object.entries(operations)) paths[path] = { post };
    Object.assign(more, schemas);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'MCP Pool',
      version,
      description:
        'The tools, resources and prompts of a pool of MCP servers. MCP over Streamable HTTP is at /mcp for all servers, and at /servers/{server}/mcp for one.',
    },
    servers: [{ url }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: { ...schemas, ...more },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function operationOf({ id, summary, query, body, answer: ok = answer('Done.'), open }: Route): Json {
  const parameters = Object.entries(query ?? {}).map(([name, field]) => {
    const { schema, description, required = false } = field;
    return { name, in: 'query', description, required, schema };
  });
  return {
    operationId: id,
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            ...(body.required ? { required: true } : {}),
            content: { 'application/json': { schema: body.schema } },
          },
        }
      : {}),
    responses: { 200: ok, default: problemAnswer },
    ...(open ? { security: [{}, { token: [] }] } : {}),
  };
}

function pathParameter(name: string): Json {
  return { name, in: 'path', required: true, schema: string };
}
