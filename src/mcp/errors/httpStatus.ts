import { parseShallow } from '../../base/nesting';
import { formatDuration } from '../../base/text';
import { foreignRedirect, HttpFault } from './httpFault';
import { excerpt, isWebPage } from './responseBody';

const redirects = new Set([301, 302, 303, 307, 308]);

/** Returns a response unless it redirects to another origin; the SDK follows redirects within the origin. Throws an {@link HttpFault}. */
export function refuseRedirect(url: string | URL, response: Response): Response {
  const location = redirects.has(response.status) ? response.headers.get('location') : null;
  if (location === null || !URL.canParse(location, String(url))) return response;
  const from = new URL(url);
  const to = new URL(location, url);
  const upgrade =
    from.protocol === 'http:' && to.protocol === 'https:' && from.hostname === to.hostname && !from.port;
  if (from.origin === to.origin || (upgrade && !to.port)) return response;
  void response.body?.cancel();
  throw foreignRedirect(from.origin, to.origin);
}

/** Whether a status requires something else first, such as a sign-in or a pause. */
export function isAuthOrThrottle(status: number): boolean {
  return status === 401 || status === 403 || status === 408 || status === 429 || status >= 500;
}

const busy: Readonly<Record<number, string>> = {
  429: 'it answered 429, too many requests',
  502: 'it answered 502, its proxy or load balancer cannot reach it',
  503: 'it answered 503, it is currently unavailable',
  504: 'it answered 504, its proxy or load balancer got no answer in time',
};

/** Returns a response unless it says to retry later. Throws an {@link HttpFault}. */
export async function refuseWhenBusy(response: Response): Promise<Response> {
  const why = busy[response.status];
  if (!why) return response;
  const wait = retryAfterMs(response.headers.get('retry-after'));
  const text = await response.text().catch(() => '');
  throw new HttpFault({
    kind: 'unreachable',
    why,
    nextSteps: [wait === undefined ? 'Try again later.' : `Try again in ${formatDuration(wait)}.`],
    detail: bodyDetail(text, response.headers.get('content-type') ?? ''),
    retryAfterMs: wait,
  });
}

/** The time to wait of a `Retry-After` header, in ms. */
export function retryAfterMs(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** The error in a body: the message of its JSON-RPC error, the detail of its problem, or its first words. */
export function bodyDetail(text: string, contentType = ''): string | undefined {
  const error = jsonRpcError(text);
  if (error) return `Error ${error.code}: ${error.message}`;
  const told = problemDetail(text);
  if (told) return told;
  const words = excerpt(text);
  return words && isWebPage(text, contentType) ? `A web page: ${words}` : words;
}

/** The detail of a problem: https://www.rfc-editor.org/rfc/rfc9457 */
function problemDetail(text: string): string | undefined {
  const { status, detail } = (parseShallow(text) ?? {}) as { status?: unknown; detail?: unknown };
  return typeof status === 'number' && typeof detail === 'string' ? excerpt(detail) : undefined;
}

/** The JSON-RPC error in the body of an HTTP error. */
export function jsonRpcError(
  text: string,
): { code: number; message: string; data?: unknown; id?: unknown } | undefined {
  const { id, error } = (parseShallow(text) ?? {}) as {
    id?: unknown;
    error?: { code?: unknown; message?: unknown };
  };
  if (typeof error?.code !== 'number' || typeof error.message !== 'string') return undefined;
  return { id, ...(error as { code: number; message: string; data?: unknown }) };
}
