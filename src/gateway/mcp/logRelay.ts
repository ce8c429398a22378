import type { Server as SdkServer, ServerContext } from '@modelcontextprotocol/server';
import { type Disposable, toDisposable } from '../../base/disposables';
import type { Server } from '../../mcp/server/server';
import type { ServerLogLine } from '../../mcp/transport/poolTransport';
import type { Pool } from '../../pool/pool';
import type { ExposedCatalog } from './exposedCatalog';

/**
 * Forwards the log messages of servers to one client: with its request while the server works for this client alone, separately while
 * it works for no one. Messages while it works for others are not for this client, and while it works for several the recipient is unknown.
 */
export class LogRelay implements Disposable {
  private readonly requests = new Map<string, Set<{ context: ServerContext; client: unknown }>>();
  private readonly subscription: Disposable;

  /** `send` exists for clients that receive messages outside of requests. */
  constructor(
    private readonly pool: Pick<Pool, 'onDidEvent' | 'servers'>,
    private readonly offering: Pick<ExposedCatalog, 'includes' | 'loggerOf'>,
    private readonly send?: (params: Parameters<SdkServer['sendLoggingMessage']>[0]) => Promise<void>,
  ) {
    this.subscription = pool.onDidEvent((event) => {
      // Printed output is for the log of the host; clients receive only MCP log messages.
      if (event.type === 'server.log' && event.line.source === 'log' && offering.includes(event.server))
        this.tell(event.server, event.line);
    });
  }

  /** Until disposed, messages of the server go with this request while it works for this client, as its answerer names it. */
  during({ id }: Server, context: ServerContext, client: unknown): Disposable {
    const one = { context, client };
    const requests = this.requests.get(id) ?? new Set();
    this.requests.set(id, requests.add(one));
    return toDisposable(() => {
      requests.delete(one);
      if (requests.size === 0) this.requests.delete(id);
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private tell(id: string, { level, text }: ServerLogLine): void {
    const server = this.pool.servers.find((one) => one.id === id);
    const logger = server && this.offering.loggerOf(server);
    const clients = [...(server?.clients ?? [])];
    if (clients.length > 1) return;
    const own = [...(this.requests.get(id) ?? [])].find(({ client }) => client === clients[0]);
    const told =
      clients.length === 0
        ? this.send?.({ level, logger, data: text })
        : own?.context.mcpReq.log(level, text, logger);
    // A client that has disconnected receives nothing more.
    told?.catch(() => undefined);
  }
}
