import {
  computeScopeUnion,
  type FetchLike,
  OAuthError,
  OAuthErrorCode,
  refreshAuthorization,
} from '@modelcontextprotocol/client';
import { authFailure, isPassing } from './authFailure';
import type { AuthSession } from './authSession';
import { clientGrantToken, isClientGrant } from './clientGrants';
import { DpopProofs } from './dpop';
import { discover, issuerOf, requireIssuer, resourceOf } from './oauthDiscovery';
import {
  type Credentials,
  isOver,
  type SavedTokens,
  tokensOf,
  withoutIssuer,
  withoutTokens,
  withTokens,
} from './storage/credentials';

/**
 * Gets new tokens without a person, while it holds the lock of the store. The result has no tokens in use when only
 * a person can help. A temporary fault is thrown and changes nothing.
 */
export async function renew(
  session: AuthSession,
  refused: string | undefined,
  fetch: FetchLike,
): Promise<Credentials> {
  const stored = await session.record.read();
  const tokens = tokensOf(stored);
  // Another window or process was faster.
  if (tokens && tokens.set.access_token !== refused && !isOver(tokens)) return stored;
  try {
    if (isClientGrant(session.settings)) return await renewForMachine(session, stored, fetch);
    if (!tokens) return stored;
    return await refresh(session, stored, tokens, fetch);
  } catch (error) {
    const failed = authFailure(error, session);
    if (isPassing(error) || isClientGrant(session.settings)) throw failed;
    return session.record.write(forgetting(stored, error));
  }
}

async function refresh(
  session: AuthSession,
  stored: Credentials,
  { set }: SavedTokens,
  fetch: FetchLike,
): Promise<Credentials> {
  // The server may have moved to another authorization server: its old description is not trusted after a refusal.
  const discovery = await discover(session.url, session.challenge, fetch);
  const issuer = issuerOf(discovery);
  const { clientId, clientSecret } = session.settings;
  const client = clientId
    ? { client_id: clientId, client_secret: clientSecret, issuer }
    : stored.clients[issuer];
  if (issuer !== stored.issuer || !set.refresh_token || !client)
    return session.record.write(withoutTokens({ ...stored, discovery }, stored.issuer ?? issuer));
  const next = await refreshAuthorization(discovery.authorizationServerUrl, {
    metadata: discovery.authorizationServerMetadata,
    clientInformation: client,
    refreshToken: set.refresh_token,
    resource: resourceOf(session.url, discovery),
    fetchFn: session.proofsOf(stored)?.forTokens(fetch) ?? fetch,
  });
  // Without a scope in the answer it is the one granted before: https://www.rfc-editor.org/rfc/rfc6749#section-6
  const scope = next.scope ?? set.scope;
  const kept = { ...next, issuer, ...(scope === undefined ? {} : { scope }) };
  return session.record.write(withTokens({ ...stored, discovery }, issuer, kept));
}

async function renewForMachine(
  session: AuthSession,
  stored: Credentials,
  fetch: FetchLike,
): Promise<Credentials> {
  const { settings, challenge } = session;
  const discovery = await discover(session.url, challenge, fetch);
  const issuer = issuerOf(discovery);
  requireIssuer(settings, issuer);
  const proofKey = challenge.wantsProof ? (stored.proofKey ?? DpopProofs.newKey()) : undefined;
  const bound = { ...stored, discovery, proofKey };
  const set = await clientGrantToken(settings, {
    discovery,
    issuer,
    resource: resourceOf(session.url, discovery),
    scope:
      computeScopeUnion(settings.scopes?.join(' '), challenge.scope) ??
      discovery.resourceMetadata?.scopes_supported?.join(' '),
    fetch: session.proofsOf(bound)?.forTokens(fetch) ?? fetch,
  });
  return session.record.write(withTokens(bound, issuer, set));
}

/** The credentials after a permanent refusal. */
function forgetting(stored: Credentials, error: unknown): Credentials {
  const issuer = stored.issuer;
  if (issuer === undefined) return stored;
  const unknownClient =
    error instanceof OAuthError &&
    (error.code === OAuthErrorCode.InvalidClient || error.code === OAuthErrorCode.UnauthorizedClient);
  return unknownClient ? withoutIssuer(stored, issuer) : withoutTokens(stored, issuer);
}
