import type { Failure } from '../../base/failure';
import { formatSize } from './messageLimits';

/** What a {@link HttpFault} says. */
export interface FaultWords extends Pick<Failure, 'lost' | 'permanent' | 'detail' | 'retryAfter'> {
  readonly kind: 'protocol' | 'unreachable';
  /** Why, as the end of a sentence: "it accepted the request but sent no answer". */
  readonly why: string;
  readonly nextSteps?: readonly string[];
}

/** Something wrong with how a server behind HTTP or WebSocket answered, found before the SDK could wait for it. */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';

  constructor(
    readonly words: FaultWords,
    options?: ErrorOptions,
  ) {
    super(words.why, options);
  }
}

const tellMakers = ['Report it to the makers of the server.'];

/** The server answered, but not with what MCP asks for. */
export function badResponse(why: string, detail?: string): HttpFault {
  return new HttpFault({ kind: 'protocol', why, nextSteps: tellMakers, detail });
}

/** What carried the answer broke: the request may have been carried out. */
export function brokenResponse(why: string, cause?: unknown): HttpFault {
  const nextSteps = ['Try again, and read the log of the server.'];
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
  return new HttpFault({ kind: 'protocol', why, nextSteps: ['Ask for less at a time.'] });
}

/** A page for people where an MCP server was meant to be. */
export function webPage(status: number, detail?: string): HttpFault {
  return new HttpFault({
    kind: 'protocol',
    why: `the address answers with a web page${status === 200 ? '' : ` (${status})`}, not with MCP`,
    nextSteps: ['Check the path of the address; many servers use /mcp.'],
    detail,
  });
}

/** A redirect that would send headers and arguments to somebody else. */
export function foreignRedirect(from: string, to: string): HttpFault {
  return new HttpFault({
    kind: 'unreachable',
    why: `${from} redirects to ${to}, which was not followed because it is another origin`,
    nextSteps: [`Use the address at ${to} if you trust it.`],
    permanent: true,
  });
}
