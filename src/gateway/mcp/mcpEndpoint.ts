import { createMcpHandler, isLegacyRequest, type McpHttpHandler } from '@modelcontextprotocol/server';
import type { Disposable } from '../../base/disposables';
import { errorMessage } from '../../base/failure';
import type { Pool } from '../../pool/pool';
import type { GatewayLimits } from '../access/gatewayOptions';
import { ProblemError } from '../access/problemDetails';
import { readJsonBody } from '../access/requestBody';
import { handOver } from '../access/requestOrigin';
import type { ExposedCatalog } from './exposedCatalog';
import type { ClientHost } from './inputRequests';
import { ListChanges } from './listChanges';
import { newMcpServer, watchResources } from './mcpServer';
import { Sessions } from './mcpSessions';
import { SuspendedCalls } from './suspendedCalls';

/** What the MCP endpoints of a gateway share. */
export interface EndpointHost {
  readonly pool: Pool;
  readonly limits: GatewayLimits;
  /** The answer of this request is a stream that stays open for long. */
  readonly onLongStream: (request: Request) => void;
}

/** One address at which an offering is one MCP server over Streamable HTTP, for clients of both eras. */
export class McpEndpoint {
  private readonly conversations: SuspendedCalls;
  private readonly changes: ListChanges;
  private readonly sessions: Sessions;
  private readonly modern: McpHttpHandler;

  constructor(
    private readonly host: EndpointHost,
    private readonly offering: ExposedCatalog,
  ) {
    const { pool, limits } = host;
    this.conversations = new SuspendedCalls(limits);
    const clientHost: ClientHost = { pool, offering, conversations: this.conversations };
    this.sessions = new Sessions(clientHost, limits);
    this.modern = createMcpHandler(
      () => {
        const { server, ...parts } = newMcpServer(clientHost, 'modern');
        server.onclose = () => parts.dispose();
        return server;
      },
      {
        legacy: 'reject',
        maxSubscriptions: limits.streams,
        keepAliveMs: limits.heartbeat,
        maxRequestBodySize: limits.body,
      },
    );
    this.changes = new ListChanges(pool, offering);
    this.changes.onDidChange((list) => {
      this.sessions.tellChanged(list);
      if (list === 'tools') this.modern.notify.toolsChanged();
      else if (list === 'prompts') this.modern.notify.promptsChanged();
      else this.modern.notify.resourcesChanged();
    });
  }

  /** Answers one request. */
  async fetch(request: Request): Promise<Response> {
    let body: unknown;
    try {
      body = request.method === 'POST' ? await readJsonBody(request, this.host.limits) : undefined;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status !== 400) throw error;
      // The error of MCP for a message that cannot be read.
      const told = { code: -32700, message: `Parse error: ${errorMessage(error)}` };
      return Response.json({ jsonrpc: '2.0', error: told, id: null }, { status: 400 });
    }
    const { method, url, headers, signal } = request;
    // The body was read; its content is passed along.
    const bare = new Request(url, { method, headers, signal });
    handOver(request, bare);
    if (method === 'GET') this.host.onLongStream(request);
    const asked = (body as { method?: unknown } | undefined)?.method;
    const opening = asked === 'initialize' || asked === 'server/discover';
    if (await isLegacyRequest(bare, body)) {
      if (opening) await this.offering.prepare(true, signal);
      return this.sessions.fetch(bare, body);
    }
    await this.offering.prepare(opening, signal);
    const watched = this.watch(request, body);
    const response = await this.modern.fetch(bare, { parsedBody: body });
    if (!response.ok) for (const watch of watched) watch.dispose();
    return response;
  }

  /** Ends the sessions opened with the token for others. */
  endGuests(): Promise<void> {
    return this.sessions.endGuests();
  }

  async close(): Promise<void> {
    this.changes.dispose();
    this.conversations.dispose();
    await Promise.all([this.sessions.close(), this.modern.close()]);
  }

  /** A stream of changes that names resources: they are watched at their servers for as long as it is open. */
  private watch(request: Request, body: unknown): readonly Disposable[] {
    const { method, params } = (body ?? {}) as { method?: unknown; params?: { notifications?: unknown } };
    if (method !== 'subscriptions/listen') return [];
    this.host.onLongStream(request);
    const { resourceSubscriptions: uris } = (params?.notifications ?? {}) as {
      resourceSubscriptions?: unknown;
    };
    if (!Array.isArray(uris)) return [];
    const known = uris.filter((uri): uri is string => typeof uri === 'string');
    const tell = (uri: string) => this.modern.notify.resourceUpdated(uri);
    const watches = watchResources(this.offering, known, tell);
    const end = () => watches.forEach((watch) => void watch.dispose());
    request.signal.addEventListener('abort', end, { once: true });
    return watches;
  }
}
