import {
  checkResourceAllowed,
  discoverOAuthServerInfo,
  type FetchLike,
  type OAuthDiscoveryState,
  resourceUrlFromServerUrl,
} from '@modelcontextprotocol/client';
import { failure, isFailure } from '../../base/failure';
import type { OAuthSettings } from '../../config/model/entryTypes';

/** What a server required when it refused requests, collected over refusals. */
export interface Challenge {
  /** Where the server describes how it is protected. */
  readonly resourceMetadataUrl?: string;
  readonly scope?: string;
  /** It requires tokens that are bound to a key. */
  readonly wantsProof?: boolean;
}

/** Finds the authorization server of a server. */
export async function discover(
  serverUrl: string,
  { resourceMetadataUrl }: Challenge,
  fetch: FetchLike,
): Promise<OAuthDiscoveryState> {
  // The SDK continues at the origin of the server when the metadata is unavailable, and would hide why.
  let refused: unknown;
  const fetchFn: FetchLike = (url, init) =>
    fetch(url, init).catch((error: unknown) => {
      if (isFailure(error)) refused ??= error;
      throw error;
    });
  const resourceMetadata = resourceMetadataUrl === undefined ? undefined : new URL(resourceMetadataUrl);
  const found = await discoverOAuthServerInfo(serverUrl, {
    resourceMetadataUrl: resourceMetadata,
    fetchFn,
  }).catch((error: unknown) => {
    throw refused ?? error;
  });
  if (refused) throw refused;
  return { ...found, resourceMetadataUrl };
}

/** Who issues the tokens. */
export function issuerOf({
  authorizationServerMetadata,
  authorizationServerUrl,
}: OAuthDiscoveryState): string {
  return authorizationServerMetadata?.issuer ?? authorizationServerUrl;
}

/** The resource that tokens are requested for, as the server writes it. A server that claims to be another one is refused. */
export function resourceOf(serverUrl: string, { resourceMetadata }: OAuthDiscoveryState): string | undefined {
  if (!resourceMetadata) return undefined;
  const requestedResource = resourceUrlFromServerUrl(serverUrl);
  if (checkResourceAllowed({ requestedResource, configuredResource: resourceMetadata.resource }))
    return resourceMetadata.resource;
  throw failure(
    'signIn',
    `${serverUrl} claims to be '${resourceMetadata.resource}', so no token was requested.`,
    ['Correct the address of the server.'],
    undefined,
    { permanent: true },
  );
}

/**
 * Rejects an authorization server that does not advertise PKCE: anyone who intercepts the code could use it.
 * https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization
 */
export function requirePkce(discovery: OAuthDiscoveryState): void {
  const metadata = discovery.authorizationServerMetadata;
  // Servers of 2025-03-26 may have no metadata at all; there is nothing to check then.
  if (!metadata || metadata.code_challenge_methods_supported?.includes('S256')) return;
  throw failure(
    'signIn',
    `The authorization server '${issuerOf(discovery)}' does not offer PKCE with S256, so it cannot be used safely.`,
    ['Report it to the makers of the server.'],
    undefined,
    { permanent: true },
  );
}

/** Rejects any authorization server other than the one that a configured client is for. */
export function requireIssuer({ issuer }: OAuthSettings, found: string): void {
  const plain = (text: string) => text.replace(/\/$/, '');
  if (issuer === undefined || plain(issuer) === plain(found)) return;
  throw failure(
    'signIn',
    `The authorization server is '${found}', but 'oauth' of the server is for '${issuer}'.`,
    [`Correct 'issuer' in 'oauth' of the server, if you trust '${found}'.`],
    undefined,
    { permanent: true },
  );
}
