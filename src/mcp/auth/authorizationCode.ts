import {
  auth,
  computeScopeUnion,
  type FetchLike,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { failure } from '../../base/failure';
import { formatDuration } from '../../base/text';
import { unopenable } from '../../base/webAddress';
import { authFailure } from './authFailure';
import type { AuthSession } from './authSession';
import { isClientGrant } from './clientGrants';
import { DpopProofs } from './dpop';
import { discover, issuerOf, requirePkce } from './oauthDiscovery';
import { OAuthProvider } from './oauthProvider';
import { RedirectReceiver } from './redirectReceiver';
import { signInFetch } from './signInFetch';
import { type Credentials, tokensOf } from './storage/credentials';

/** A person who is signing in. */
export interface Person {
  /** Opens the address in the person's browser, or shows it. */
  readonly open: (url: URL) => Promise<void> | void;
  /** Returns the address by which the browser reaches a port of this machine, when it runs on another. */
  readonly publish?: (url: string) => Promise<string>;
  readonly signal: AbortSignal;
  /** How long the person may take, in ms. */
  readonly patience: number;
}

/** Signs a person in through the browser and stores the tokens. Call it only for an action of a person. */
export async function authorize(
  session: AuthSession,
  person: Person,
  fetch: FetchLike,
  clientMetadataUrl: string | undefined,
): Promise<void> {
  if (isClientGrant(session.settings)) {
    throw failure('usage', `The sign-in to ${session.url} uses its 'oauth' settings, not a person.`, [
      'Restart the server.',
    ]);
  }
  const late = AbortSignal.timeout(person.patience);
  try {
    await flow(
      session,
      { ...person, signal: AbortSignal.any([person.signal, late]) },
      fetch,
      clientMetadataUrl,
    );
  } catch (error) {
    if (person.signal.aborted) throw failure('cancelled', 'The sign-in was stopped.');
    if (late.aborted) {
      const message = `No one signed in to ${session.url} within ${formatDuration(person.patience)}.`;
      throw failure('signIn', message, ['Sign in again.']);
    }
    throw authFailure(error, session);
  }
}

async function flow(
  session: AuthSession,
  person: Person,
  fetch: FetchLike,
  clientMetadataUrl: string | undefined,
): Promise<void> {
  const send = signInFetch(fetch, session);
  const discovery = await discover(session.url, session.challenge, send);
  requirePkce(discovery);
  const stored = await session.record.read();
  const port = session.settings.redirectPort ?? registeredPort(stored, issuerOf(discovery));
  const receiver = await RedirectReceiver.listen(port, person.publish);
  try {
    const proofKey = session.challenge.wantsProof ? (stored.proofKey ?? DpopProofs.newKey()) : undefined;
    const provider = new OAuthProvider(session, discovery, receiver.redirectUrl, clientMetadataUrl, proofKey);
    const fetchFn = session.proofsOf({ ...stored, proofKey })?.forTokens(send) ?? send;
    const scope = wantedScope(session, stored);
    await auth(provider, { serverUrl: session.url, scope, fetchFn, forceReauthorization: true });
    const { authorizationUrl } = provider;
    if (!authorizationUrl) throw new Error('the authorization server did not provide a sign-in page');
    requireOpenable(authorizationUrl);
    const answered = receiver.wait(provider.state(), person.signal);
    await person.open(authorizationUrl);
    const answer = await answered;
    session.seen.add(answer.get('code'), provider.codeVerifier());
    // Only used to check the answer and to exchange the code; it is never started.
    const exchange = new StreamableHTTPClientTransport(new URL(session.url), {
      authProvider: provider,
      fetch: fetchFn,
    });
    await exchange.finishAuth(answer);
  } finally {
    receiver.dispose();
  }
}

/** Rejects an unsafe sign-in page, as the authorization server chose its address. */
function requireOpenable(page: URL): void {
  const why = unopenable(page);
  if (why === undefined) return;
  throw failure(
    'signIn',
    `The sign-in page was not opened: ${why}.`,
    ['Report it to the makers of the server.'],
    undefined,
    { permanent: true },
  );
}

/** The scopes of the settings and of the server, with those granted before: new scopes must not cost the old ones. */
function wantedScope(session: AuthSession, stored: Credentials): string | undefined {
  const { settings, challenge } = session;
  const wanted = computeScopeUnion(settings.scopes?.join(' '), challenge.scope, stored.missing);
  return stored.missing !== undefined ? computeScopeUnion(wanted, tokensOf(stored)?.set.scope) : wanted;
}

/** The port of the registered redirect address: the registration can be reused if it is free. */
function registeredPort(stored: Credentials, issuer: string): number | undefined {
  const client = stored.clients[issuer];
  const [uri] = client && 'redirect_uris' in client ? client.redirect_uris : [];
  const url = uri !== undefined && URL.canParse(uri) ? new URL(uri) : undefined;
  return url?.hostname === '127.0.0.1' ? Number(url.port) : undefined;
}
