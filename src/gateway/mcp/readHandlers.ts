import type {
  CompleteRequest,
  CompleteResult,
  GetPromptRequest,
  GetPromptResult,
  InputRequiredResult,
  ReadResourceRequest,
  ReadResourceResult,
  ServerContext,
} from '@modelcontextprotocol/server';
import { failure } from '../../base/failure';
import type { CallOptions } from '../../mcp/connection/timedRequests';
import type { Server } from '../../mcp/server/server';
import { asProtocolErrors, relinked, relinkedAll } from './callTool';
import type { ExposedCatalog } from './exposedCatalog';
import { type ClientHost, type McpClient, runWithInput, runWithoutInput } from './inputRequests';

/** Reads a resource from the server of its URI. */
export function readHandler(
  host: ClientHost,
  client: McpClient,
  { params }: ReadResourceRequest,
  context: ServerContext,
): Promise<ReadResourceResult | InputRequiredResult> {
  const { pool, offering } = host;
  return asProtocolErrors(() => {
    const { server, uri } = offering.ownerOf(params.uri);
    const linked = (result: ReadResourceResult): ReadResourceResult => ({
      ...result,
      contents: relinkedAll(result.contents, (content) => ({
        ...content,
        uri: content.uri === uri ? params.uri : offering.uriOf(server, content.uri),
      })),
    });
    const key = `resources/read ${params.uri}`;
    const run = (how: CallOptions) => pool.readResource(server.id, uri, how);
    return runWithInput(host, client, { server, key, run, finish: linked }, context);
  }, params.uri);
}

/** Gets a prompt by its name in the catalog. */
export function promptHandler(
  host: ClientHost,
  client: McpClient,
  { params }: GetPromptRequest,
  context: ServerContext,
): Promise<GetPromptResult | InputRequiredResult> {
  const { pool, offering } = host;
  return asProtocolErrors(() => {
    const { server, item } = findPrompt(offering, params.name);
    const linked = (result: GetPromptResult): GetPromptResult => ({
      ...result,
      messages: relinkedAll(result.messages, (message) => ({
        ...message,
        content: relinked(offering, server, message.content),
      })),
    });
    const key = `prompts/get ${params.name}`;
    const run = (how: CallOptions) => pool.getPrompt(server.id, item.name, params.arguments ?? {}, how);
    return runWithInput(host, client, { server, key, run, finish: linked }, context);
  });
}

/** Asks the server of a prompt or template for completions of an argument. */
export function completeHandler(
  { pool, offering }: ClientHost,
  client: McpClient,
  { params }: CompleteRequest,
  context: ServerContext,
): Promise<CompleteResult> {
  return asProtocolErrors(() => {
    const { server, ref } = ownReference(offering, params.ref);
    const { argument, context: known } = params;
    const asked = { ref, argument, ...(known ? { context: known } : {}) };
    const run = (how: CallOptions) => pool.complete(server.id, asked, how);
    const finish = (result: CompleteResult) => result;
    return runWithoutInput(client, { server, key: 'completion/complete', run, finish }, context);
  });
}

type Reference = CompleteRequest['params']['ref'];

/** The reference as its server knows it. */
function ownReference(offering: ExposedCatalog, ref: Reference): { server: Server; ref: Reference } {
  if (ref.type === 'ref/prompt') {
    const { server, item } = findPrompt(offering, ref.name);
    return { server, ref: { ...ref, name: item.name } };
  }
  const template = offering.templates().find(({ uriTemplate }) => uriTemplate === ref.uri);
  if (template) return { server: template.server, ref: { ...ref, uri: template.item.uriTemplate } };
  const { server, uri } = offering.ownerOf(ref.uri);
  return { server, ref: { ...ref, uri } };
}

function findPrompt(offering: ExposedCatalog, name: string) {
  const found = offering.prompts().get(name);
  if (found) return found;
  throw failure('notFound', `Unknown prompt '${name}'.`, ['List the prompts to see all names.']);
}
