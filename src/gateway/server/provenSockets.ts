import type { Socket } from 'node:net';
import type { Holder } from '../access/accessTokens';
import type { GatewayLimits } from '../access/gatewayOptions';

/**
 * The connections of a gateway. Those over which a token came keep their places; strangers, from whom none came yet, make room for
 * whoever comes next, the one that is there longest first: silent connections keep nobody out.
 */
export class ProvenSockets {
  private readonly strangers = new Set<Socket>();
  private readonly known = new Map<Socket, Holder>();

  constructor(private readonly limits: Pick<GatewayLimits, 'connections' | 'firstByteTimeout'>) {}

  /** A connection was opened. It must say something soon. */
  take(socket: Socket): void {
    if (this.strangers.size + this.known.size >= this.limits.connections && !this.makeRoom()) {
      socket.destroy();
      return;
    }
    this.strangers.add(socket);
    const silent = setTimeout(() => {
      // Not by its events: who listens to those takes the bytes from the parser, which reads below them.
      if (socket.bytesRead === 0) socket.destroy();
    }, this.limits.firstByteTimeout);
    silent.unref();
    socket.once('close', () => {
      clearTimeout(silent);
      this.strangers.delete(socket);
      this.known.delete(socket);
    });
  }

  /** A token came over it. */
  letIn(socket: Socket, holder: Holder): void {
    // One that closed in the meantime would be kept for ever.
    if (socket.destroyed) return;
    this.strangers.delete(socket);
    // What the handed-out token has opened ends with it, whoever else uses the connection.
    if (this.known.get(socket) !== 'guest') this.known.set(socket, holder);
  }

  /** Ends all connections over which the token came that is handed out, and what is under way on them. */
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
