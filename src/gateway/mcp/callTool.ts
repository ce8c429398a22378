import {
  type CallToolRequest,
  type CallToolResult,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { TookTooLong, withinTime } from '../../base/async';
import { didYouMean } from '../../base/didYouMean';
import { type Failure, failure, isFailure, toFailure } from '../../base/failure';
import type { Server } from '../../mcp/server/server';
import type { FinishedCall } from '../../pool/call';
import type { Exposed } from '../catalog/exposedServers';
import type { ExposedCatalog } from './exposedCatalog';
import { type ClientHost, lackingError, type McpClient, runWithInput } from './inputRequests';

/** Calls a tool of the offering for an MCP client. */
export async function callTool(
  host: ClientHost,
  client: McpClient,
  { params }: CallToolRequest,
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const { pool, offering } = host;
  const notice = offering.notice();
  if (notice?.tool.name === params.name) return notice.result;
  const found = await findTool(offering, params.name, context.mcpReq.signal);
  const call = {
    server: found.server.id,
    tool: found.item.name,
    arguments: params.arguments ?? {},
    by: offering.requesterOf(context.http?.req),
  };
  return runWithInput(
    host,
    client,
    {
      server: found.server,
      key: `tools/call ${params.name}`,
      run: (how) => pool.call({ ...call, ...how }),
      finish: (finished, lacking) => {
        // The host could not answer instead of the client either.
        if (lacking && finished.outcome.kind === 'failure') throw lackingError(lacking);
        return resultOf(offering, client, found, finished);
      },
    },
    context,
  );
}

async function findTool(
  offering: ExposedCatalog,
  name: string,
  signal: AbortSignal,
): Promise<Exposed<'tools'>> {
  const known = offering.tools().get(name);
  if (known) return known;
  // A server that starts on demand may never have listed its items.
  await offering.startOnDemand(name, signal);
  const tools = offering.tools();
  const found = tools.get(name);
  if (found) return found;
  const guess = didYouMean(name, tools.keys());
  const step = guess ? ` Did you mean '${guess}'?` : '';
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool '${name}'.${step}`);
}

function resultOf(
  offering: ExposedCatalog,
  { server: sdk }: McpClient,
  { server, item }: Exposed<'tools'>,
  { outcome }: FinishedCall,
): CallToolResult {
  if (outcome.kind === 'failure') return failedResult(outcome.failure);
  try {
    const content = relinkedAll(outcome.result.content, (block) => relinked(offering, server, block));
    return sdk.projectCallToolResult({ ...outcome.result, content }, item.outputSchema);
  } catch (error) {
    if (isFailure(error)) return failedResult(error);
    throw error;
  }
}

/** How long the URIs of one answer may take, in ms: each is searched for in all lists of the servers. */
const relinkTimeoutMs = 1000;

/** Replaces the URIs of each part of an answer. Throws a failure when a server sends more than fits into the time. */
export function relinkedAll<T>(parts: readonly T[], relink: (part: T) => T): T[] {
  try {
    return parts.length < 5 ? parts.map(relink) : withinTime(relinkTimeoutMs, () => parts.map(relink));
  } catch (error) {
    if (!(error instanceof TookTooLong)) throw error;
    throw failure('protocol', 'The answer contains more links to resources than can be looked up.', [
      'Ask for less at a time.',
    ]);
  }
}

/** With the gateway's URIs of the resources of this server. */
export function relinked<B extends CallToolResult['content'][number]>(
  offering: Pick<ExposedCatalog, 'uriOf'>,
  server: Server,
  block: B,
): B {
  if (block.type === 'resource_link') return { ...block, uri: offering.uriOf(server, block.uri) };
  if (block.type !== 'resource') return block;
  return { ...block, resource: { ...block.resource, uri: offering.uriOf(server, block.resource.uri) } };
}

/** Waits for work of the pool; a failure becomes the error of an MCP request. */
export async function asProtocolErrors<T>(work: () => Promise<T> | T, uri?: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    throw protocolError(toFailure(error), uri);
  }
}

/** A failure as the result of a tool, which a model can read and act on. */
export function failedResult(failure: Failure): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: sentences(failure) }] };
}

function protocolError(failure: Failure, uri: string | undefined): ProtocolError {
  if (failure.kind === 'notFound' && uri !== undefined)
    return new ResourceNotFoundError(uri, sentences(failure));
  const ofClient = failure.kind === 'notFound' || failure.kind === 'usage' || failure.kind === 'arguments';
  const code = ofClient ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, sentences(failure), { kind: failure.kind });
}

function sentences({ message, nextSteps, detail }: Failure): string {
  return [message, ...nextSteps, ...(detail ? [detail] : [])].join('\n');
}
