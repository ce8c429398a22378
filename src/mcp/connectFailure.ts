import {
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  SseError,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { errorMessage, type FailureError, failure, isFailure } from '../base/failure';
import { commandLine, oneLine } from '../base/text';
import type { Launch } from '../config/definition';
import type { ProcessEnd } from './stdioTransport';

/** What is known of a connection that failed or broke. */
export interface FailureContext {
  /** The name of the server. */
  readonly name: string;
  readonly launch: Launch;
  /** The resolved program of a server on stdio. */
  readonly program?: string;
  /** How its process ended, or what it has said so far. */
  readonly end?: ProcessEnd;
}

/** Says in one sentence why a connection could not be made, with everything that is known below it. */
export function connectFailure(error: unknown, context: FailureContext): FailureError {
  if (isFailure(error)) return error as FailureError;
  return context.launch.type === 'stdio' ? stdioFailure(error, context) : httpFailure(error, context);
}

/** Why a process ended, as the end of a sentence: "it exited with code 3 (boom)". */
export function describeEnd(end: ProcessEnd): string {
  const words = lastWords(end.stderr);
  const tail = words ? ` (${words})` : '';
  if (end.signal) return `it was ended by ${end.signal}${tail}`;
  if (end.code !== null) return `it exited with code ${end.code}${tail}`;
  return `it closed its output${tail}`;
}

/** The command, and the last lines the process wrote: what a person needs to see beside the sentence. */
export function processDetail(context: FailureContext): string | undefined {
  const { launch, end, program } = context;
  if (launch.type !== 'stdio') return undefined;
  const lines = [
    `Command: ${commandLine(program ?? launch.command, launch.args)}`,
    `Directory: ${launch.cwd ?? process.cwd()}`,
  ];
  if (end?.printed.length)
    lines.push('Printed to stdout, which is for messages only:', ...end.printed.map((line) => `  ${line}`));
  const stderr = end?.stderr.trimEnd().split('\n').slice(-10) ?? [];
  if (stderr.some((line) => line.trim()))
    lines.push('Last lines of stderr:', ...stderr.map((line) => `  ${line}`));
  return lines.join('\n');
}

function stdioFailure(error: unknown, context: FailureContext): FailureError {
  const { name, launch, end } = context;
  const detail = processDetail(context);
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'EACCES') {
    const why = code === 'EACCES' ? 'is not executable' : 'was not found';
    return failure(
      'unreachable',
      `'${name}' could not start: its program ${why}.`,
      [`Correct 'command' of '${name}'.`],
      detail,
    );
  }
  if (end && (end.code !== null || end.signal !== null)) {
    const steps = ['Read its log for what it said before.', `Run the command in a terminal to see it fail.`];
    return failure('unreachable', `'${name}' could not start: ${describeEnd(end)}.`, steps, detail);
  }
  if (isClosed(error)) {
    return failure(
      'unreachable',
      `'${name}' closed its output before it answered.`,
      ['Read its log.'],
      detail,
    );
  }
  const printed = end?.printed.length ? ' It printed text to stdout instead of messages.' : '';
  return failure(
    'unreachable',
    `'${name}' started but did not complete the MCP handshake: ${oneLine(errorMessage(error))}.${printed}`,
    [
      launch.type === 'stdio'
        ? 'Check that the command starts an MCP server on stdio.'
        : 'Check the address.',
    ],
    detail,
  );
}

function httpFailure(error: unknown, context: FailureContext): FailureError {
  const { name, launch } = context;
  const url = launch.type === 'http' ? publicUrl(launch.url) : '';
  const status =
    error instanceof SdkHttpError ? error.status : error instanceof SseError ? error.code : undefined;
  if (error instanceof UnauthorizedError || status === 401) {
    return failure('signIn', `'${name}' wants a sign-in: ${url} answered 401.`, [
      `Give its 'headers' a valid token.`,
    ]);
  }
  if (status === 403) {
    return failure('unreachable', `'${name}' refused the connection: ${url} answered 403.`, [
      `Check the rights of the token in its 'headers'.`,
    ]);
  }
  if (status === 404 || status === 405) {
    return failure('unreachable', `'${name}' is not there: ${url} answered ${status}.`, [
      'Check the path of the address; many servers use /mcp.',
    ]);
  }
  if (status !== undefined) {
    const body = error instanceof SdkHttpError ? oneLine(String(error.data?.text ?? ''), 200) : '';
    return failure(
      'unreachable',
      `'${name}' could not be reached: ${url} answered ${status}.`,
      ['Read the log of the server.'],
      body || undefined,
    );
  }
  const network = networkReason(error);
  if (network)
    return failure('unreachable', `'${name}' could not be reached: ${network.why} (${url}).`, [network.next]);
  return failure(
    'protocol',
    `'${name}' did not complete the MCP handshake: ${oneLine(errorMessage(error))}.`,
    [`Check that ${url} is an MCP server behind Streamable HTTP.`],
  );
}

/** The address without user, password and query, for messages. */
export function publicUrl(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.origin}${parsed.pathname}`;
  } catch {
    return url.split('?')[0]!;
  }
}

/** Whether the SDK says that the connection closed under a request. */
export function isClosed(error: unknown): boolean {
  return (
    error instanceof SdkError &&
    (error.code === SdkErrorCode.ConnectionClosed || error.code === SdkErrorCode.NotConnected)
  );
}

const networkReasons: Record<string, { why: string; next: string }> = {
  ECONNREFUSED: { why: 'the connection was refused', next: 'Start the server, and check host and port.' },
  ENOTFOUND: { why: 'the host name is unknown', next: 'Check the host name and the network.' },
  EAI_AGAIN: { why: 'the host name could not be looked up', next: 'Check the network.' },
  ECONNRESET: { why: 'the connection was cut', next: 'Try again, and read the log of the server.' },
  ETIMEDOUT: { why: 'the host did not answer in time', next: 'Check the network.' },
  UND_ERR_CONNECT_TIMEOUT: { why: 'the host did not answer in time', next: 'Check the network.' },
  UND_ERR_SOCKET: { why: 'the connection was cut', next: 'Try again, and read the log of the server.' },
  EHOSTUNREACH: { why: 'the host cannot be reached', next: 'Check the network.' },
  ENETUNREACH: { why: 'the network cannot be reached', next: 'Check the network.' },
};

function networkReason(error: unknown): { why: string; next: string } | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (!code) continue;
    const known = networkReasons[code];
    if (known) return known;
    if (/CERT|SSL|TLS|SELF_SIGNED/.test(code)) {
      return {
        why: `its certificate is not accepted, ${code}`,
        next: 'Add the authority to NODE_EXTRA_CA_CERTS.',
      };
    }
    const inner = (cause as AggregateError).errors?.[0];
    if (inner) return networkReason(inner);
  }
  return undefined;
}

/** The line of stderr that most likely says why: the last error-like line, else the last line. */
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
