import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
} from '@modelcontextprotocol/server';
import { type Failure, toFailure } from '../../base/failure';

/** Waits for work of the pool; what it fails with becomes the error of an MCP request. */
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
