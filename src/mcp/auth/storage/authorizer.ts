import type { FetchLike } from '@modelcontextprotocol/client';

/** Lets requests to one server behind HTTP carry what somebody signed in with. */
export interface Authorizer {
  /** Whether a person can sign in when a request is refused. */
  readonly byPerson: boolean;
  /** The fetch that adds a token, and renews it without a person where that can be done. A final 401 is answered as it is. */
  authorize(fetch: FetchLike): FetchLike;
  /** The values that logs and messages must not show. They change when tokens do. */
  secrets(): readonly string[];
}
