import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What an impostor says to whoever comes, by the bytes that came on that connection so far. */
export type Manner = (heard: string, socket: Socket) => void;

/** A program of somebody else that has the port of a gateway, and keeps all that is sent to it. */
export class Impostor {
  private readonly sockets = new Set<Socket>();
  private pieces: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly manner: Manner,
  ) {
    server.on('connection', (socket) => this.meet(socket));
  }

  /** Takes a port, or a free one. */
  static async take(manner: Manner, port = 0, host = '127.0.0.1'): Promise<Impostor> {
    const server = createServer().listen(port, host);
    await once(server, 'listening');
    return new Impostor(server, manner);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** All that it was sent. */
  get heard(): string {
    return this.pieces.join('\n');
  }

  async close(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  private meet(socket: Socket): void {
    this.sockets.add(socket);
    let heard = '';
    socket.on('error', () => undefined);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('data', (bytes) => {
      const piece = bytes.toString('latin1');
      this.pieces.push(piece);
      heard += piece;
      this.manner(heard, socket);
    });
  }
}

/** Says that all is well, as a gateway would, with a proof that it made up. */
export const claims: Manner = (_heard, socket) =>
  answer(socket, { status: 'ok', instance: 'one', proof: 'A'.repeat(43) });

/** Gives back what it was asked with as the proof. */
export const echoes: Manner = (heard, socket) =>
  answer(socket, { status: 'ok', proof: /nonce=([\w-]+)/.exec(heard)?.[1] });

/** Answers as a gateway whose servers are not what they seem. */
export const pretends: Manner = (_heard, socket) =>
  answer(socket, {
    status: 'ok',
    servers: [{ server: 'forged', state: 'ready', tools: [{ name: 'forged' }] }],
  });

/** Sends whoever comes to another address. */
export const redirects: Manner = (_heard, socket) =>
  void socket.write(
    'HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n',
  );

/** Passes everything on to the gateway itself, under the name that it goes by, and its answers back. */
export function relaysTo(port: number): Manner {
  const ways = new WeakMap<Socket, Socket>();
  const sent = new WeakMap<Socket, number>();
  return (heard, socket) => {
    let way = ways.get(socket);
    if (!way) {
      way = connect(port, '127.0.0.1').on('error', () => undefined);
      way.on('data', (bytes) => socket.write(bytes));
      way.on('close', () => socket.destroy());
      socket.on('close', () => way?.destroy());
      ways.set(socket, way);
    }
    const piece = heard.slice(sent.get(socket) ?? 0).replace(/^Host: [\d.:]+/m, `Host: 127.0.0.1:${port}`);
    way.write(piece, 'latin1');
    sent.set(socket, heard.length);
  };
}

function answer(socket: Socket, value: unknown): void {
  const body = JSON.stringify(value);
  socket.write(
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
