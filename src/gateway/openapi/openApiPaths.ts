/** A JSON object of the OpenAPI document. */
export type Json = Readonly<Record<string, unknown>>;

const string = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** A JSON answer. */
export function answer(description: string, schema: Json = { type: 'object' }): Json {
  return { description, content: { 'application/json': { schema } } };
}

/** What every operation may answer besides. */
export const problemAnswer: Json = {
  description: 'What failed, why, and what to do next.',
  content: { 'application/problem+json': { schema: ref('Problem') } },
};

/** The answer of a call: its result at once, or its progress and then the result. */
export const callAnswer: Json = {
  description: 'The result. With `Accept: text/event-stream` its progress before it.',
  content: {
    'application/json': { schema: ref('CallResult') },
    'text/event-stream': { schema: string },
  },
};

const query = (name: string, description: string, required = false): Json => ({
  name,
  in: 'query',
  description,
  required,
  schema: string,
});
const serverInPath: Json = { name: 'server', in: 'path', required: true, schema: string };
const serverInQuery = query('server', 'Only of this server.');

/** The body of a request. */
export function body(properties: Json, required: readonly string[] = []): Json {
  const schema = { type: 'object', properties, required, additionalProperties: false };
  return { required: true, content: { 'application/json': { schema } } };
}

function operation(operationId: string, summary: string, more: Json = {}, ok: Json = answer('Done.')): Json {
  return { operationId, summary, ...more, responses: { 200: ok, default: problemAnswer } };
}

const callArguments = { type: 'object', description: 'By the schema of the tool.' };

const words = {
  type: 'array',
  items: string,
  description: 'More arguments, each `key=value`, typed by the schema of the tool.',
};

/** The operations that every pool has. */
export const fixedPaths: Json = {
  '/servers': { get: operation('listServers', 'All servers with their states.') },
  '/servers/{server}': {
    parameters: [serverInPath],
    get: operation('getServer', 'One server with its health.'),
  },
  '/servers/{server}/tools': {
    parameters: [serverInPath],
    get: operation('listServerTools', 'The tools of one server, which is started for it.'),
  },
  '/catalog': {
    get: operation('getCatalog', 'All that servers have; with `start=true` they are started for it.', {
      parameters: [serverInQuery, query('start', '`true` or `false`, which is the default.')],
    }),
  },
  '/tools': { get: operation('listTools', 'The tools of all servers.', { parameters: [serverInQuery] }) },
  '/tools/call': {
    post: operation(
      'callTool',
      'Call a tool; the server may be left out when only one has it.',
      {
        requestBody: body({ server: string, tool_name: string, arguments: callArguments, words }, [
          'tool_name',
        ]),
      },
      callAnswer,
    ),
  },
  '/broadcast': {
    post: operation('broadcast', 'Call a tool on all servers that have it.', {
      requestBody: body(
        { tool_name: string, arguments: callArguments, words, servers: { type: 'array', items: string } },
        ['tool_name'],
      ),
    }),
  },
  '/resources': {
    get: operation('listResources', 'The resources of all servers.', { parameters: [serverInQuery] }),
  },
  '/resources/templates': {
    get: operation('listTemplates', 'The resource templates of all servers.', {
      parameters: [serverInQuery],
    }),
  },
  '/resources/read': {
    get: operation('readResource', 'Read a resource.', {
      parameters: [query('uri', 'Which one.', true), serverInQuery],
    }),
  },
  '/servers/{server}/resources': {
    parameters: [serverInPath],
    get: operation('listServerResources', 'The resources of one server.'),
  },
  '/servers/{server}/resources/templates': {
    parameters: [serverInPath],
    get: operation('listServerTemplates', 'The resource templates of one server.'),
  },
  '/servers/{server}/resources/read': {
    parameters: [serverInPath],
    get: operation('readServerResource', 'Read a resource of one server.', {
      parameters: [query('uri', 'Which one.', true)],
    }),
  },
  '/prompts': {
    get: operation('listPrompts', 'The prompts of all servers.', { parameters: [serverInQuery] }),
  },
  '/prompts/get': {
    post: operation('getPrompt', 'Get a prompt; the server may be left out when only one has it.', {
      requestBody: body({ server: string, name: string, arguments: { type: 'object' } }, ['name']),
    }),
  },
  '/servers/{server}/prompts': {
    parameters: [serverInPath],
    get: operation('listServerPrompts', 'The prompts of one server.'),
  },
  '/servers/{server}/prompts/{prompt}': {
    parameters: [serverInPath, { name: 'prompt', in: 'path', required: true, schema: string }],
    post: operation('getServerPrompt', 'Get a prompt of one server; the body is its arguments.', {
      requestBody: {
        content: {
          'application/json': { schema: { type: 'object', additionalProperties: string } },
        },
      },
    }),
  },
  '/health': { get: { ...operation('getHealth', 'How all servers are.'), security: [{}, { token: [] }] } },
  '/health/{server}': {
    parameters: [serverInPath],
    get: operation('getServerHealth', 'How one server is; 503 when it is not well.'),
  },
  '/events': {
    get: operation(
      'listenToEvents',
      'All that happens in the pool, as server-sent events. `Last-Event-ID` brings what was missed.',
      { parameters: [query('types', 'Beginnings of types, such as `call,state.changed`.'), serverInQuery] },
      { description: 'A stream.', content: { 'text/event-stream': { schema: string } } },
    ),
  },
  '/metrics': {
    get: operation(
      'getMetrics',
      'Figures for Prometheus.',
      {},
      {
        description: 'Text.',
        content: { 'text/plain': { schema: string } },
      },
    ),
  },
};
