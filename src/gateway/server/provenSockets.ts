import type { Socket } from 'node:net';
import type { Holder } from '../access/accessTokens';
import type { GatewayLimits } from '../access/gatewayOptions';

/**
 * The connections of a gateway. Those that have sent a token keep their places; the others make
 * room for new ones, the oldest first: silent connections block no one.
 */
export class ProvenSockets {
  private readonly strangers = new Set<Socket>();
  private readonly known = new Map<Socket, Holder>();

  constructor(private readonly limits: Pick<GatewayLimits, 'connections' | 'firstByteTimeoutMs'>) {}

  /** A connection was opened. It must send something soon. */
  take(socket: Socket): void {
    if (this.strangers.size + this.known.size >= this.limits.connections && !this.makeRoom()) {
      socket.destroy();
      return;
    }
    this.strangers.add(socket);
    const silent = setTimeout(() => {
      // Not by its events: a listener would take the bytes from the parser, which reads below them.
      if (socket.bytesRead === 0) socket.destroy();
    }, this.limits.firstByteTimeoutMs);
    silent.unref();
    socket.once('close', () => {
      clearTimeout(silent);
      this.strangers.delete(socket);
      this.known.delete(socket);
    });
  }

  /** The connection has sent a token. */
  letIn(socket: Socket, holder: Holder): void {
    // One that closed in the meantime would be kept forever.
    if (socket.destroyed) return;
    this.strangers.delete(socket);
    // What the renewed token has opened ends with it, even on shared connections.
    if (this.known.get(socket) !== 'guest') this.known.set(socket, holder);
  }

  /** Ends all connections that have sent the token for others, and what is under way on them. */
  endGuests(): void {
    for (const [socket, holder] of this.known) if (holder === 'guest') socket.destroy();
  }

  private makeRoom(): boolean {
    const [oldest] = this.strangers;
    if (!oldest) return false;
    this.strangers.delete(oldest);
    oldest.destroy();
    return true;
  }
}
