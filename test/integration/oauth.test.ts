import assert from 'node:assert/strict';
import type { FailureError } from '../../src/base/failure';
import { MemorySecrets } from '../../src/mcp/auth/storage/secretStore';
import { follow } from '../fixtures/servers/oauthBrowser';
import { OAuthIssuer } from '../fixtures/servers/oauthIssuer';
import { ProtectedServer } from '../fixtures/servers/oauthProtected';
import { until } from '../support/until';
import { SigningIn } from './support/signingIn';

describe('The sign-in to a server behind HTTP', () => {
  let remote: ProtectedServer;
  const open: SigningIn[] = [];
  const person = (...more: Parameters<typeof add>) => add(...more);
  function add(
    store?: MemorySecrets,
    oauth?: ConstructorParameters<typeof SigningIn>[2],
    metadataUrl?: string,
  ): SigningIn {
    const made = new SigningIn(remote, store, oauth, metadataUrl);
    open.push(made);
    return made;
  }

  beforeEach(async () => {
    remote = await ProtectedServer.start();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
    await remote.close();
  });

  async function refusal(work: Promise<unknown>): Promise<FailureError> {
    return work.then(
      () => assert.fail('it was not refused'),
      (error: FailureError) => error,
    );
  }

  it('waits for a person, without a browser and without a registration, when no one is signed in', async () => {
    const me = person();
    await me.start();
    assert.equal(me.state, 'signInRequired');
    assert.deepEqual(me.opened, []);
    assert.equal(remote.issuer.count('/register'), 0);
    const outcome = await me.call('greet');
    assert.equal(outcome.kind === 'failure' && outcome.failure.kind, 'signIn');
    assert.deepEqual(me.opened, []);
  });

  it('leads a person through the browser, and the server then answers', async () => {
    const me = person();
    await me.start();
    await me.signIn();
    assert.equal(me.state, 'ready');
    await me.expectAnswer();
    const [page] = me.opened;
    assert.equal(page?.searchParams.get('code_challenge_method'), 'S256');
    assert.equal(page?.searchParams.get('resource'), remote.url);
    assert.equal(page?.searchParams.get('scope'), 'read');
    assert.match(page?.searchParams.get('redirect_uri') ?? '', /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
  });

  it('lasts until the next window, without a browser', async () => {
    const store = new MemorySecrets();
    const me = person(store);
    await me.start();
    await me.signIn();
    const next = person(store);
    await next.start();
    assert.equal(next.state, 'ready');
    assert.deepEqual(next.opened, []);
  });

  it('renews a refused token once, however many calls are refused at the same time', async () => {
    const me = person();
    await me.start();
    await me.signIn();
    remote.issuer.expireAccessTokens();
    await Promise.all([me.expectAnswer(), me.expectAnswer(), me.expectAnswer()]);
    assert.equal(remote.issuer.count('/token refresh_token'), 1);
  });

  it('renews an expired token before it is sent', async () => {
    remote.issuer.behaviour.lifetime = 0;
    const me = person();
    await me.start();
    await me.signIn();
    const { refused } = remote;
    await me.expectAnswer();
    assert.ok(remote.issuer.count('/token refresh_token') > 0);
    assert.equal(remote.refused, refused);
  });

  it('waits for a person again when the refresh token is revoked', async () => {
    const me = person();
    await me.start();
    await me.signIn();
    remote.issuer.expireAccessTokens();
    remote.issuer.revokeRefreshTokens();
    const outcome = await me.call('greet');
    assert.equal(outcome.kind === 'failure' && outcome.failure.kind, 'signIn');
    assert.equal(me.state, 'signInRequired');
    assert.equal(me.opened.length, 1);
    await me.signIn();
    await me.expectAnswer();
  });

  it('survives an authorization server that is temporarily out of order', async () => {
    const me = person();
    await me.start();
    await me.signIn();
    remote.issuer.expireAccessTokens();
    remote.issuer.behaviour.broken = 503;
    const outcome = await me.call('greet');
    assert.equal(outcome.kind === 'failure' && outcome.failure.kind, 'unreachable', JSON.stringify(outcome));
    remote.issuer.behaviour.broken = undefined;
    await until('the server answers again', async () => (await me.call('greet')).kind === 'result');
    assert.equal(me.opened.length, 1);
  });

  it('sends a token to no other authorization server when the server moves to one', async () => {
    const me = person();
    await me.start();
    await me.signIn();
    const before = remote.issuer;
    remote.issuer = await OAuthIssuer.start();
    await me.call('greet');
    await before.close();
    assert.equal(me.state, 'signInRequired');
    assert.equal(remote.issuer.count('/token refresh_token'), 0);
    await me.signIn();
    await me.expectAnswer();
  });

  it('asks for more rights only when a person signs in again, and keeps the old ones', async () => {
    const me = person();
    await me.start();
    await me.signIn();
    const outcome = await me.call('erase');
    assert.equal(outcome.kind === 'failure' && outcome.failure.kind, 'signIn');
    assert.match(outcome.kind === 'failure' ? outcome.failure.message : '', /more scopes .* 'write'/);
    assert.equal(me.opened.length, 1);
    await me.expectAnswer('greet');
    await me.signIn();
    assert.deepEqual(me.opened[1]?.searchParams.get('scope')?.split(' ').sort(), ['read', 'write']);
    await me.expectAnswer('erase');
  });

  it('ignores an answer with another state, and continues to wait for its own', async () => {
    const me = person();
    await me.start();
    const answers: number[] = [];
    await me.signIn(async (url) => {
      const back = new URL(url.searchParams.get('redirect_uri')!);
      back.search = '?code=stolen&state=other';
      answers.push((await fetch(back)).status, (await fetch(new URL('/', back))).status);
      await follow(url);
    });
    assert.deepEqual(answers, [400, 404]);
    await me.expectAnswer();
  });

  const strangers: { what: string; redirect: (back: URL) => void }[] = [
    { what: 'another issuer', redirect: (back) => back.searchParams.set('iss', 'https://evil.example') },
    { what: 'no issuer', redirect: (back) => back.searchParams.delete('iss') },
    {
      what: 'an error of another issuer',
      redirect: (back) => {
        back.searchParams.delete('code');
        back.searchParams.set('iss', 'https://evil.example');
        back.searchParams.set('error', 'access_denied');
        back.searchParams.set('error_description', 'call 555-1234');
      },
    },
  ];
  for (const { what, redirect } of strangers) {
    it(`refuses an answer with ${what}`, async () => {
      remote.issuer.behaviour.redirect = redirect;
      const me = person();
      await me.start();
      const error = await refusal(me.signIn());
      assert.equal(error.kind, 'signIn');
      assert.match(error.message, /another authorization server/);
      assert.doesNotMatch(error.message, /555-1234|evil/);
      assert.equal(remote.issuer.count('/token authorization_code'), 0);
    });
  }

  it('reports that the person was refused', async () => {
    remote.issuer.behaviour.refuse = 'access_denied';
    const me = person();
    await me.start();
    const error = await refusal(me.signIn());
    assert.match(error.message, /answered 'access_denied'/);
    assert.deepEqual(error.nextSteps, ['Sign in again, and allow access there.']);
  });

  for (const pkce of [undefined, ['plain']]) {
    it(`refuses an authorization server that offers ${pkce ?? 'nothing'} for PKCE`, async () => {
      remote.issuer.behaviour.pkce = pkce;
      const me = person();
      await me.start();
      assert.match((await refusal(me.signIn())).message, /does not offer PKCE/);
      assert.deepEqual(me.opened, []);
      assert.equal(remote.issuer.count('/register'), 0);
    });
  }

  it('is given up when no one comes back from the browser, and stops listening', async () => {
    const me = person();
    await me.start();
    const error = await refusal(me.signIn(async () => undefined, 50));
    assert.match(error.message, /No one signed in to .* within 50 ms/);
    const back = new URL(me.opened[0]!.searchParams.get('redirect_uri')!);
    await assert.rejects(fetch(back));
  });

  it('registers once, and uses the same port and registration again', async () => {
    const me = person();
    await me.start();
    await me.signIn();
    await me.signIn();
    assert.equal(remote.issuer.count('/register'), 1);
    const [first, second] = me.opened.map((url) => url.searchParams.get('redirect_uri'));
    assert.equal(first, second);
  });

  it('uses the client of the configuration, with its secret, instead of registering', async () => {
    remote.issuer.behaviour.registration = false;
    remote.issuer.behaviour.clients.set('by-hand', 's3cret-of-client');
    const me = person(undefined, { clientId: 'by-hand', clientSecret: 's3cret-of-client' });
    await me.start();
    await me.signIn();
    await me.expectAnswer();
    assert.equal(me.opened[0]?.searchParams.get('client_id'), 'by-hand');
  });

  it('explains what to do without a client and a registration', async () => {
    remote.issuer.behaviour.registration = false;
    const me = person();
    await me.start();
    const error = await refusal(me.signIn());
    assert.match(error.message, /does not know MCP Pool, neither by registration nor by its URL/);
    assert.match(error.nextSteps.join(), /'clientId' in 'oauth'/);
  });

  it('sends the client of the configuration only to the issuer that it is for', async () => {
    remote.issuer.behaviour.clients.set('by-hand', 's3cret-of-client');
    const me = person(undefined, {
      clientId: 'by-hand',
      clientSecret: 's3cret-of-client',
      issuer: 'https://login.example.com',
    });
    await me.start();
    assert.match(
      (await refusal(me.signIn())).message,
      /but 'oauth' of the server is for 'https:\/\/login.example.com'/,
    );
    assert.deepEqual(me.opened, []);
  });

  it('gets tokens by client credentials without a person, and gets new ones', async () => {
    remote.issuer.behaviour.clients.set('robot', 's3cret-of-robot');
    const me = person(undefined, {
      clientId: 'robot',
      clientSecret: 's3cret-of-robot',
      grant: 'client_credentials',
    });
    await me.start();
    assert.equal(me.state, 'ready');
    remote.issuer.expireAccessTokens();
    await me.expectAnswer();
    await me.expectAnswer('erase');
    assert.deepEqual(me.opened, []);
  });

  it('fails with the next step when client credentials are refused', async () => {
    remote.issuer.behaviour.clients.set('robot', 'another');
    const me = person(undefined, {
      clientId: 'robot',
      clientSecret: 's3cret-of-robot',
      grant: 'client_credentials',
    });
    await me.start();
    const { state } = me.server;
    assert.ok(state.kind === 'failed', state.kind);
    assert.match(state.error.message, /answered 'invalid_client'/);
    assert.match(state.error.nextSteps.join(), /clientSecret/);
    assert.doesNotMatch(me.seen, /s3cret-of-robot/);
  });

  it('forgets and revokes the tokens at sign-out', async () => {
    const store = new MemorySecrets();
    const me = person(store);
    await me.start();
    await me.signIn();
    assert.equal(await me.signIns.signOut(me.definition), true);
    assert.equal(remote.issuer.openTokens, 0);
    await me.server.restart().catch(() => undefined);
    assert.equal(me.state, 'signInRequired');
    assert.equal(await me.signIns.signOut(me.definition), false);
  });

  it('shows tokens, codes and secrets in no event, log line or failure', async () => {
    const me = person();
    await me.start();
    await me.signIn();
    await me.call('leak');
    remote.issuer.expireAccessTokens();
    await me.call('leak');
    remote.issuer.expireAccessTokens();
    remote.issuer.revokeRefreshTokens();
    await me.call('leak');
    assert.match(me.seen, /failed for Bearer •••/);
    for (const secret of remote.issuer.secrets) assert.ok(!me.seen.includes(secret), secret);
  });
});
