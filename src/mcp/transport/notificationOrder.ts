import type { JSONRPCMessage } from '@modelcontextprotocol/client';

/**
 * Passes messages to the SDK in an order that loses none. The SDK handles a notification a moment later than an answer,
 * so progress in one chunk with its answer would be lost: an answer right after a notification waits for the next turn, and so does everything after it.
 */
export class NotificationOrder {
  private held: JSONRPCMessage[] = [];
  private notified = false;

  constructor(private readonly hand: (message: JSONRPCMessage) => void) {}

  take(message: JSONRPCMessage): void {
    const isNotification = 'method' in message && !('id' in message);
    if (this.held.length > 0 || (this.notified && !isNotification)) {
      this.held.push(message);
      return;
    }
    if (isNotification && !this.notified) {
      this.notified = true;
      setImmediate(() => this.release());
    }
    this.hand(message);
  }

  private release(): void {
    this.notified = false;
    const messages = this.held;
    this.held = [];
    for (const message of messages) this.take(message);
  }
}
