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
import { type CallHost, relinked, relinkedAll } from './callTool';
import { asProtocolErrors } from './mcpFailure';
import type { Offering } from './offering';

type Host = Pick<CallHost, 'pool' | 'offering'>;

/** Reads a resource of whichever server its URI leads to. */
export function readResource(
  { pool, offering }: Host,
  { params }: ReadResourceRequest,
  { mcpReq }: ServerContext,
): Promise<ReadResourceResult> {
  return asProtocolErrors(async () => {
    const { server, uri } = offering.placeOf(params.uri);
    const { signal } = mcpReq;
    const result = await pool.readResource(server.id, uri, { signal });
    const contents = relinkedAll(result.contents, (content) => ({
      ...content,
      uri: content.uri === uri ? params.uri : offering.uriOf(server, content.uri),
    }));
    return { ...result, contents };
  }, params.uri);
}

/** Gets a prompt by the name that it has there. */
export function getPrompt(
  { pool, offering }: Host,
  { params }: GetPromptRequest,
  { mcpReq }: ServerContext,
): Promise<GetPromptResult> {
  return asProtocolErrors(async () => {
    const { server, item } = findPrompt(offering, params.name);
    const { signal } = mcpReq;
    const result = await pool.getPrompt(server.id, item.name, params.arguments ?? {}, { signal });
    const messages = relinkedAll(result.messages, (message) => ({
      ...message,
      content: relinked(offering, server, message.content),
    }));
    return { ...result, messages };
  });
}

/** Asks the server of a prompt or template what an argument may be. */
export function complete(
  offering: Offering,
  { params }: CompleteRequest,
  { mcpReq }: ServerContext,
): Promise<CompleteResult> {
  return asProtocolErrors(async () => {
    const { server, ref } = ownReference(offering, params.ref);
    const { signal } = mcpReq;
    const connection = await server.connected(signal);
    return connection
      .complete({ ...params, ref }, { signal })
      .catch((error) => Promise.reject(server.clean(error)));
  });
}

type Reference = CompleteRequest['params']['ref'];

/** The reference as its server knows it. */
function ownReference(offering: Offering, ref: Reference): { server: Server; ref: Reference } {
  if (ref.type === 'ref/prompt') {
    const { server, item } = findPrompt(offering, ref.name);
    return { server, ref: { ...ref, name: item.name } };
  }
  const template = offering.templates().find(({ uriTemplate }) => uriTemplate === ref.uri);
  if (template) return { server: template.server, ref: { ...ref, uri: template.item.uriTemplate } };
  const { server, uri } = offering.placeOf(ref.uri);
  return { server, ref: { ...ref, uri } };
}

function findPrompt(offering: Offering, name: string) {
  const found = offering.prompts().get(name);
  if (found) return found;
  throw failure('notFound', `Unknown prompt '${name}'.`, ['List the prompts to see what there is.']);
}
