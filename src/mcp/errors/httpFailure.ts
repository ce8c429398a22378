import { SdkHttpError, SseError } from '@modelcontextprotocol/client';
import { type Failure, FailureError, isFailure } from '../../base/failure';
import { HttpFault } from './httpFault';
import { bodyDetail } from './httpStatus';
import { networkReason } from './networkReason';
import { publicUrl } from './publicUrl';

/** The facts about a failed connection over HTTP or WebSocket, or a failed request on it. */
export interface HttpFailureContext {
  /** The name of the server. */
  readonly name: string;
  readonly url: string;
  /** The request in short, such as "call echo"; absent while connecting. */
  readonly what?: string;
}

/** Explains an error of HTTP, TLS or the network; undefined when it is another error. */
export function explainHttp(error: unknown, context: HttpFailureContext): FailureError | undefined {
  const known = find(error, isFailure);
  if (known) return known;
  const fault = find(error, (one) => one instanceof HttpFault);
  if (fault) return ofFault(fault, error, context);
  const status = statusOf(error);
  if (status !== undefined) return ofStatus(status, error, context);
  const reason = networkReason(error);
  if (!reason) return undefined;
  const { why, next, permanent } = reason;
  return made(error, context, { kind: 'unreachable', why, nextSteps: [next], permanent, lost: 'connection' });
}

interface Words extends Omit<Failure, 'message' | 'nextSteps'> {
  readonly why: string;
  readonly nextSteps?: readonly string[];
}

function made(error: unknown, { name, url, what }: HttpFailureContext, words: Words): FailureError {
  const { why, nextSteps = [], ...rest } = words;
  const place = ` (${publicUrl(url)})`;
  const phase = !what && rest.kind === 'protocol' ? 'handshake' : undefined;
  const message = what
    ? `'${what}' on '${name}' failed: ${why}.`
    : phase
      ? `'${name}' did not complete the MCP handshake: ${why}${place}.`
      : `'${name}' could not be reached: ${why}${place}.`;
  const reason = phase ? `it did not complete the MCP handshake: ${why}${place}` : `${why}${place}`;
  return new FailureError({ ...rest, phase, reason, message, nextSteps }, { cause: error });
}

function ofFault(fault: HttpFault, error: unknown, context: HttpFailureContext): FailureError {
  const reason = fault.words.kind === 'unreachable' ? networkReason(fault.cause) : undefined;
  return made(error, context, { ...fault.words, ...(reason ? { nextSteps: [reason.next] } : {}) });
}

function ofStatus(status: number, error: unknown, context: HttpFailureContext): FailureError {
  const { name } = context;
  const url = publicUrl(context.url);
  const text = String(find(error, (one) => one instanceof SdkHttpError)?.data?.text ?? '');
  const detail = bodyDetail(text);
  const fail = (message: string, nextSteps: string[], more: Partial<Failure> = {}) =>
    new FailureError({ kind: 'unreachable', message, nextSteps, detail, ...more }, { cause: error });
  if (status === 403) {
    const rest = `refused ${context.what ? `'${context.what}'` : 'the connection'}: ${url} answered 403`;
    return fail(`'${name}' ${rest}.`, [`Check the permissions of the token in its 'headers'.`], {
      permanent: !context.what,
      reason: `it ${rest}`,
    });
  }
  if (status === 404 || status === 405) {
    const reason = `${url} answered ${status}`;
    return fail(
      `'${name}' was not found: ${reason}.`,
      ['Check the path of the address; many servers use /mcp.'],
      { reason },
    );
  }
  if (context.what) {
    return made(error, context, {
      kind: 'unreachable',
      why: `${url} answered ${status}`,
      nextSteps: ['Check the log of the server.'],
      detail,
    });
  }
  const reason = `${url} answered ${status}`;
  return fail(`'${name}' could not be reached: ${reason}.`, ['Check the log of the server.'], { reason });
}

function statusOf(error: unknown): number | undefined {
  return (
    find(error, (one) => one instanceof SdkHttpError)?.status ??
    find(error, (one) => one instanceof SseError)?.code
  );
}

/** The first error of a kind in an error and what it wraps. */
function find<T extends Error>(error: unknown, is: (one: Error) => one is T): T | undefined {
  const seen = new Set<unknown>();
  for (let one = error; one instanceof Error && !seen.has(one); one = one.cause) {
    if (is(one)) return one;
    seen.add(one);
  }
  return undefined;
}
