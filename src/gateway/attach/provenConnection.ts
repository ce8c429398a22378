import { ClientRequest, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import { challengePath, endsOfClient, isProof, newNonce } from './gatewayProof';

/** How long a gateway may take to accept a connection and prove its identity, in ms. */
const connectTimeoutMs = 2000;
/** The largest answer with a proof, in bytes. */
const maxHeaderBytes = 8 * 1024;

/** The program at the address of a gateway is not that gateway. */
export class Unproven extends Error {
  constructor() {
    super('another program now uses its port');
  }
}

/** How a gateway is reached, and what it must know. */
export interface Reachable {
  /** Without a path. */
  readonly url: string;
  /** The token of our own programs. */
  readonly owner: string;
}

/**
 * Opens a connection to a gateway and lets it prove its identity: nothing secret, and no text of a person, is sent
 * before. Rejects with {@link Unproven} when another program is there, and with the network error when none is.
 */
export async function connectProven({ url, owner }: Reachable, signal?: AbortSignal): Promise<Socket> {
  signal?.throwIfAborted();
  const { host, hostname, port } = new URL(url);
  const socket = new Socket();
  const stop = () => socket.destroy(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  const late = setTimeout(() => socket.destroy(new Error('it does not answer')), connectTimeoutMs);
  // Between the proof and the request no one else listens to it.
  socket.on('error', () => undefined);
  try {
    const nonce = newNonce();
    socket.setNoDelay(true);
    socket.connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) }, () =>
      socket.write(`GET ${challengePath}${nonce} HTTP/1.1\r\nHost: ${host}\r\n\r\n`),
    );
    const told = await readAnswer(socket);
    if (!isProof(told?.proof, owner, nonce, endsOfClient(socket))) throw new Unproven();
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', stop);
  }
}

/** A request on a verified connection, and on no other: the connection ends with the answer. */
export function requestOn(
  socket: Socket,
  { url }: Pick<Reachable, 'url'>,
  { method, path, headers }: { method: string; path: string; headers: OutgoingHttpHeaders },
): ClientRequest {
  const { host } = new URL(url);
  // Not `http.request`: editors replace that by one that chooses its own connections.
  return new ClientRequest({
    method,
    path,
    headers: { ...headers, host },
    setHost: false,
    createConnection: () => socket,
  });
}

/** Reads one answer in JSON and nothing after it; undefined for anything else. */
function readAnswer(socket: Socket): Promise<{ readonly proof?: unknown } | undefined> {
  return new Promise((resolve, reject) => {
    let read = Buffer.alloc(0);
    const done = (settle: () => void) => {
      socket.off('data', take).off('error', reject).off('close', ended);
      settle();
    };
    const take = (piece: Buffer) => {
      read = Buffer.concat([read, piece]);
      const answer = parseAnswer(read.toString('latin1'));
      if (answer !== 'more') done(() => resolve(answer));
    };
    const ended = () => done(() => reject(new Error('it ended the connection')));
    socket.on('data', take).on('error', reject).on('close', ended);
  });
}

function parseAnswer(text: string): { readonly proof?: unknown } | undefined | 'more' {
  if (text.length > maxHeaderBytes) return undefined;
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return 'more';
  const head = text.slice(0, headEnd);
  const length = /^content-length: *(\d{1,4})$/im.exec(head)?.[1];
  if (!/^HTTP\/1\.1 200 /.test(head) || length === undefined) return undefined;
  const body = text.slice(headEnd + 4);
  if (body.length < Number(length)) return 'more';
  try {
    // Anything after the answer is unexpected.
    return body.length === Number(length) ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}
