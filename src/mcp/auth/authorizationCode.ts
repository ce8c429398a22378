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

/** A person who wants to sign in now. */
export interface Person {
  /** Opens the address in the person's browser, or shows it. */
  readonly open: (url: URL) => Promise<void> | void;
  /** Says what address the browser reaches a port of this machine by, when it runs on another. */
  readonly publish?: (url: string) => Promise<string>;
  readonly signal: AbortSignal;
  /** How long the person may take, in ms. */
  readonly patience: number;
}

/** Takes a person through the browser and keeps the tokens. To be called for a person's gesture only. */
export async function authorize(
  session: AuthSession,
  person: Person,
  fetch: FetchLike,
  clientMetadataUrl: string | undefined,
): Promise<void> {
  if (isClientGrant(session.settings)) {
    throw failure('usage', `${session.url} is signed in to by its 'oauth' settings, not by a person.`, [
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
      const message = `Nobody signed in to ${session.url} within ${formatDuration(person.patience)}.`;
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
    if (!authorizationUrl) throw new Error('the authorization server gave no page to sign in on');
    requireOpenable(authorizationUrl);
    const answered = receiver.wait(provider.state(), person.signal);
    await person.open(authorizationUrl);
    const answer = await answered;
    session.seen.add(answer.get('code'), provider.codeVerifier());
    // Only used for its check of the answer and the exchange of the code; it is never started.
    const exchange = new StreamableHTTPClientTransport(new URL(session.url), {
      authProvider: provider,
      fetch: fetchFn,
    });
    await exchange.finishAuth(answer);
  } finally {
    receiver.dispose();
  }
}

/** Refuses a page of a kind that no sign-in has: the authorization server chose its address. */
function requireOpenable(page: URL): void {
  const why = unopenable(page);
  if (why === undefined) return;
  throw failure(
    'signIn',
    `The address of the page to sign in on was not opened: ${why}.`,
    ['Report it to the makers of the server.'],
    undefined,
    { permanent: true },
  );
}

/** What the settings say and the server wants, with what was granted before: more rights must not cost the old ones. */
function wantedScope(session: AuthSession, stored: Credentials): string | undefined {
  const { settings, challenge } = session;
  const wanted = computeScopeUnion(settings.scopes?.join(' '), challenge.scope, stored.missing);
  return stored.missing !== undefined ? computeScopeUnion(wanted, tokensOf(stored)?.set.scope) : wanted;
}

/** The port of the address we are registered with: the registration can be used again if it is free. */
function registeredPort(stored: Credentials, issuer: string): number | undefined {
  const client = stored.clients[issuer];
  const [uri] = client && 'redirect_uris' in client ? client.redirect_uris : [];
  const url = uri !== undefined && URL.canParse(uri) ? new URL(uri) : undefined;
  return url?.hostname === '127.0.0.1' ? Number(url.port) : undefined;
}
