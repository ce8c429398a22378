import type { FetchLike } from '@modelcontextprotocol/client';

/** How long an authorization server may take to answer, in ms. */
const limit = 20_000;

/** The fetch with a time limit: nobody should wait for ever for a sign-in service. */
export function timed(fetch: FetchLike): FetchLike {
  return (url, init) => {
    const late = AbortSignal.timeout(limit);
    const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late;
    return fetch(url, { ...init, signal });
  };
}
