import {
  checkResourceAllowed,
  discoverOAuthServerInfo,
  type FetchLike,
  type OAuthDiscoveryState,
  resourceUrlFromServerUrl,
} from '@modelcontextprotocol/client';
import { failure, isFailure } from '../../base/failure';
import type { OAuthSettings } from '../../config/model/entryTypes';

/** What a server wanted when it refused a request, gathered over refusals. */
export interface Challenge {
  /** Where the server describes how it is protected. */
  readonly resourceMetadataUrl?: string;
  readonly scope?: string;
  /** It wants tokens that are bound to a key. */
  readonly wantsProof?: boolean;
}

/** Finds out who signs people in to a server. */
export async function discover(
  serverUrl: string,
  { resourceMetadataUrl }: Challenge,
  fetch: FetchLike,
): Promise<OAuthDiscoveryState> {
  // The SDK goes on at the origin of the server when the description cannot be had, and would hide why.
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

/** The name that tokens are asked for, as the server writes it. A server that claims to be another one is refused. */
export function resourceOf(serverUrl: string, { resourceMetadata }: OAuthDiscoveryState): string | undefined {
  if (!resourceMetadata) return undefined;
  const requestedResource = resourceUrlFromServerUrl(serverUrl);
  if (checkResourceAllowed({ requestedResource, configuredResource: resourceMetadata.resource }))
    return resourceMetadata.resource;
  throw failure(
    'signIn',
    `${serverUrl} says that it is '${resourceMetadata.resource}', so no token was asked for.`,
    ['Correct the address of the server.'],
    undefined,
    { permanent: true },
  );
}

/**
 * Refuses an authorization server that does not say that it binds the code to us: whoever catches the code could use it.
 * https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization
 */
export function requirePkce(discovery: OAuthDiscoveryState): void {
  const metadata = discovery.authorizationServerMetadata;
  // Servers of 2025-03-26 may have no metadata at all; there is nothing to refuse by then.
  if (!metadata || metadata.code_challenge_methods_supported?.includes('S256')) return;
  throw failure(
    'signIn',
    `The authorization server '${issuerOf(discovery)}' does not offer PKCE with S256, so it cannot be used safely.`,
    ['Report it to the makers of the server.'],
    undefined,
    { permanent: true },
  );
}

/** Refuses to show a client of the configuration to another authorization server than the one it is for. */
export function requireIssuer({ issuer }: OAuthSettings, found: string): void {
  const plain = (text: string) => text.replace(/\/$/, '');
  if (issuer === undefined || plain(issuer) === plain(found)) return;
  throw failure(
    'signIn',
    `The server is signed in to at '${found}', but its 'oauth' is for '${issuer}'.`,
    [`Correct 'issuer' in 'oauth' of the server, if '${found}' is to be trusted.`],
    undefined,
    { permanent: true },
  );
}
