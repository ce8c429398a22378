import { createPrivateKey, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { OAuthSettings } from '../../config/model/entryTypes';

/** A signature algorithm, as JOSE names them. */
export type SigningAlgorithm = NonNullable<OAuthSettings['algorithm']>;

/** A signed JSON Web Token in compact form. Node signs: a library would double the size of the sign-in code. */
export function signedToken(
  header: Readonly<Record<string, unknown>>,
  claims: Readonly<Record<string, unknown>>,
  key: KeyObject,
  algorithm: SigningAlgorithm,
): string {
  const input = [{ ...header, alg: algorithm }, claims].map(encoded).join('.');
  const hash = algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`;
  const signature = sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

/** The assertion with which a client authenticates instead of a secret. https://www.rfc-editor.org/rfc/rfc7523#section-2.2 */
export function clientAssertion(
  clientId: string,
  audience: string,
  privateKey: string,
  algorithm: SigningAlgorithm,
): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: clientId, sub: clientId, aud: audience, iat: now, exp: now + 300, jti: randomUUID() };
  return signedToken({ typ: 'JWT' }, claims, createPrivateKey(privateKey), algorithm);
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
