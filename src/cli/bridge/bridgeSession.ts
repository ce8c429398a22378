import type { Message } from './bridgeMessage';
import type { Reply } from './bridgeTarget';

/** A session of a client of the 2025 era: what to repeat when another pool continues it. */
export class Session {
  /** The id that the pool gave it. */
  id: string | undefined;
  private version: string | undefined;
  private first: Message | undefined;
  private level: Message | undefined;
  private readonly watched = new Map<unknown, Message>();
  private count = 0;

  /** The headers of the session. */
  headers(): Record<string, string> {
    return {
      ...(this.id === undefined ? {} : { 'mcp-session-id': this.id }),
      ...(this.version === undefined ? {} : { 'mcp-protocol-version': this.version }),
    };
  }

  /** A message of the client as this session's server knows it; undefined for an answer to a server that is gone. */
  outgoing(message: Message): Message | undefined {
    const { method, params, id } = message;
    if (method === 'initialize') {
      this.first = message;
      this.id = this.version = undefined;
    } else if (method === 'logging/setLevel') this.level = message;
    else if (method === 'resources/subscribe') this.watched.set(params?.uri, message);
    else if (method === 'resources/unsubscribe') this.watched.delete(params?.uri);
    if (method !== undefined || id === undefined) return message;
    const [, run, own = 'null'] = /^(\d+):(.*)$/s.exec(String(id)) ?? [];
    return Number(run) === this.count ? { ...message, id: JSON.parse(own) } : undefined;
  }

  /** Takes note of the answer that begins the session. */
  incoming(request: Message, told: Message | undefined, reply: Reply): void {
    if (request.method !== 'initialize' || !told?.result) return;
    this.id = reply.header('mcp-session-id');
    this.version = told.result.protocolVersion as string | undefined;
  }

  /** A message of the server; its questions get names that no other server's questions have, so that answers find the right one. */
  question(message: Message): Message {
    const named = (id: unknown) => `${this.count}:${JSON.stringify(id)}`;
    const { id, method, params } = message;
    if (method !== undefined && id !== undefined) return { ...message, id: named(id) };
    if (method !== 'notifications/cancelled') return message;
    return { ...message, params: { ...params, requestId: named(params?.requestId) } };
  }

  /** What to send to another server so that it knows what the last one knew. */
  beginAgain(): readonly Message[] {
    const begun = this.id !== undefined;
    this.count++;
    this.id = this.version = undefined;
    if (!this.first || !begun) return [];
    const again = [
      this.first,
      { jsonrpc: '2.0', method: 'notifications/initialized' } as const,
      ...(this.level ? [this.level] : []),
      ...this.watched.values(),
    ];
    return again.map((message, at) => ('id' in message ? { ...message, id: `mcp-pool-${at}` } : message));
  }
}
