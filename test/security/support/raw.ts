import { connect, type Socket } from 'node:net';
import { within } from '../../support/until';

/** What came back on one connection. */
export interface RawAnswer {
  /** The status of each answer, in order. */
  readonly statuses: readonly number[];
  readonly text: string;
}

/** Opens a connection of its own, below everything that would mend a request. */
export function open(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  return socket;
}

/** Sends bytes as they are and reads until the other side closes. */
export async function raw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  const socket = open(port);
  const answer = readAll(socket);
  socket.write(bytes);
  return answer;
}

/** Reads until the other side closes. */
export async function readAll(socket: Socket): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await within('the connection is closed', closed).finally(() => socket.destroy());
  const text = Buffer.concat(chunks).toString('latin1');
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  return { statuses, text };
}
