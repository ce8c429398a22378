import {
  type CallToolRequest,
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequiredResult,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type Server as SdkServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { didYouMean } from '../../base/didYouMean';
import type { Disposable } from '../../base/disposables';
import { failure, isFailure } from '../../base/failure';
import { TookTooLong, withinTime } from '../../base/withinTime';
import type { Server } from '../../mcp/server';
import type { Answerer } from '../../pool/answerers';
import type { CallProgress, FinishedCall } from '../../pool/call';
import type { Pool } from '../../pool/pool';
import type { Offered } from '../directory';
import { type Abilities, Conversation, type Conversations } from './conversation';
import type { LogRelay } from './logRelay';
import { failedResult } from './mcpFailure';
import type { Offering } from './offering';

/** What calls of MCP clients need. */
export interface CallHost {
  readonly pool: Pool;
  readonly offering: Offering;
  readonly conversations: Conversations;
}

/** One client of the gateway. */
export interface McpClient {
  readonly era: 'legacy' | 'modern';
  readonly logs: LogRelay;
  /** The client's own server of the SDK. */
  readonly server: SdkServer;
}

/** Calls a tool of the offering for an MCP client, who is told the progress and asked what the tool's server asks. */
export async function callTool(
  host: CallHost,
  client: McpClient,
  { params }: CallToolRequest,
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const found = await findTool(host.offering, params.name, context.mcpReq.signal);
  const logging: Disposable = client.logs.during(found.server, context);
  try {
    const call = {
      server: found.server.id,
      tool: found.item.name,
      arguments: params.arguments ?? {},
      origin: host.offering.originOf(context.http?.req?.headers ?? new Headers()),
    };
    if (client.era === 'modern') return await converse(host, client, found, params.name, call, context);
    const onProgress = progressTo(context);
    const answerer = answererOf(client.server, context);
    const { signal } = context.mcpReq;
    const finished = await host.pool.call({ ...call, signal, answerer, onProgress });
    return resultOf(host.offering, client, found, finished);
  } finally {
    logging.dispose();
  }
}

async function converse(
  { pool, offering, conversations }: CallHost,
  client: McpClient,
  found: Offered<'tools'>,
  name: string,
  call: ConstructorParameters<typeof Conversation>[2],
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const { signal, envelope, inputResponses, requestState } = context.mcpReq;
  const state = requestState<string>();
  const before = state === undefined ? undefined : conversations.take(state);
  if (state !== undefined && before?.tool !== name) {
    before?.cancel();
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'The call that this answers is over.');
  }
  const capabilities = envelope?.[CLIENT_CAPABILITIES_META_KEY as keyof typeof envelope];
  const conversation = before ?? new Conversation(name, pool, call, abilitiesOf(capabilities));
  conversation.onProgress = progressTo(context);
  if (before) before.answer(inputResponses);
  const step = await conversation.next(signal);
  conversation.onProgress = undefined;
  if (step.kind === 'finished') {
    // The host could not answer in place of the client either.
    if (step.call.outcome.kind === 'failure' && conversation.lacking)
      throw new MissingRequiredClientCapabilityError({ requiredCapabilities: conversation.lacking });
    return resultOf(offering, client, found, step.call);
  }
  const { questions } = step;
  return {
    resultType: 'input_required',
    inputRequests: questions,
    requestState: conversations.park(conversation),
  };
}

async function findTool(offering: Offering, name: string, signal: AbortSignal): Promise<Offered<'tools'>> {
  const known = offering.tools().get(name);
  if (known) return known;
  // A server that starts on demand may never have told what it has.
  await offering.wake(name, signal);
  const tools = offering.tools();
  const found = tools.get(name);
  if (found) return found;
  const guess = didYouMean(name, tools.keys());
  const step = guess ? ` Did you mean '${guess}'?` : '';
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool '${name}'.${step}`);
}

function progressTo({ mcpReq }: ServerContext): ((progress: CallProgress) => void) | undefined {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  return ({ progress, total, message }) =>
    void mcpReq
      .notify({ method: 'notifications/progress', params: { progressToken, progress, total, message } })
      // A client that has gone hears nothing more.
      .catch(() => undefined);
}

/** Asks a client of the 2025 era while it waits for its call. */
function answererOf(server: SdkServer, { mcpReq }: ServerContext): Answerer {
  const { elicit, elicitUrl, sample } = abilitiesOf(server.getClientCapabilities());
  return {
    client: server,
    elicit: (params, signal) =>
      (params.mode === 'url' ? elicitUrl : elicit)
        ? mcpReq.elicitInput(params, { signal, timeout })
        : undefined,
    sample: (params, signal) =>
      sample
        ? (mcpReq.requestSampling(params, { signal, timeout }) as ReturnType<Answerer['sample']>)
        : undefined,
  };
}

/** How long a person or a model may take to answer, in ms. */
const timeout = 600_000;

function abilitiesOf(capabilities: ClientCapabilities | undefined): Abilities {
  const { elicitation, sampling } = capabilities ?? {};
  // Before there were modes a client said only that it can be asked: https://modelcontextprotocol.io/specification/2025-06-18/client/elicitation
  const elicit =
    elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
  return { elicit, elicitUrl: elicitation?.url !== undefined, sample: sampling !== undefined };
}

function resultOf(
  offering: Offering,
  { server: sdk }: McpClient,
  { server, item }: Offered<'tools'>,
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

/** How long the URIs of one answer may take, in ms: each is looked for among all that the servers list. */
const relinkTime = 1000;

/** Changes the URIs of each part of an answer. Throws a failure when a server sends more than can be done in time. */
export function relinkedAll<T>(parts: readonly T[], relink: (part: T) => T): T[] {
  try {
    return parts.length < 5 ? parts.map(relink) : withinTime(relinkTime, () => parts.map(relink));
  } catch (error) {
    if (!(error instanceof TookTooLong)) throw error;
    throw failure('protocol', 'The answer holds more links to resources than can be looked up.', [
      'Ask for less at a time.',
    ]);
  }
}

/** With the URIs by which the gateway leads to the resources of this server. */
export function relinked<B extends CallToolResult['content'][number]>(
  offering: Pick<Offering, 'uriOf'>,
  server: Server,
  block: B,
): B {
  if (block.type === 'resource_link') return { ...block, uri: offering.uriOf(server, block.uri) };
  if (block.type !== 'resource') return block;
  return { ...block, resource: { ...block.resource, uri: offering.uriOf(server, block.resource.uri) } };
}
