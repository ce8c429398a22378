import { didYouMean } from '../../base/didYouMean';
import { type Requester, terminalRequester, windowRequester } from '../../pool/requester';
import type { Holder } from './accessTokens';
import { problem } from './problemDetails';

/** The header with which one of our programs declares that a person made this call. */
export const originHeader = 'mcp-pool-origin';

/** Where a person can make a call, as values of the header. */
const places = ['terminal', 'editor'] as const;
const persons = { terminal: terminalRequester, editor: windowRequester } as const;

/** The facts about an admitted request. */
export interface Admission {
  readonly holder: Holder;
  /** The person who made the calls of the request, as declared by one of our programs. */
  readonly person?: Requester;
}

/** Not by a header, which anyone may write: by the request itself. */
const admissions = new WeakMap<Request, Admission>();

/** Reads the claims of a request once, and stores them for the handlers. Rejects claims that are not allowed. */
export function admit(request: Request, holder: Holder): void {
  admissions.set(request, { holder, person: personIn(request.headers, holder) });
}

/** The facts about a request; a request that was not admitted comes from outside. */
export function admissionOf(request: Request | undefined): Admission {
  return (request && admissions.get(request)) ?? { holder: 'nobody' };
}

/** Copies the facts to a request that was made from this one. */
export function handOver(from: Request, to: Request): void {
  admissions.set(to, admissionOf(from));
}

/** The person in the header, if it is allowed. */
function personIn(headers: Pick<Headers, 'get'>, holder: Holder): Requester | undefined {
  const said = headers.get(originHeader);
  if (said === null) return undefined;
  if (headers.get('origin') !== null)
    throw problem(403, 'origin', "A web page may not send the header 'MCP-Pool-Origin'.", ['Remove it.']);
  const known = places.find((place) => place === said);
  if (!known) {
    const guess = didYouMean(said, places);
    throw problem(400, 'request', `The header 'MCP-Pool-Origin' cannot be '${said}'.`, [
      guess ? `Did you mean '${guess}'?` : `Use ${places.map((place) => `'${place}'`).join(' or ')}.`,
    ]);
  }
  if (holder !== 'owner')
    throw problem(
      403,
      'origin',
      "Only MCP Pool's own programs may declare that a person made a call: the header 'MCP-Pool-Origin' is not allowed with this token.",
      ["Remove it. Calls from outside run when 'autoApprove' covers the tool, or are confirmed."],
    );
  return persons[known];
}
