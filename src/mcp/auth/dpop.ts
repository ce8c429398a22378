import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import type { FetchLike } from '@modelcontextprotocol/client';
import { signedToken } from './jwt';

/** Proves with each request that we hold the key that a token is bound to. https://www.rfc-editor.org/rfc/rfc9449 */
export class DpopProofs {
  private readonly key: KeyObject;
  private readonly publicKey: Readonly<Record<string, unknown>>;
  /** The nonces that servers require in the next proof, by origin. */
  private readonly nonces = new Map<string, string>();

  constructor(pkcs8: string) {
    this.key = createPrivateKey(pkcs8);
    const { kty, crv, x, y } = createPublicKey(this.key).export({ format: 'jwk' });
    this.publicKey = { kty, crv, x, y };
  }

  /** A new key as PKCS #8. */
  static newKey(): string {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  }

  /** Sends a request with a proof, and once more with the nonce that the server asks for. */
  async send(fetch: FetchLike, url: string | URL, init: RequestInit, token?: string): Promise<Response> {
    const origin = new URL(url).origin;
    const before = this.nonces.get(origin);
    const response = await this.sendOnce(fetch, url, init, token);
    const asked = this.nonces.get(origin);
    if ((response.status !== 401 && response.status !== 400) || !asked || asked === before) return response;
    if (!(await asksForNonce(response))) return response;
    return this.sendOnce(fetch, url, init, token);
  }

  /** The fetch for an authorization server: its token requests, which are forms, carry proofs. */
  forTokens(fetch: FetchLike): FetchLike {
    return (url, init) =>
      init?.body instanceof URLSearchParams ? this.send(fetch, url, init) : fetch(url, init);
  }

  private async sendOnce(
    fetch: FetchLike,
    url: string | URL,
    init: RequestInit,
    token?: string,
  ): Promise<Response> {
    const { origin, pathname } = new URL(url);
    const nonce = this.nonces.get(origin);
    const claims = {
      jti: randomUUID(),
      htm: init.method ?? 'GET',
      htu: `${origin}${pathname}`,
      iat: Math.floor(Date.now() / 1000),
      ...(token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') }),
      ...(nonce === undefined ? {} : { nonce }),
    };
    const headers = new Headers(init.headers);
    headers.set('DPoP', signedToken({ typ: 'dpop+jwt', jwk: this.publicKey }, claims, this.key, 'ES256'));
    const response = await fetch(url, { ...init, headers });
    const next = response.headers.get('dpop-nonce');
    if (next) this.nonces.set(origin, next);
    return response;
  }
}

async function asksForNonce(response: Response): Promise<boolean> {
  if (/use_dpop_nonce/.test(response.headers.get('www-authenticate') ?? '')) return true;
  return /use_dpop_nonce/.test(
    await response
      .clone()
      .text()
      .catch(() => ''),
  );
}
