import { didYouMean } from '../base/didYouMean';
import type { CallOrigin } from '../pool/call';
import { problem } from './problem';

/** The header by which a program of the same person says that the person made this call in it. */
export const originHeader = 'mcp-pool-origin';

/** Where a person can have made a call, as the header says it. */
const places = ['terminal', 'editor'] as const satisfies readonly CallOrigin[];

/** Who made the call of a request: whom the header names, or else somebody outside. An unknown word is a problem. */
export function originOf(headers: Pick<Headers, 'get'>): CallOrigin {
  const said = headers.get(originHeader);
  if (said === null) return 'gateway';
  const known = places.find((place) => place === said);
  if (known) return known;
  const guess = didYouMean(said, places);
  throw problem(400, 'request', `The header 'MCP-Pool-Origin' does not say '${said}'.`, [
    guess ? `Did you mean '${guess}'?` : `It says ${places.map((place) => `'${place}'`).join(' or ')}.`,
  ]);
}

/** Refuses a request that says of itself what it must not: a web page is no person at a terminal, whatever page it is. */
export function checkOrigin(headers: Pick<Headers, 'get'>): void {
  if (headers.get(originHeader) !== null && headers.get('origin') !== null)
    throw problem(403, 'origin', "A web page may not send the header 'MCP-Pool-Origin'.", ['Leave it out.']);
  originOf(headers);
}
