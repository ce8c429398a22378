/**
 * What kind of thing went wrong. Decides the terminal's exit code, the icon in the tree and whether a retry can help.
 * - `usage`, `configuration`: the person's input or file is wrong
 * - `denied`: the policy or the person denied it
 * - `unreachable`: the server could not be started or reached, or died
 * - `timeout`: the server did not answer within its time limit
 * - `protocol`: the server answered with an error or with something that is not MCP
 * - `notFound`: nothing of that name
 * - `arguments`: the arguments do not fit the tool's schema; nothing was sent
 * - `signIn`: the server requires a sign-in
 * - `cancelled`: the person or the caller stopped it
 * - `internal`: our own fault
 */
export type FailureKind =
  | 'usage'
  | 'configuration'
  | 'denied'
  | 'unreachable'
  | 'timeout'
  | 'protocol'
  | 'notFound'
  | 'arguments'
  | 'signIn'
  | 'cancelled'
  | 'internal';

/** What a person sees of a failure, as plain data. */
export interface Failure {
  readonly kind: FailureKind;
  /** One sentence: what failed and why. */
  readonly message: string;
  /** What to do next, each a sentence. */
  readonly nextSteps: readonly string[];
  /** More details, such as the last lines of stderr. Never a stack. */
  readonly detail?: string;
  /** Further details for the owner of the configuration only, such as the command line: no gateway sends them. */
  readonly forOwner?: string;
  /** An automatic retry cannot help: a person has to change something first. */
  readonly permanent?: boolean;
  /**
   * The request was lost with its session or connection. `session`: the server knows nothing of it, so it can be sent again; `connection`:
   * it may have been carried out.
   */
  readonly lost?: 'session' | 'connection';
  /** How long the server asked to wait, in ms. */
  readonly retryAfterMs?: number;
  /** How far a start came: `handshake` when the server ran or was reached, and did not answer as MCP requires. */
  readonly phase?: 'handshake';
  /** Why, as a clause without the name of the server and without a full stop, for places that show the name beside it. */
  readonly reason?: string;
  /** The code of the JSON-RPC error that the server answered with. */
  readonly code?: number;
  /** The arguments that do not fit, each with its place as `a.b[0]`. */
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

/** A failure as an exception. */
export class FailureError extends Error implements Failure {
  override readonly name = 'FailureError';
  readonly kind: FailureKind;
  readonly nextSteps: readonly string[];
  readonly detail?: string;
  readonly forOwner?: string;
  readonly permanent?: boolean;
  readonly lost?: 'session' | 'connection';
  readonly retryAfterMs?: number;
  readonly phase?: 'handshake';
  readonly reason?: string;
  readonly code?: number;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.kind = failure.kind;
    this.nextSteps = failure.nextSteps;
    this.detail = failure.detail;
    this.forOwner = failure.forOwner;
    this.permanent = failure.permanent;
    this.lost = failure.lost;
    this.retryAfterMs = failure.retryAfterMs;
    this.phase = failure.phase;
    this.reason = failure.reason;
    this.code = failure.code;
    this.issues = failure.issues;
  }
}

/** Makes a failure in one call. */
export function failure(
  kind: FailureKind,
  message: string,
  nextSteps: readonly string[] = [],
  detail?: string,
  more: Omit<Failure, 'kind' | 'message' | 'nextSteps' | 'detail'> = {},
): FailureError {
  return new FailureError({ kind, message, nextSteps, detail, ...more });
}

/** All details beyond the message, for the owner of the configuration. */
export function detailForOwner({
  detail,
  forOwner,
}: Pick<Failure, 'detail' | 'forOwner'>): string | undefined {
  return [forOwner, detail].filter(Boolean).join('\n') || undefined;
}

/** Whether the error is a failure. */
export function isFailure(error: unknown): error is FailureError {
  return error instanceof FailureError;
}

/** The failure in an error; anything unknown becomes an internal one. */
export function toFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  return failure('internal', errorMessage(error), ['Report this as a bug, with the steps to reproduce it.']);
}

/** One line that describes an unknown thrown value; never `[object Object]`. */
export function errorMessage(error: unknown): string {
  if (typeof error === 'string') return error;
  if (error instanceof Error) {
    // Libraries wrap errors in errors: each layer with a new message is kept, "fetch failed (bad port)".
    const layers: string[] = [];
    const seen = new Set<unknown>();
    for (let at: unknown = error; at instanceof Error && !seen.has(at); at = at.cause) {
      seen.add(at);
      const message = ownMessage(at);
      if (!layers.some((layer) => layer.includes(message))) layers.push(message);
    }
    return layers.length > 1 ? `${layers[0]} (${layers.slice(1).join(', ')})` : layers[0]!;
  }
  try {
    return JSON.stringify(error) ?? String(error);
  } catch {
    return 'unknown error';
  }
}

/** Node joins the failures of several addresses in an `AggregateError` without a message. */
function ownMessage(error: Error): string {
  const parts: unknown[] = error instanceof AggregateError ? error.errors : [];
  const first = parts.find((part) => part instanceof Error && part.message);
  return error.message || (first instanceof Error ? first.message : '') || error.name;
}
