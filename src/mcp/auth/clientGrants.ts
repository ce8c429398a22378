import {
  type FetchLike,
  type OAuthDiscoveryState,
  OAuthError,
  requestJwtAuthorizationGrant,
  type StoredOAuthTokens,
  selectClientAuthMethod,
} from '@modelcontextprotocol/client';
import { failure } from '../../base/failure';
import { isLoopbackHost } from '../../base/webAddress';
import type { OAuthSettings } from '../../config/model/entryTypes';
import { clientAssertion } from './jwt';

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** What a token is requested for. */
export interface TokenRequest {
  readonly discovery: OAuthDiscoveryState;
  readonly issuer: string;
  readonly resource: string | undefined;
  readonly scope: string | undefined;
  readonly fetch: FetchLike;
}

/**
 * Gets a token without a person: by client credentials, or by an assertion of a workload or of the company's identity provider.
 * Requested once: a refusal is not tried again in another way.
 */
export async function clientGrantToken(
  settings: OAuthSettings,
  wish: TokenRequest,
): Promise<StoredOAuthTokens> {
  if (settings.grant === 'client_credentials') {
    return requestToken(settings, wish, new URLSearchParams({ grant_type: 'client_credentials' }));
  }
  const assertion = settings.identityProvider ? await identityAssertion(settings, wish) : settings.assertion;
  if (!assertion) {
    throw failure('configuration', `'oauth' has the grant 'jwt_bearer' but no 'assertion'.`, [
      `Give it an 'assertion', such as '\${env:WORKLOAD_TOKEN}'.`,
    ]);
  }
  return requestToken(settings, wish, new URLSearchParams({ grant_type: jwtBearer, assertion }));
}

/** https://github.com/modelcontextprotocol/ext-auth: the identity token of a person becomes an assertion for this server. */
async function identityAssertion(
  { identityProvider }: OAuthSettings,
  { issuer, resource, scope, fetch }: TokenRequest,
): Promise<string> {
  const { tokenEndpoint, clientId, clientSecret, idToken } = identityProvider!;
  if (!resource) throw new Error('the server does not name its resource');
  const granted = await requestJwtAuthorizationGrant({
    tokenEndpoint,
    audience: issuer,
    resource,
    idToken,
    clientId,
    clientSecret,
    scope,
    fetchFn: fetch,
  });
  return granted.jwtAuthGrant;
}

async function requestToken(
  settings: OAuthSettings,
  { discovery, issuer, resource, scope, fetch }: TokenRequest,
  form: URLSearchParams,
): Promise<StoredOAuthTokens> {
  const metadata = discovery.authorizationServerMetadata;
  const endpoint = new URL(metadata?.token_endpoint ?? new URL('/token', discovery.authorizationServerUrl));
  if (endpoint.protocol !== 'https:' && !isLoopbackHost(endpoint.hostname))
    throw new Error(`'${endpoint.origin}' receives secrets without TLS`);
  if (scope) form.set('scope', scope);
  if (resource) form.set('resource', resource);
  const headers = new Headers({ accept: 'application/json' });
  authenticate(settings, issuer, metadata?.token_endpoint_auth_methods_supported ?? [], headers, form);
  const response = await fetch(endpoint, { method: 'POST', headers, body: form, redirect: 'manual' });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (!response.ok || typeof answer.access_token !== 'string') throw refusal(response.status, answer);
  return { token_type: 'Bearer', ...answer, access_token: answer.access_token, issuer } as StoredOAuthTokens;
}

/** Adds the authentication of the client. */
export function authenticate(
  { clientId, clientSecret, privateKey, algorithm = 'ES256' }: OAuthSettings,
  issuer: string,
  methods: string[],
  headers: Headers,
  form: URLSearchParams,
): void {
  if (!clientId) return;
  if (privateKey) {
    form.set('client_assertion', clientAssertion(clientId, issuer, privateKey, algorithm));
    form.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    return;
  }
  const method = selectClientAuthMethod({ client_id: clientId, client_secret: clientSecret }, methods);
  if (method === 'client_secret_basic') {
    const pair = [clientId, clientSecret ?? ''].map(encodeURIComponent).join(':');
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
    return;
  }
  form.set('client_id', clientId);
  if (method === 'client_secret_post' && clientSecret) form.set('client_secret', clientSecret);
}

function refusal(status: number, answer: Record<string, unknown>): Error {
  if (typeof answer.error !== 'string') return new Error(`HTTP ${status} from the token endpoint`);
  const words = typeof answer.error_description === 'string' ? answer.error_description : answer.error;
  return new OAuthError(answer.error, words);
}

/** Whether tokens are obtained without a person. */
export function isClientGrant({ grant }: OAuthSettings): boolean {
  return grant !== undefined && grant !== 'authorization_code';
}

/** The values that must not be shown. */
export function secretsOfSettings(settings: OAuthSettings): string[] {
  const { clientSecret, privateKey, assertion, identityProvider } = settings;
  const provider = [identityProvider?.clientSecret, identityProvider?.idToken];
  return [clientSecret, privateKey, assertion, ...provider].filter((secret) => secret !== undefined);
}
