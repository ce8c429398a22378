import type { FetchLike } from '@modelcontextprotocol/client';

/** Adds the tokens of a sign-in to requests to one server behind HTTP. */
export interface Authorizer {
  /** Whether a person can sign in when a request is refused. */
  readonly byPerson: boolean;
  /** The fetch that adds a token, and refreshes it without a person where possible. A final 401 is returned unchanged. */
  authorize(fetch: FetchLike): FetchLike;
  /** The values that logs and messages must not show. They change when tokens do. */
  secrets(): readonly string[];
}
