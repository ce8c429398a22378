import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, type JsonWebKey, verify } from 'node:crypto';
import { OAuthError } from '@modelcontextprotocol/client';
import { authFailure } from '../../../src/mcp/auth/authFailure';
import { DpopProofs } from '../../../src/mcp/auth/dpop';
import { clientAssertion } from '../../../src/mcp/auth/jwt';
import { SeenSecrets } from '../../../src/mcp/auth/storage/seenSecrets';

const decoded = (part: string) =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

function readToken(token: string) {
  const [header, claims, signature] = token.split('.');
  return {
    header: decoded(header!),
    claims: decoded(claims!),
    input: Buffer.from(`${header}.${claims}`),
    signature: Buffer.from(signature!, 'base64url'),
  };
}

describe('A client with a private key', () => {
  const keys = {
    ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    EdDSA: generateKeyPairSync('ed25519'),
  } as const;
  for (const algorithm of ['ES256', 'RS256', 'EdDSA'] as const) {
    it(`signs its id and the audience with ${algorithm}`, () => {
      const { privateKey, publicKey } = keys[algorithm];
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
      const token = readToken(clientAssertion('me', 'https://issuer', pem, algorithm));
      assert.equal(token.header.alg, algorithm);
      assert.deepEqual(
        [token.claims.iss, token.claims.sub, token.claims.aud],
        ['me', 'me', 'https://issuer'],
      );
      const hash = algorithm === 'EdDSA' ? null : 'sha256';
      const key = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
      assert.ok(verify(hash, token.input, key, token.signature));
    });
  }
});

describe('DPoP proofs', () => {
  const sent = async (answers: Response[], token?: string) => {
    const seen: Headers[] = [];
    const proofs = new DpopProofs(DpopProofs.newKey());
    const fetch = async (_url: string | URL, init?: RequestInit) => {
      seen.push(new Headers(init?.headers));
      return answers.shift() ?? new Response();
    };
    await proofs.send(fetch, 'https://example.com/mcp?a=1#b', { method: 'POST' }, token);
    return seen.map((headers) => readToken(headers.get('dpop')!));
  };

  it('name the request and the token, carry the public key alone, and verify with it', async () => {
    const [proof] = await sent([], 'token');
    assert.equal(proof?.header.typ, 'dpop+jwt');
    assert.equal(proof?.claims.htm, 'POST');
    assert.equal(proof?.claims.htu, 'https://example.com/mcp');
    assert.equal(typeof proof?.claims.ath, 'string');
    const jwk = proof?.header.jwk as JsonWebKey;
    assert.equal(jwk.d, undefined);
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    assert.ok(verify('sha256', proof!.input, { key, dsaEncoding: 'ieee-p1363' }, proof!.signature));
  });

  it('are made again with the nonce that a server asks for', async () => {
    const headers = { 'dpop-nonce': 'n1', 'www-authenticate': 'DPoP error="use_dpop_nonce"' };
    const proofs = await sent([new Response(null, { status: 401, headers })]);
    assert.deepEqual(
      proofs.map(({ claims }) => claims.nonce),
      [undefined, 'n1'],
    );
    assert.notEqual(proofs[0]?.claims.jti, proofs[1]?.claims.jti);
  });

  it('are not repeated when the server refuses for another reason', async () => {
    const headers = { 'dpop-nonce': 'n1' };
    assert.equal((await sent([new Response('no', { status: 401, headers })])).length, 1);
  });
});

describe('The failure of a sign-in', () => {
  const signing = (byPerson: boolean) => ({
    url: 'https://user:pass@example.com/mcp?key=1',
    byPerson,
    secrets: () => ['t0ken-of-mine'],
  });

  it('hides secrets and the private part of the address', () => {
    const said = authFailure(new OAuthError('invalid_grant', 'bad t0ken-of-mine'), signing(true));
    assert.match(
      said.message,
      /^The sign-in to https:\/\/example.com\/mcp failed: .*'invalid_grant', bad •••/,
    );
  });

  it('quotes only answers of OAuth', () => {
    const error = new OAuthError(
      'server_error',
      'HTTP 500: Invalid OAuth error response. Raw body: <secret>',
    );
    assert.doesNotMatch(authFailure(error, signing(true)).message, /Raw body|secret>/);
  });

  const kinds: { error: Error; byPerson: boolean; kind: string }[] = [
    { error: new OAuthError('invalid_grant', 'over'), byPerson: true, kind: 'signIn' },
    { error: new OAuthError('invalid_client', 'who'), byPerson: false, kind: 'configuration' },
    { error: new OAuthError('server_error', 'down'), byPerson: true, kind: 'unreachable' },
    { error: new TypeError('fetch failed'), byPerson: false, kind: 'unreachable' },
  ];
  for (const { error, byPerson, kind } of kinds) {
    it(`has the kind ${kind} for '${error.message}' ${byPerson ? 'with' : 'without'} a person`, () => {
      assert.equal(authFailure(error, signing(byPerson)).kind, kind);
    });
  }
});

describe('Secrets of a sign-in', () => {
  it('are remembered after they are replaced, up to a limit', () => {
    const seen = new SeenSecrets();
    for (let count = 0; count < 150; count++) seen.add(`token-${count}`, undefined, '');
    assert.equal(seen.all.length, 100);
    assert.ok(seen.all.includes('token-149'));
    assert.ok(!seen.all.includes('token-0'));
  });
});
