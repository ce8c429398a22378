import { didYouMean } from '../../base/didYouMean';
import { type Requester, terminalRequester, windowRequester } from '../../pool/requester';
import type { Holder } from './accessTokens';
import { problem } from './problemDetails';

/** The header by which a program of ours says that a person made this call in it. */
export const originHeader = 'mcp-pool-origin';

/** Where a person can have made a call, as the header says it. */
const places = ['terminal', 'editor'] as const;
const persons = { terminal: terminalRequester, editor: windowRequester } as const;

/** What was found out of a request when it was let in. */
export interface Admission {
  readonly holder: Holder;
  /** The person who made the calls of the request, where a program of ours says so. */
  readonly person?: Requester;
}

/** Not by a header, which anybody may write: by the request itself. */
const admissions = new WeakMap<Request, Admission>();

/** Reads, once, what a request says of itself, and keeps it for those who answer it. Refuses what may not be said. */
export function admit(request: Request, holder: Holder): void {
  admissions.set(request, { holder, person: personIn(request.headers, holder) });
}

/** What was found out of a request; of one that nobody let in, that somebody outside made it. */
export function admissionOf(request: Request | undefined): Admission {
  return (request && admissions.get(request)) ?? { holder: 'nobody' };
}

/** The request is answered as another one that was made of it. */
export function handOver(from: Request, to: Request): void {
  admissions.set(to, admissionOf(from));
}

/** The person whom the header names, if it may. */
function personIn(headers: Pick<Headers, 'get'>, holder: Holder): Requester | undefined {
  const said = headers.get(originHeader);
  if (said === null) return undefined;
  if (headers.get('origin') !== null)
    throw problem(403, 'origin', "A web page may not send the header 'MCP-Pool-Origin'.", ['Leave it out.']);
  const known = places.find((place) => place === said);
  if (!known) {
    const guess = didYouMean(said, places);
    throw problem(400, 'request', `The header 'MCP-Pool-Origin' does not say '${said}'.`, [
      guess ? `Did you mean '${guess}'?` : `It says ${places.map((place) => `'${place}'`).join(' or ')}.`,
    ]);
  }
  if (holder !== 'owner')
    throw problem(
      403,
      'origin',
      "Only MCP Pool's own programs may say that a person made a call: the header 'MCP-Pool-Origin' does not go with this token.",
      ["Leave it out. Calls from outside run when 'autoApprove' covers the tool, or are confirmed."],
    );
  return persons[known];
}
