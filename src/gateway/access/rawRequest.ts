import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayLimits } from './gatewayOptions';
import { type ProblemError, problem } from './problemDetails';

/** Headers that two readers of the request could understand differently if repeated. */
const single = new Set([
  'host',
  'origin',
  'authorization',
  'content-length',
  'content-type',
  'transfer-encoding',
  'mcp-session-id',
  'mcp-pool-origin',
]);

/** The problem of a raw request, before parsing would hide it. */
export function rawProblem(
  { rawHeaders, url = '', httpVersion, headers }: IncomingMessage,
  limits: Pick<GatewayLimits, 'url'>,
): ProblemError | undefined {
  if (url.length > limits.url) return problem(414, 'request', 'The address is too long.');
  // An absolute or authority form would name another host than the Host header.
  if (!url.startsWith('/') || url.startsWith('//'))
    return problem(400, 'request', 'The request must name a path.', ['Write it as /path.']);
  const [path = ''] = url.split('?');
  if (!isPlainPath(path)) return problem(400, 'request', 'The path must be in its plain form.', [pathStep]);
  if (httpVersion !== '1.1') return problem(400, 'request', 'Only HTTP/1.1 is supported.');
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase();
    if (seen.has(name) && single.has(name))
      return problem(400, 'request', `The header '${name}' must appear once.`);
    seen.add(name);
  }
  if (headers['transfer-encoding'] !== undefined && headers['content-length'] !== undefined)
    return problem(400, 'request', 'A request has either a length or a transfer encoding.');
  return undefined;
}

const pathStep =
  'Remove dot segments, backslashes, empty segments and encoded slashes. POST /tools/call accepts any name.';

/** Whether every reader understands the path in the same way. */
function isPlainPath(path: string): boolean {
  if (/[^!-~]|[\\;]|\/\/|%(?:2f|5c|2e|25|7f|[01])/i.test(path)) return false;
  if (/%(?![\da-f]{2})/i.test(path)) return false;
  return !path.split('/').some((part) => part === '.' || part === '..');
}

/** Answers before the request reaches the app. The connection ends: the rest of it cannot be trusted. */
export function refuse(response: ServerResponse, { problem: known, headers }: ProblemError): void {
  response.shouldKeepAlive = false;
  response.writeHead(known.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    connection: 'close',
    ...(known.retryAfter === undefined ? {} : { 'retry-after': String(known.retryAfter) }),
    ...headers,
  });
  response.end(JSON.stringify(known));
}
