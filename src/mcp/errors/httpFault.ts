import type { Failure } from '../../base/failure';
import { formatSize } from './messageLimits';

/** The data of a {@link HttpFault}. */
export interface FaultWords extends Pick<Failure, 'lost' | 'permanent' | 'detail' | 'retryAfterMs'> {
  readonly kind: 'protocol' | 'unreachable';
  /** Why, as the end of a sentence: "it accepted the request but sent no answer". */
  readonly why: string;
  readonly nextSteps?: readonly string[];
}

/** A fault in the answer of a server behind HTTP or WebSocket, found before the SDK could wait for it. */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';

  constructor(
    readonly words: FaultWords,
    options?: ErrorOptions,
  ) {
    super(words.why, options);
  }
}

const tellMakers = ['Report it to the authors of the server.'];

/** The server answered, but not with what MCP requires. */
export function badResponse(why: string, detail?: string): HttpFault {
  return new HttpFault({ kind: 'protocol', why, nextSteps: tellMakers, detail });
}

/** The connection broke during the answer: the request may have been carried out. */
export function brokenResponse(why: string, cause?: unknown): HttpFault {
  const nextSteps = ['Try again, and check the log of the server.'];
  return new HttpFault({ kind: 'unreachable', why, nextSteps, lost: 'connection' }, { cause });
}

/** The server no longer knows the session: it has done nothing with the request. */
export function lostSession(detail?: string): HttpFault {
  const nextSteps = ['Connect again to start a new session.'];
  return new HttpFault({
    kind: 'unreachable',
    why: 'the server no longer knows the session',
    nextSteps,
    lost: 'session',
    detail,
  });
}

/** A message over the limit. Sizes in bytes. */
export function oversized(size: number, limit: number): HttpFault {
  const why = `the server sent a message of ${formatSize(size)}, over the limit of ${formatSize(limit)}`;
  return new HttpFault({ kind: 'protocol', why, nextSteps: ['Request less at a time.'] });
}

/** A web page where an MCP server was expected. */
export function webPage(status: number, detail?: string): HttpFault {
  return new HttpFault({
    kind: 'protocol',
    why: `the address answers with a web page${status === 200 ? '' : ` (${status})`}, not with MCP`,
    nextSteps: ['Check the path of the address; many servers use /mcp.'],
    detail,
  });
}

/** A redirect that would send headers and arguments to another origin. */
export function foreignRedirect(from: string, to: string): HttpFault {
  return new HttpFault({
    kind: 'unreachable',
    why: `${from} redirects to ${to}, which was not followed because it is another origin`,
    nextSteps: [`Use the address at ${to} if you trust it.`],
    permanent: true,
  });
}
