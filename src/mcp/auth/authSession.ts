import {
  computeScopeUnion,
  extractWWWAuthenticateParams,
  type FetchLike,
} from '@modelcontextprotocol/client';
import { Sequencer } from '../../base/async';
import type { OAuthSettings } from '../../config/model/entryTypes';
import { isClientGrant, secretsOfSettings } from './clientGrants';
import { DpopProofs } from './dpop';
import type { Challenge } from './oauthDiscovery';
import { signInFetch } from './signInFetch';
import type { Authorizer } from './storage/authorizer';
import { type CredentialRecord, type Credentials, isOver, tokensOf } from './storage/credentials';
import { SeenSecrets } from './storage/seenSecrets';
import { renew } from './tokenRefresh';

/** The sign-in of one server. Outlives its connections. */
export class AuthSession implements Authorizer {
  private wanted: Challenge = {};
  private known: Credentials | undefined;
  private proofs: { key: string; value: DpopProofs } | undefined;
  private readonly renewals = new Sequencer();
  /** What must not be shown. */
  readonly seen = new SeenSecrets();

  constructor(
    /** The address of the server. */
    readonly url: string,
    readonly settings: OAuthSettings,
    readonly record: CredentialRecord,
  ) {
    this.seen.add(...secretsOfSettings(settings));
  }

  get byPerson(): boolean {
    return !isClientGrant(this.settings);
  }

  /** What the server required when it last refused. */
  get challenge(): Challenge {
    return this.wanted;
  }

  authorize(fetch: FetchLike): FetchLike {
    return async (url, init = {}) => {
      // A redirect to another origin gets no token.
      if (new URL(url).origin !== new URL(this.url).origin) return fetch(url, init);
      let token = await this.token(fetch);
      let response = await this.send(fetch, url, init, token);
      if (await this.isRefused(response)) {
        const before = token;
        token = await this.renewed(before, fetch);
        if (token === undefined || token === before) return response;
        await response.body?.cancel();
        response = await this.send(fetch, url, init, token);
        await this.isRefused(response);
      }
      return response;
    };
  }

  secrets(): readonly string[] {
    return this.seen.all;
  }

  /** Whether there are tokens to use. */
  async isSignedIn(): Promise<boolean> {
    return tokensOf(await this.record.read()) !== undefined;
  }

  /** Drops the cache: the store was written. */
  forget(): void {
    this.known = undefined;
  }

  /** The proofs of the key that tokens are bound to, if they are. */
  proofsOf({ proofKey }: Credentials): DpopProofs | undefined {
    if (proofKey === undefined) return undefined;
    if (this.proofs?.key !== proofKey) this.proofs = { key: proofKey, value: new DpopProofs(proofKey) };
    return this.proofs.value;
  }

  private async token(fetch: FetchLike): Promise<string | undefined> {
    this.known ??= await this.record.read();
    this.seen.addAll(this.known);
    const tokens = tokensOf(this.known);
    // Without a way to refresh it, the server decides about a token.
    const renewable = tokens?.set.refresh_token !== undefined || isClientGrant(this.settings);
    if (tokens && renewable && isOver(tokens)) return this.renewed(tokens.set.access_token, fetch);
    return tokens?.set.access_token;
  }

  private async send(
    fetch: FetchLike,
    url: string | URL,
    init: RequestInit,
    token: string | undefined,
  ): Promise<Response> {
    if (token === undefined) return fetch(url, init);
    const headers = new Headers(init.headers);
    const proofs = this.known && this.proofsOf(this.known);
    headers.set('authorization', `${proofs ? 'DPoP' : 'Bearer'} ${token}`);
    return proofs ? proofs.send(fetch, url, { ...init, headers }, token) : fetch(url, { ...init, headers });
  }

  /** Whether a refresh might help; remembers what the server requires. */
  private async isRefused(response: Response): Promise<boolean> {
    if (response.status !== 401 && response.status !== 403) return false;
    const { resourceMetadataUrl, scope, error } = extractWWWAuthenticateParams(response);
    const missing = response.status === 403 && error === 'insufficient_scope';
    if (response.status === 403 && !missing) return false;
    this.wanted = {
      resourceMetadataUrl: resourceMetadataUrl?.href ?? this.wanted.resourceMetadataUrl,
      scope: computeScopeUnion(this.wanted.scope, scope),
      wantsProof: /^DPoP\b/i.test(response.headers.get('www-authenticate') ?? ''),
    };
    if (!missing) return true;
    // More scopes need a person, who may sign in from another process.
    if (this.byPerson)
      await this.record.change((before) => ({ ...before, missing: this.wanted.scope ?? '' }));
    return !this.byPerson;
  }

  /** The token that replaces an expired or refused one; undefined when only a person can get one. */
  private renewed(refused: string | undefined, fetch: FetchLike): Promise<string | undefined> {
    return this.renewals.queue(async () => {
      this.known = await this.record.exclusive(() => renew(this, refused, signInFetch(fetch, this)));
      this.seen.addAll(this.known);
      return tokensOf(this.known)?.set.access_token;
    });
  }
}
