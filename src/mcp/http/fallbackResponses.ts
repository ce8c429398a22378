import { type JSONRPCErrorResponse, type JSONRPCRequest, SdkHttpError } from '@modelcontextprotocol/client';
import { HttpFault, lostSession, webPage } from '../errors/httpFault';
import { bodyDetail, jsonRpcError } from '../errors/httpStatus';
import { isWebPage } from '../errors/responseBody';

/** Whether a request is the SDK's question for the protocol version, which old servers do not know. */
export function isVersionProbe({ id, method }: JSONRPCRequest): boolean {
  return method === 'server/discover' && String(id).startsWith('server-discover-probe');
}

/** The answer of a server that does not know the question. */
export function versionProbeResponse({ id }: JSONRPCRequest): JSONRPCErrorResponse {
  return {
    jsonrpc: '2.0',
    id,
    error: { code: -32601, message: 'The server does not know server/discover.' },
  };
}

/**
 * Whether the refusal of `initialize` means that the server may speak the older HTTP+SSE.
 * https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#backwards-compatibility
 */
export function mayBeSse(error: unknown): boolean {
  if (!(error instanceof SdkHttpError) || ![400, 404, 405].includes(error.status ?? 0)) return false;
  return jsonRpcError(bodyOf(error))?.code !== -32022;
}

/** The outcome of a failed request: an error answer of the server, or an error to throw. */
export function fallbackResponse(
  error: unknown,
  request: JSONRPCRequest,
  sessionId: string | undefined,
): { readonly answer: JSONRPCErrorResponse } | { readonly throw: unknown } {
  if (isVersionProbe(request)) return afterProbe(error, request);
  if (!(error instanceof SdkHttpError) || request.method === 'initialize') return { throw: error };
  const status = error.status ?? 0;
  const text = bodyOf(error);
  const inside = jsonRpcError(text);
  if (sessionId !== undefined && saysLost(status, text, inside?.code))
    return { throw: lostSession(bodyDetail(text)) };
  const { id, ...answer } = inside ?? {};
  const isMine = id === undefined || id === null || id === request.id;
  if (inside && isMine && status !== 401 && status !== 403)
    return { answer: { jsonrpc: '2.0', id: request.id, error: answer as JSONRPCErrorResponse['error'] } };
  if (isWebPage(text)) return { throw: webPage(status, bodyDetail(text)) };
  return { throw: error };
}

/** An old server may answer the unknown request in any broken way: it then gets `initialize`. */
function afterProbe(error: unknown, request: JSONRPCRequest) {
  const broken =
    error instanceof HttpFault
      ? error.words.kind === 'protocol'
      : error instanceof SdkHttpError && (error.status ?? 0) >= 500;
  return broken ? { answer: versionProbeResponse(request) } : { throw: error };
}

/** 404 by the specification; some servers answer 400 with a message that they do not know the session. */
function saysLost(status: number, text: string, code: number | undefined): boolean {
  if (status === 404) return code !== -32601;
  return status === 400 && /\bsession\b/i.test(text);
}

function bodyOf(error: SdkHttpError): string {
  return String(error.data?.text ?? '');
}
