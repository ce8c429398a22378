import type { Context, MiddlewareHandler } from 'hono';
import type { Holder, Tokens } from './accessTokens';
import { problem } from './problemDetails';
import { admit } from './requestOrigin';

/** Who may use a gateway. */
export interface GuardOptions {
  readonly tokens: Tokens;
  /** The allowed values of the Host header, in lower case. */
  readonly isHost: (host: string) => boolean;
  readonly origins: readonly string[];
  /** Called with requests that have a token. */
  readonly onLetIn?: (request: Request, holder: Holder) => void;
}

const methods = 'GET, POST, DELETE';
const requestHeaders =
  'authorization, content-type, accept, last-event-id, mcp-session-id, mcp-protocol-version, mcp-method, mcp-name';
const overrides = ['x-http-method-override', 'x-http-method', 'x-method-override'];

/**
 * Rejects unauthorized requests: those of web pages by Host and Origin, which they cannot choose (against DNS rebinding and
 * drive-by requests), and all others by the token.
 */
export function guard({ tokens, isHost, origins, onLetIn }: GuardOptions): MiddlewareHandler {
  return async (context, next) => {
    const { req } = context;
    checkHost(req.header('host'), isHost);
    const origin = req.header('origin');
    if (origin !== undefined && (origin === 'null' || !origins.includes(origin)))
      throw problem(403, 'origin', 'Web pages of this origin may not use the gateway.', [
        'If you trust all of its pages, allow the origin when you start the gateway.',
      ]);
    if (req.method === 'OPTIONS') return preflight(context, origin);
    if (!/^(?:GET|POST|DELETE)$/.test(req.method))
      throw problem(405, 'request', `${req.method} is not supported.`, [], { allow: methods });
    for (const name of overrides)
      if (req.header(name) !== undefined)
        throw problem(400, 'request', `The header '${name}' is not supported.`, ['Send the method itself.']);
    const open = req.method === 'GET' && req.path === '/health';
    const holder = tokens.holderOf(tokenIn(req.header('authorization')));
    const allowed = holder !== 'nobody';
    if (!allowed && !(open && req.header('authorization') === undefined))
      throw problem(
        401,
        'token',
        'The request has no valid token.',
        ['Send it as Authorization: Bearer TOKEN.'],
        {
          'www-authenticate': 'Bearer realm="mcp-pool"',
        },
      );
    admit(req.raw, holder);
    if (allowed) onLetIn?.(req.raw, holder);
    context.set('allowed', allowed);
    await next();
    if (origin !== undefined) allowOrigin(context.res.headers, origin);
    return undefined;
  };
}

/** The allowed values of the Host header of a request: the name and port that the gateway is bound to, and those that were listed. */
export function hostCheck(bound: string, port: number, more: readonly string[]): (host: string) => boolean {
  const written = bound.includes(':') ? `[${bound}]` : bound;
  const names = isLoopback(bound) ? [written, 'localhost'] : [written];
  const listed = new Set(more.map((name) => name.toLowerCase()));
  for (const name of names) {
    listed.add(`${name}:${port}`);
    if (port === 80) listed.add(name);
  }
  // Bound to every address: DNS rebinding needs a name, so any numeric address is safe.
  const anyAddress = bound === '0.0.0.0' || bound === '::';
  return (host) => {
    const lower = host.toLowerCase();
    return listed.has(lower) || (anyAddress && isAddress(lower) && lower.endsWith(`:${port}`));
  };
}

/** Whether an address is a loopback address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function isAddress(host: string): boolean {
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\]):\d+$/.test(host);
}

function checkHost(host: string | undefined, isHost: (host: string) => boolean): void {
  if (host === undefined || !isHost(host))
    throw problem(403, 'host', 'The gateway does not accept this host name.', [
      'Use the address that it printed when it started.',
    ]);
}

/** The token of a request; compared also when there is none, so that it takes as long. */
function tokenIn(header = ''): string {
  return /^Bearer ([\x21-\x7e]+)$/i.exec(header)?.[1] ?? '';
}

/** Answers a CORS preflight request; only pages of listed origins are allowed, and none from the wider network. */
function preflight({ req }: Context, origin: string | undefined): Response {
  const wider =
    req.header('access-control-request-private-network') ??
    req.header('access-control-request-local-network');
  if (origin === undefined || wider !== undefined)
    throw problem(403, 'origin', 'The gateway does not answer requests from other networks.');
  const headers = new Headers({
    'access-control-allow-methods': methods,
    'access-control-allow-headers': requestHeaders,
    'access-control-max-age': '600',
  });
  allowOrigin(headers, origin);
  return new Response(null, { status: 204, headers });
}

function allowOrigin(headers: Headers, origin: string): void {
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-expose-headers', 'mcp-session-id, mcp-protocol-version, retry-after');
  headers.append('vary', 'origin');
}
