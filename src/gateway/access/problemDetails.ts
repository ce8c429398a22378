import type { Failure, FailureKind } from '../../base/failure';
import type { ServerState } from '../../mcp/server/serverState';

/** The answer to a request that failed: https://www.rfc-editor.org/rfc/rfc9457 with our own members. */
export interface ProblemDetails {
  /** `urn:mcp-pool:` and the kind. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** One sentence: what failed and why. */
  readonly detail: string;
  readonly nextSteps: readonly string[];
  /** The places in the arguments that do not fit. */
  readonly issues?: Failure['issues'];
  /** More details, such as the last lines of stderr. */
  readonly output?: string;
  /** When to try again, in seconds. */
  readonly retryAfter?: number;
}

/** A problem as an exception. */
export class ProblemError extends Error {
  constructor(
    readonly problem: ProblemDetails,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.detail);
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'No valid token',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  422: 'Arguments do not fit',
  429: 'Too many requests',
  500: 'Internal error of the gateway',
  502: 'The server failed',
  503: 'Not ready',
  504: 'Too slow',
};

const statuses: Readonly<Record<FailureKind, number>> = {
  // The pool's only usage failure is an ambiguous name.
  usage: 409,
  // A server that is disabled or on hold: the request does not fit its state.
  configuration: 409,
  denied: 403,
  unreachable: 502,
  timeout: 504,
  protocol: 502,
  notFound: 404,
  arguments: 422,
  signIn: 502,
  cancelled: 503,
  internal: 500,
};

/** A problem with the request itself, to be thrown. */
export function problem(
  status: number,
  kind: string,
  detail: string,
  nextSteps: readonly string[] = [],
  headers?: Readonly<Record<string, string>>,
): ProblemError {
  return new ProblemError(describe(status, kind, detail, nextSteps), headers);
}

/** The problem in any thrown value; `state` is that of the server it is about. */
export function problemOf(error: unknown, state?: ServerState): ProblemDetails {
  if (error instanceof ProblemError) return error.problem;
  if (!hasShape(error))
    return describe(500, 'internal', 'The gateway failed with an internal error.', ['Check its log.']);
  const retryAfter = secondsUntilReady(error, state);
  const { kind, message, nextSteps, issues, detail } = error;
  const status = retryAfter === undefined ? statuses[kind] : 503;
  return {
    ...describe(status, kind, message, nextSteps),
    ...(issues ? { issues } : {}),
    ...(detail ? { output: detail } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

/** The answer that carries a problem. */
export function problemResponse(
  known: ProblemDetails,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(known), {
    status: known.status,
    headers: {
      'content-type': 'application/problem+json',
      ...(known.retryAfter === undefined ? {} : { 'retry-after': String(known.retryAfter) }),
      ...headers,
    },
  });
}

function describe(
  status: number,
  kind: string,
  detail: string,
  nextSteps: readonly string[],
): ProblemDetails {
  return { type: `urn:mcp-pool:${kind}`, title: titles[status] ?? 'Failed', status, detail, nextSteps };
}

/** A server that is restarting is not ready rather than broken; but what it may have carried out is not tried again. */
function secondsUntilReady({ kind, lost }: Failure, state: ServerState | undefined): number | undefined {
  if (kind !== 'unreachable' || lost || !state) return undefined;
  if (state.kind === 'starting') return 1;
  return state.kind === 'waiting' ? Math.max(1, Math.ceil((state.retryAt - Date.now()) / 1000)) : undefined;
}

/** Whether it is a failure, thrown or as plain data. */
function hasShape(error: unknown): error is Failure {
  return typeof error === 'object' && error !== null && 'kind' in error && 'nextSteps' in error;
}
