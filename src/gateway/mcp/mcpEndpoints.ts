import type { Disposable } from '../../base/disposables';
import type { Server } from '../../mcp/server/server';
import type { ServerState } from '../../mcp/server/serverState';
import { type EndpointHost, McpEndpoint } from './mcpEndpoint';
import { PoolCatalog } from './poolCatalog';
import { ServerCatalog } from './serverCatalog';

/** States from which a server does not restart automatically: attached clients see that it is gone. */
const gone: ReadonlySet<ServerState['kind']> = new Set([
  'disabled',
  'blocked',
  'stopped',
  'signInRequired',
  'failed',
]);

/** The MCP servers of a gateway: the pool as one, and each of its servers separately, created on demand. */
export class McpEndpoints {
  /** `/mcp` */
  readonly pool: McpEndpoint;
  private readonly single = new Map<string, McpEndpoint>();
  private readonly subscription: Disposable;

  constructor(
    private readonly host: EndpointHost & { readonly version: string },
    reportError: (error: unknown) => void,
  ) {
    const { pool, version } = host;
    this.pool = new McpEndpoint(host, new PoolCatalog(pool, version));
    this.subscription = pool.onDidEvent((event) => {
      if (event.type === 'server.removed' || (event.type === 'state.changed' && gone.has(event.state.kind)))
        this.end(event.server).catch(reportError);
    });
  }

  /** `/servers/{server}/mcp` */
  of(server: Server): McpEndpoint {
    const known = this.single.get(server.id);
    if (known) return known;
    const made = new McpEndpoint(this.host, new ServerCatalog(server));
    this.single.set(server.id, made);
    return made;
  }

  /** Ends the sessions opened with the token for others. */
  async endGuests(): Promise<void> {
    await Promise.all([this.pool, ...this.single.values()].map((endpoint) => endpoint.endGuests()));
  }

  async close(): Promise<void> {
    this.subscription.dispose();
    await Promise.all([this.pool.close(), ...[...this.single.keys()].map((id) => this.end(id))]);
  }

  /** Ends sessions and streams; clients that reconnect see the state of the server. */
  private async end(id: string): Promise<void> {
    const endpoint = this.single.get(id);
    this.single.delete(id);
    await endpoint?.close();
  }
}
