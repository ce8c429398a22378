import type {
  CompleteRequest,
  CompleteResult,
  GetPromptRequest,
  GetPromptResult,
  ReadResourceRequest,
  ReadResourceResult,
  ServerContext,
} from '@modelcontextprotocol/server';
import { failure } from '../../base/failure';
import type { Server } from '../../mcp/server';
import type { Pool } from '../../pool/pool';
import { poolUri, serverOfUri, templatesOf } from '../resourceNames';
import { relinked } from './callTool';
import { promptNames } from './lists';
import { asProtocolErrors } from './mcpFailure';

/** Reads a resource of whichever server its URI leads to. */
export function readResource(
  pool: Pool,
  { params }: ReadResourceRequest,
  { mcpReq }: ServerContext,
): Promise<ReadResourceResult> {
  return asProtocolErrors(async () => {
    const { server, uri } = serverOfUri(pool, params.uri);
    const { signal } = mcpReq;
    const result = await pool.readResource(server.id, uri, { signal });
    const contents = result.contents.map((content) => ({
      ...content,
      uri: content.uri === uri ? params.uri : poolUri(pool, server, content.uri),
    }));
    return { ...result, contents };
  }, params.uri);
}

/** Gets a prompt by the name that it has among those of all servers. */
export function getPrompt(
  pool: Pool,
  { params }: GetPromptRequest,
  { mcpReq }: ServerContext,
): Promise<GetPromptResult> {
  return asProtocolErrors(async () => {
    const { server, item } = findPrompt(pool, params.name);
    const { signal } = mcpReq;
    const result = await pool.getPrompt(server.id, item.name, params.arguments ?? {}, { signal });
    const messages = result.messages.map((message) => ({
      ...message,
      content: relinked(pool, server, message.content),
    }));
    return { ...result, messages };
  });
}

/** Asks the server of a prompt or template what an argument may be. */
export function complete(
  pool: Pool,
  { params }: CompleteRequest,
  { mcpReq }: ServerContext,
): Promise<CompleteResult> {
  return asProtocolErrors(async () => {
    const { server, ref } = ownReference(pool, params.ref);
    const { signal } = mcpReq;
    const connection = await server.connected(signal);
    return connection
      .complete({ ...params, ref }, { signal })
      .catch((error) => Promise.reject(server.clean(error)));
  });
}

type Reference = CompleteRequest['params']['ref'];

/** The reference as its server knows it. */
function ownReference(pool: Pool, ref: Reference): { server: Server; ref: Reference } {
  if (ref.type === 'ref/prompt') {
    const { server, item } = findPrompt(pool, ref.name);
    return { server, ref: { ...ref, name: item.name } };
  }
  const template = templatesOf(pool).find(({ uriTemplate }) => uriTemplate === ref.uri);
  if (template) return { server: template.server, ref: { ...ref, uri: template.item.uriTemplate } };
  const { server, uri } = serverOfUri(pool, ref.uri);
  return { server, ref: { ...ref, uri } };
}

function findPrompt(pool: Pool, name: string) {
  const found = promptNames(pool).get(name);
  if (found) return found;
  throw failure('notFound', `Unknown prompt '${name}'.`, ['List the prompts to see what there is.']);
}
