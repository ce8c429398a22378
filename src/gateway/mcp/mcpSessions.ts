import { randomUUID } from 'node:crypto';
import { isInitializeRequest, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import type { Disposable } from '../../base/disposables';
import type { Holder } from '../access/accessTokens';
import type { GatewayLimits } from '../access/gatewayOptions';
import { admissionOf } from '../access/requestOrigin';
import type { ClientHost } from './inputRequests';
import type { ChangedList } from './listChanges';
import { newMcpServer } from './mcpServer';

/** How long a session is unused before a new one may replace it, in ms. */
const idleTimeoutMs = 5 * 60_000;

interface Session {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  readonly server: ReturnType<typeof newMcpServer>['server'];
  readonly parts: Disposable;
  /** Whose token opened it; no one else may continue it. */
  readonly holder: Holder;
  lastUsed: number;
}

/** The sessions of clients of the 2025 era at one address, each with an MCP server of its own. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly host: ClientHost,
    private readonly limits: Pick<GatewayLimits, 'sessions' | 'heartbeat'>,
  ) {}

  /** Answers a request of the 2025 era. */
  async fetch(request: Request, body: unknown): Promise<Response> {
    const id = request.headers.get('mcp-session-id');
    if (id === null) {
      if (request.method === 'POST' && isInitializeRequest(body)) return this.open(request, body);
      return refused(400, -32000, 'The request belongs to no session: initialize first.');
    }
    const session = this.sessions.get(id);
    // By the specification the client then begins a new one.
    if (!session || session.holder !== admissionOf(request).holder)
      return refused(404, -32001, 'Session not found');
    session.lastUsed = Date.now();
    return session.transport.handleRequest(request, { parsedBody: body });
  }

  /** Notifies all clients that a list changed. */
  tellChanged(list: ChangedList): void {
    for (const { server } of this.sessions.values()) {
      const told =
        list === 'tools'
          ? server.sendToolListChanged()
          : list === 'prompts'
            ? server.sendPromptListChanged()
            : server.sendResourceListChanged();
      told.catch(() => undefined);
    }
  }

  /** Ends the sessions opened with the token for others, and what they have under way. */
  async endGuests(): Promise<void> {
    const guests = [...this.sessions].filter(([, { holder }]) => holder === 'guest');
    await Promise.all(guests.map(([id]) => this.drop(id)));
  }

  /** Ends all sessions and what they have under way. */
  async close(): Promise<void> {
    await Promise.all([...this.sessions.keys()].map((id) => this.drop(id)));
  }

  private async open(request: Request, body: unknown): Promise<Response> {
    if (!(await this.makeRoom()))
      return refused(503, -32000, 'Too many sessions are open.', { 'retry-after': '60' });
    const { server, ...parts } = newMcpServer(this.host, 'legacy');
    const { holder } = admissionOf(request);
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      keepAliveMs: this.limits.heartbeat,
      onsessioninitialized: (id) => {
        this.sessions.set(id, { transport, server, parts, holder, lastUsed: Date.now() });
      },
      onsessionclosed: (id) => this.drop(id),
    });
    await server.connect(transport);
    const response = await transport.handleRequest(request, { parsedBody: body });
    if (transport.sessionId === undefined || !this.sessions.has(transport.sessionId)) {
      // The request was rejected.
      parts.dispose();
      await server.close();
    }
    return response;
  }

  private async makeRoom(): Promise<boolean> {
    if (this.sessions.size < this.limits.sessions) return true;
    const [oldest] = [...this.sessions].sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
    if (!oldest || Date.now() - oldest[1].lastUsed < idleTimeoutMs) return false;
    await this.drop(oldest[0]);
    return true;
  }

  private async drop(id: string): Promise<void> {
    const session = this.sessions.get(id);
    this.sessions.delete(id);
    session?.parts.dispose();
    await session?.server.close();
  }
}

function refused(
  status: number,
  code: number,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Response {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status, headers });
}
