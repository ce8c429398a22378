import { didYouMean } from '../base/didYouMean';
import { type FailureError, failure } from '../base/failure';
import { quoted } from '../base/text';
import type { Server } from '../mcp/server/server';

/** The failure for a thing that a server does not have, with the nearest name. */
export function notFoundIn(
  server: Server,
  what: string,
  name: string,
  there: readonly string[],
): FailureError {
  const guess = didYouMean(name, there);
  const steps = guess
    ? [`Did you mean '${guess}'?`]
    : [there.length ? `It has: ${quoted(there)}.` : `It has no ${what}s.`];
  return failure('notFound', `'${server.name}' has no ${what} '${name}'.`, steps);
}
