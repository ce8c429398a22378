import {
  InsufficientScopeError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  SseError,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { errorMessage, type Failure, type FailureError, failure, isFailure } from '../../base/failure';
import { commandLine, formatDuration, oneLine } from '../../base/text';
import type { Launch } from '../../config/model/definition';
import type { ProcessEnd } from '../transport/poolTransport';
import { explainHttp } from './httpFailure';
import { publicUrl } from './publicUrl';

/** The facts about a connection that failed or broke. */
export interface FailureContext {
  /** The name of the server. */
  readonly name: string;
  readonly launch: Launch;
  /** The resolved program of a server on stdio. */
  readonly program?: string;
  /** How its process ended, or its output so far. */
  readonly end?: ProcessEnd;
}

/** Describes in one sentence why a connection could not be made, with all known details below it. */
export function connectFailure(error: unknown, context: FailureContext): FailureError {
  const known = signInFailure(error, context);
  if (known) return known;
  if (isFailure(error)) return error;
  return context.launch.type === 'stdio' ? stdioFailure(error, context) : httpFailure(error, context);
}

/** A server that did not complete the handshake within its start time, in ms. */
export function startTimeout(context: FailureContext, limit: number): FailureError {
  const rest = `did not complete the MCP handshake within ${formatDuration(limit)}`;
  const steps = ['Check that it is an MCP server, or increase its startTimeout.'];
  const { detail, ...more } = processDetail(context);
  return failure('timeout', `'${context.name}' ${rest}.`, steps, detail, {
    ...more,
    phase: 'handshake',
    reason: `it ${rest}`,
  });
}

/** A connection that ended unexpectedly, with the reason as a clause. */
export function brokenConnection(context: FailureContext, reason: string): FailureError {
  const { detail, forOwner } = processDetail(context);
  const steps = [context.launch.type === 'stdio' ? 'Check its log.' : 'Check the server.'];
  return failure('unreachable', `'${context.name}' stopped: ${reason}.`, steps, detail, {
    forOwner,
    lost: 'connection',
    reason,
  });
}

/** Why a process ended, as the end of a sentence: "it exited with code 3 (boom)". */
export function describeEnd(end: ProcessEnd): string {
  const words = lastWords(end.stderr);
  const tail = words ? ` (${words})` : '';
  if (end.signal) return `it was ended by ${end.signal}${tail}`;
  if (end.code !== null) return `it exited with code ${end.code}${tail}`;
  return `it closed its output${tail}`;
}

/** The last lines that the process wrote, and for the owner the command: what a person needs besides the sentence. */
export function processDetail(context: FailureContext): Pick<Failure, 'detail' | 'forOwner'> {
  const { launch, end, program } = context;
  if (launch.type !== 'stdio') return {};
  const lines: string[] = [];
  if (end?.printed.length)
    lines.push(
      'Printed to stdout, which is reserved for MCP messages:',
      ...end.printed.map((line) => `  ${line}`),
    );
  const stderr = end?.stderr.trimEnd().split('\n').slice(-10) ?? [];
  if (stderr.some((line) => line.trim()))
    lines.push('Last lines of stderr:', ...stderr.map((line) => `  ${line}`));
  const command = `Command: ${commandLine(program ?? launch.command, launch.args)}`;
  return {
    ...(lines.length > 0 ? { detail: lines.join('\n') } : {}),
    forOwner: `${command}\nDirectory: ${launch.cwd ?? process.cwd()}`,
  };
}

function stdioFailure(error: unknown, context: FailureContext): FailureError {
  const { name, launch, end } = context;
  const { detail, ...more } = processDetail(context);
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'EACCES') {
    const reason = `its program ${code === 'EACCES' ? 'is not executable' : 'was not found'}`;
    return failure(
      'unreachable',
      `'${name}' could not start: ${reason}.`,
      [`Correct 'command' of '${name}'.`],
      detail,
      { ...more, reason },
    );
  }
  if (end && (end.code !== null || end.signal !== null)) {
    const steps = ['Check its log for earlier output.', `Run the command in a terminal to see the error.`];
    const reason = describeEnd(end);
    return failure('unreachable', `'${name}' could not start: ${reason}.`, steps, detail, {
      ...more,
      reason,
    });
  }
  if (isClosed(error)) {
    return failure(
      'unreachable',
      `'${name}' closed its output before it answered.`,
      ['Check its log.'],
      detail,
      { ...more, reason: 'it closed its output before it answered' },
    );
  }
  const printed = end?.printed.length ? ' It printed text to stdout instead of messages.' : '';
  const rest = `did not complete the MCP handshake: ${oneLine(errorMessage(error))}`;
  return failure(
    'unreachable',
    `'${name}' started but ${rest}.${printed}`,
    [
      launch.type === 'stdio'
        ? 'Check that the command starts an MCP server on stdio.'
        : 'Check the address.',
    ],
    detail,
    { ...more, phase: 'handshake', reason: `it ${rest}` },
  );
}

function httpFailure(error: unknown, context: FailureContext): FailureError {
  const { name, launch } = context;
  const url = launch.type === 'stdio' ? '' : launch.url;
  const rest = `did not complete the MCP handshake: ${oneLine(errorMessage(error))}`;
  return (
    explainHttp(error, { name, url }) ??
    failure('protocol', `'${name}' ${rest}.`, [`Check that ${publicUrl(url)} is an MCP server.`], undefined, {
      phase: 'handshake',
      reason: `it ${rest}`,
    })
  );
}

/** Reports that a person has to sign in, or to allow more scopes, or why a token could not be refreshed. */
export function signInFailure(error: unknown, { name, launch }: FailureContext): FailureError | undefined {
  const url = launch.type === 'stdio' ? '' : publicUrl(launch.url);
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause !== error && isFailure(cause)) return cause;
    if (cause instanceof InsufficientScopeError) {
      const scope = cause.requiredScope ? `, '${cause.requiredScope}'` : '';
      const rest = `requires more scopes than were granted${scope}`;
      return failure('signIn', `'${name}' ${rest}.`, ['Sign in again to grant them.'], undefined, {
        reason: `it ${rest}`,
      });
    }
    const status =
      cause instanceof SdkHttpError ? cause.status : cause instanceof SseError ? cause.code : undefined;
    if (cause instanceof UnauthorizedError || status === 401) {
      const rest = `requires a sign-in: ${url} answered 401`;
      const steps = [`Sign in, or set a valid token in its 'headers'.`];
      // A request without a valid token was not carried out.
      return failure('signIn', `'${name}' ${rest}.`, steps, undefined, {
        lost: 'session',
        reason: `it ${rest}`,
      });
    }
  }
  return undefined;
}

/** Whether the SDK reports that the connection closed during a request. */
export function isClosed(error: unknown): boolean {
  return (
    error instanceof SdkError &&
    (error.code === SdkErrorCode.ConnectionClosed || error.code === SdkErrorCode.NotConnected)
  );
}

/** The line of stderr that most likely explains why: the last error-like line, else the last line. */
function lastWords(stderr: string): string | undefined {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !/^(?:at |Node\.js v|\^+$|[{}\])]+[;,]?$)/.test(line));
  const telling = lines.findLast((line) =>
    /error|exception|not found|cannot|failed|denied|invalid|missing/i.test(line),
  );
  const words = telling ?? lines.at(-1);
  return words ? oneLine(words, 160) : undefined;
}
