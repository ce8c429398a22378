import type { Server as SdkServer, ServerContext } from '@modelcontextprotocol/server';
import { type Disposable, toDisposable } from '../../base/disposables';
import type { ServerLogLine } from '../../mcp/connectionOptions';
import type { Server } from '../../mcp/server';
import type { Pool } from '../../pool/pool';
import type { Offering } from './offering';

/** Hands the log messages of servers to one client: with its call while one is under way on the server, else by themselves. */
export class LogRelay implements Disposable {
  private readonly calls = new Map<string, Set<ServerContext>>();
  private readonly subscription: Disposable;

  /** `send` is there for clients that hear what belongs to no request. */
  constructor(
    private readonly pool: Pick<Pool, 'onDidEvent' | 'servers'>,
    private readonly offering: Pick<Offering, 'concerns' | 'loggerOf'>,
    private readonly send?: (params: Parameters<SdkServer['sendLoggingMessage']>[0]) => Promise<void>,
  ) {
    this.subscription = pool.onDidEvent((event) => {
      // What a server prints is for the log of its keeper; only what it means for clients is told to them.
      if (event.type === 'server.log' && event.line.source === 'log' && offering.concerns(event.server))
        this.tell(event.server, event.line);
    });
  }

  /** Until disposed, messages of the server go with this call. */
  during({ id }: Server, context: ServerContext): Disposable {
    const calls = this.calls.get(id) ?? new Set();
    this.calls.set(id, calls.add(context));
    return toDisposable(() => {
      calls.delete(context);
      if (calls.size === 0) this.calls.delete(id);
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private tell(id: string, { level, text }: ServerLogLine): void {
    const server = this.pool.servers.find((one) => one.id === id);
    const logger = server && this.offering.loggerOf(server);
    const [context] = this.calls.get(id) ?? [];
    const told = context
      ? context.mcpReq.log(level, text, logger)
      : this.send?.({ level, logger, data: text });
    // A client that has gone hears nothing more.
    told?.catch(() => undefined);
  }
}
