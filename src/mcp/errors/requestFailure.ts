import { ProtocolError, ResourceNotFoundError, SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import { errorMessage, type FailureError, failure, isFailure } from '../../base/failure';
import { formatDuration, oneLine } from '../../base/text';
import { type FailureContext, isClosed, signInFailure } from './connectFailure';
import { explainHttp } from './httpFailure';

/** The facts about a failed request. */
export interface RequestContext extends FailureContext {
  /** The request in short, such as "call echo". */
  readonly what: string;
  readonly signal?: AbortSignal;
  /** The time limit that was passed, if one was. */
  readonly expired?: Expiry;
  readonly limits: { readonly requestMs: number; readonly totalMs: number };
}

/** Explains why a request failed: canceled, timeout, crash or an error of the server. */
export function requestFailure(error: unknown, context: RequestContext): FailureError {
  const { name, what, signal, limits, expired } = context;
  if (isFailure(error)) return error;
  const wanted = signInFailure(error, context);
  if (wanted) return wanted;
  // Abort and timeout carry the same code in the SDK: our own signal distinguishes them.
  if (signal?.aborted) return failure('cancelled', `'${what}' on '${name}' was canceled.`);
  if (expired || (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout)) {
    const total = expired === 'total';
    const limit = formatDuration(total ? limits.totalMs : limits.requestMs);
    const message = `'${what}' on '${name}' took longer than ${limit}${total ? ' in total' : ''}. The server was asked to cancel it.`;
    return failure('timeout', message, ['Try again, or raise the time limit of the server.']);
  }
  const { launch } = context;
  const known = launch.type === 'stdio' ? undefined : explainHttp(error, { name, url: launch.url, what });
  if (known) return known;
  if (isClosed(error)) {
    return failure(
      'unreachable',
      `'${name}' closed the connection during '${what}'.`,
      ['Check its log.'],
      undefined,
      {
        lost: 'connection',
      },
    );
  }
  if (error instanceof ResourceNotFoundError) {
    return failure('notFound', `'${name}' has no such resource: ${oneLine(plain(error.message))}.`, [
      'List its resources to see the available ones.',
    ]);
  }
  if (error instanceof ProtocolError) {
    return failure(
      'protocol',
      `'${name}' answered '${what}' with error ${error.code}: ${oneLine(plain(error.message), 500)}`,
      [],
      undefined,
      { code: error.code },
    );
  }
  if (error instanceof SdkError && error.code === SdkErrorCode.InvalidResult) {
    const message = `'${name}' answered '${what}' with something that MCP does not allow: ${oneLine(error.message, 300)}`;
    return failure('protocol', message, ['Report it to the authors of the server.']);
  }
  return failure('unreachable', `'${what}' on '${name}' failed: ${oneLine(errorMessage(error))}.`, [
    'Check its log.',
  ]);
}

/** Servers on the v1 SDK repeat the code in the message. */
function plain(message: string): string {
  return message.replace(/^(?:MCP error -?\d+: )+/, '');
}

/** Which limit a request ran into. */
export type Expiry = 'request' | 'total';
