import type { FetchLike } from '@modelcontextprotocol/client';
import { abortable } from '../../base/async';
import { limitedFetch } from '../http/limitedFetch';
import { requireReach, type SignInOwner } from './signInReach';

/** How long an authorization server may take to answer, in ms. */
const timeoutMs = 20_000;

/** The largest answer of an authorization server, in bytes: descriptions and tokens are small. */
const bodyLimit = 1024 * 1024;

/**
 * The fetch for all requests of a sign-in, by a person or not: with a time limit, as no one should wait forever for
 * a sign-in service; with a small limit on what is read; and only where {@link requireReach} allows it. A redirect is never followed here: the SDK follows redirects within the origin with a new request.
 */
export function signInFetch(fetch: FetchLike, owner: SignInOwner): FetchLike {
  const lowest = limitedFetch(fetch, bodyLimit);
  return async (url, init) => {
    const late = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late;
    await abortable(requireReach(new URL(url), owner), signal);
    const response = await lowest(url, { ...init, signal, redirect: 'manual' });
    if (response.ok || !response.body) return response;
    // The SDK leaves some of these unread, and their connections open.
    const { status, statusText, headers } = response;
    return new Response(await response.arrayBuffer(), { status, statusText, headers });
  };
}
