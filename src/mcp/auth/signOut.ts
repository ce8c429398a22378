import type { FetchLike } from '@modelcontextprotocol/client';
import type { AuthSession } from './authSession';
import { authenticate } from './clientGrants';
import { signInFetch } from './signInFetch';

/** How long the authorization server has to revoke tokens, in ms. */
const timeoutMs = 5000;

/** Deletes the credentials of a server, and revokes its tokens where that is supported. Returns whether there were any. */
export async function revokeTokens(session: AuthSession, fetch: FetchLike): Promise<boolean> {
  const { issuer, discovery, tokens, clients } = await session.record.read();
  await session.record.delete();
  session.forget();
  const used = issuer === undefined ? undefined : tokens[issuer];
  const metadata:
    | { issuer: string; revocation_endpoint?: unknown; token_endpoint_auth_methods_supported?: string[] }
    | undefined = discovery?.authorizationServerMetadata;
  if (used && issuer !== undefined && metadata?.issuer === issuer && metadata.revocation_endpoint) {
    const client = clients[issuer];
    const settings = session.settings.clientId
      ? session.settings
      : { clientId: client?.client_id, clientSecret: client?.client_secret };
    const { refresh_token, access_token } = used.set;
    const form = new URLSearchParams({ token: refresh_token ?? access_token });
    form.set('token_type_hint', refresh_token ? 'refresh_token' : 'access_token');
    const headers = new Headers();
    authenticate(settings, issuer, metadata.token_endpoint_auth_methods_supported ?? [], headers, form);
    const signal = AbortSignal.timeout(timeoutMs);
    // Signed out is signed out: a server that cannot be reached does not keep the person signed in here.
    await signInFetch(fetch, session)(String(metadata.revocation_endpoint), {
      method: 'POST',
      headers,
      body: form,
      signal,
    }).catch(() => undefined);
  }
  return used !== undefined;
}
