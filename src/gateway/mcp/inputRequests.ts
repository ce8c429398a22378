import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequiredResult,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type Server as SdkServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { ClientRequestHandler } from '../../mcp/connection/clientRequests';
import type { Server } from '../../mcp/server/server';
import type { Pool } from '../../pool/pool';
import type { ExposedCatalog } from './exposedCatalog';
import type { LogRelay } from './logRelay';
import {
  type AnsweredRequests,
  type InputRequestOptions,
  SuspendedCall,
  type SuspendedCalls,
} from './suspendedCalls';

/** What requests of MCP clients need. */
export interface ClientHost {
  readonly pool: Pool;
  readonly offering: ExposedCatalog;
  readonly conversations: SuspendedCalls;
}

/** One client of the gateway. */
export interface McpClient {
  readonly era: 'legacy' | 'modern';
  readonly logs: LogRelay;
  /** The client's own server of the SDK. */
  readonly server: SdkServer;
}

/** The work of a server of the pool for a request. */
export interface RequestWithInput<T, R> {
  readonly server: Server;
  /** Identifies this work, so that answers to its questions go to nothing else. */
  readonly key: string;
  run(how: InputRequestOptions): Promise<T>;
  /** The result of the request; `lacking` is the capability that the server required and the client does not offer. */
  finish(value: T, lacking: ClientCapabilities | undefined): R;
}

/**
 * Runs a client's request on a server: the one way from a request to a server. The client receives the progress and the logs
 * of the server meanwhile, and the questions of the server: a client of the 2025 era while it waits, one of the 2026 era as an answer. https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr
 */
export async function runWithInput<T, R>(
  host: ClientHost,
  client: McpClient,
  work: RequestWithInput<T, R>,
  context: ServerContext,
): Promise<R | InputRequiredResult> {
  if (client.era === 'legacy') return untilDone(client, work, context, askedWhileWaiting(client, context));
  return converse(host, client, work, context);
}

/** As {@link runWithInput}, for requests that cannot be answered with a question: the host answers a client's of the 2026 era. */
export function runWithoutInput<T, R>(
  client: McpClient,
  work: RequestWithInput<T, R>,
  context: ServerContext,
): Promise<R> {
  const nobody = { client: client.server, elicit: () => undefined, sample: () => undefined };
  const answerer = client.era === 'legacy' ? askedWhileWaiting(client, context) : nobody;
  return untilDone(client, work, context, answerer);
}

async function untilDone<T, R>(
  client: McpClient,
  { server, run, finish }: RequestWithInput<T, R>,
  context: ServerContext,
  answerer: ClientRequestHandler,
): Promise<R> {
  const logging = client.logs.during(server, context, answerer.client);
  try {
    const { signal } = context.mcpReq;
    return finish(await run({ signal, answerer, onProgress: progressTo(context) }), undefined);
  } finally {
    logging.dispose();
  }
}

async function converse<T, R>(
  { conversations }: ClientHost,
  client: McpClient,
  { server, key, run, finish }: RequestWithInput<T, R>,
  context: ServerContext,
): Promise<R | InputRequiredResult> {
  const { signal, envelope, inputResponses, requestState } = context.mcpReq;
  const state = requestState<string>();
  const before = state === undefined ? undefined : conversations.take<T>(state);
  if (state !== undefined && before?.key !== key) {
    before?.cancel();
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'The call that this answers is over.');
  }
  const capabilities = envelope?.[CLIENT_CAPABILITIES_META_KEY as keyof typeof envelope];
  const conversation = before ?? new SuspendedCall(key, run, abilitiesOf(capabilities));
  const logging = client.logs.during(server, context, conversation);
  conversation.onProgress = progressTo(context);
  try {
    if (before) before.answer(inputResponses);
    const step = await conversation.next(signal);
    if (step.kind === 'finished') return finish(step.value, conversation.lacking);
    const requestState = conversations.suspend(conversation);
    return { resultType: 'input_required', inputRequests: step.questions, requestState };
  } catch (error) {
    // The host could not answer instead of the client either.
    throw conversation.lacking && !signal.aborted ? lackingError(conversation.lacking) : error;
  } finally {
    conversation.onProgress = undefined;
    logging.dispose();
  }
}

/** The error for a client that lacks a required capability. */
export function lackingError(requiredCapabilities: ClientCapabilities): ProtocolError {
  return new MissingRequiredClientCapabilityError({ requiredCapabilities });
}

function progressTo({ mcpReq }: ServerContext): InputRequestOptions['onProgress'] {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  return ({ progress, total, message }) =>
    void mcpReq
      .notify({ method: 'notifications/progress', params: { progressToken, progress, total, message } })
      // A client that has disconnected receives nothing more.
      .catch(() => undefined);
}

/** Asks a client of the 2025 era while it waits for its answer, on the stream of that answer, as it may have no other. */
function askedWhileWaiting({ server }: McpClient, { mcpReq, http }: ServerContext): ClientRequestHandler {
  const { elicit, elicitUrl, sample } = abilitiesOf(server.getClientCapabilities());
  // A client that has disconnected cannot be asked, though its request continues.
  const gone = http?.req?.signal ?? mcpReq.signal;
  const how = (signal: AbortSignal) => ({
    signal: AbortSignal.any([signal, gone]),
    timeout: answerTimeoutMs,
    relatedRequestId: mcpReq.id,
  });
  return {
    client: server,
    elicit: (params, signal) =>
      !gone.aborted && (params.mode === 'url' ? elicitUrl : elicit)
        ? mcpReq.elicitInput(params, how(signal))
        : undefined,
    sample: (params, signal) =>
      !gone.aborted && sample
        ? (mcpReq.requestSampling(params, how(signal)) as ReturnType<ClientRequestHandler['sample']>)
        : undefined,
  };
}

/** How long a person or a model may take to answer, in ms. */
const answerTimeoutMs = 600_000;

function abilitiesOf(capabilities: ClientCapabilities | undefined): AnsweredRequests {
  const { elicitation, sampling } = capabilities ?? {};
  // Before there were modes, a client only declared that it can be asked: https://modelcontextprotocol.io/specification/2025-06-18/client/elicitation
  const elicit =
    elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
  return { elicit, elicitUrl: elicitation?.url !== undefined, sample: sampling !== undefined };
}
