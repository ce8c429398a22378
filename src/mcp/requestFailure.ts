import {
  ProtocolError,
  ResourceNotFoundError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import { errorMessage, type FailureError, failure, isFailure } from '../base/failure';
import { formatDuration, oneLine } from '../base/text';
import { connectFailure, type FailureContext, isClosed } from './connectFailure';

/** What is known of a request that failed. */
export interface RequestContext extends FailureContext {
  /** The request in short, such as "call echo". */
  readonly what: string;
  readonly signal?: AbortSignal;
  readonly limits: { readonly request: number; readonly total: number };
}

/** Says why a request failed, telling cancel, timeout, crash and the server's own refusal apart. */
export function requestFailure(error: unknown, context: RequestContext): FailureError {
  const { name, what, signal, limits } = context;
  if (isFailure(error)) return error as FailureError;
  // Abort and timeout carry the same code in the SDK: our own signal tells them apart.
  if (signal?.aborted) return failure('cancelled', `'${what}' on '${name}' was cancelled.`);
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout) {
    const total = /total/i.test(error.message);
    const limit = formatDuration(total ? limits.total : limits.request);
    const message = `'${what}' on '${name}' took longer than ${limit}${total ? ' in all' : ''}. The server was told to cancel it.`;
    return failure('timeout', message, ['Try again, or raise the time limit of the server.']);
  }
  if (isClosed(error)) {
    return failure('unreachable', `'${name}' closed the connection during '${what}'.`, ['Read its log.']);
  }
  if (error instanceof ResourceNotFoundError) {
    return failure('notFound', `'${name}' has no such resource: ${oneLine(plain(error.message))}.`, [
      'List its resources to see what there is.',
    ]);
  }
  if (error instanceof ProtocolError) {
    return failure(
      'protocol',
      `'${name}' answered '${what}' with error ${error.code}: ${oneLine(error.message, 500)}`,
      [],
    );
  }
  if (error instanceof SdkError && error.code === SdkErrorCode.InvalidResult) {
    const message = `'${name}' answered '${what}' with something that MCP does not allow: ${oneLine(error.message, 300)}`;
    return failure('protocol', message, ['Report it to the makers of the server.']);
  }
  if (error instanceof SdkHttpError || error instanceof TypeError) return httpRequestFailure(error, context);
  return failure('unreachable', `'${what}' on '${name}' failed: ${oneLine(errorMessage(error))}.`, [
    'Read its log.',
  ]);
}

/** The SDK hands on HTTP errors with the server's JSON-RPC answer unread inside. */
function httpRequestFailure(error: SdkHttpError | TypeError, context: RequestContext): FailureError {
  const text = error instanceof SdkHttpError ? String(error.data?.text ?? '') : '';
  try {
    const answer = JSON.parse(text) as { error?: { code?: number; message?: string } };
    if (answer.error?.message) {
      const message = `'${context.name}' answered '${context.what}' with error ${answer.error.code}: ${oneLine(plain(answer.error.message), 500)}`;
      return failure('protocol', message, []);
    }
  } catch {
    // Not JSON: the status is all there is.
  }
  return connectFailure(error, context);
}

/** Servers on the v1 SDK repeat the code in the message. */
function plain(message: string): string {
  return message.replace(/^(?:MCP error -?\d+: )+/, '');
}
