import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';

/** The path that asks a gateway for its proof, up to the nonce. */
export const challengePath = '/health?nonce=';

/** The two ends of one TCP connection, each with its port. */
export interface Ends {
  readonly client: string;
  readonly gateway: string;
}

/** The ends of a connection that we opened. */
export function endsOfClient(socket: Socket): Ends {
  return {
    client: end(socket.localAddress, socket.localPort),
    gateway: end(socket.remoteAddress, socket.remotePort),
  };
}

/** The ends of a connection that we accepted. */
export function endsOfGateway(socket: Socket): Ends {
  return {
    client: end(socket.remoteAddress, socket.remotePort),
    gateway: end(socket.localAddress, socket.localPort),
  };
}

/** A random value of the client for one connection, so that no old proof is valid. */
export function newNonce(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text can be a nonce. */
export function isNonce(text: string): boolean {
  return /^[\w-]{22,64}$/.test(text);
}

/**
 * The proof that a gateway knows its owner's token, without revealing it: https://www.rfc-editor.org/rfc/rfc2104 over the nonce and
 * the ends of the connection. A proof for another connection is not valid: a program that relays the question to the gateway has other ends.
 */
export function proofOf(owner: string, nonce: string, { client, gateway }: Ends): string {
  const said = ['mcp-pool-gateway', nonce, gateway, client].join('\n');
  return createHmac('sha256', owner).update(said).digest('base64url');
}

/** Whether an answer is the proof; takes the same time whatever is wrong with it. */
export function isProof(given: unknown, owner: string, nonce: string, ends: Ends): boolean {
  const right = Buffer.from(proofOf(owner, nonce, ends));
  const told = Buffer.from(typeof given === 'string' ? given : '');
  return told.length === right.length && timingSafeEqual(told, right);
}

/** An end in one form, however the system writes an IPv4 address on an IPv6 socket, or names the interface. */
function end(address = '', port = 0): string {
  return `${address.replace(/^::ffff:/i, '').replace(/%.*$/, '')} ${port}`;
}
