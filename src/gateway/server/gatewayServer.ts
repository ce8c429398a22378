import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Sequencer } from '../../base/async';
import { failure } from '../../base/failure';
import type { Pool } from '../../pool/pool';
import { Tokens, writeToken } from '../access/accessTokens';
import { defaultLimits, type GatewayLimits, type GatewayOptions } from '../access/gatewayOptions';
import { problem, problemOf } from '../access/problemDetails';
import { rawProblem, refuse } from '../access/rawRequest';
import { hostCheck, isLoopback } from '../access/requestGuard';
import { RequestLimiter } from '../access/requestLimiter';
import { type GatewayRecord, publishGateway, secretFile } from '../attach/gatewayDiscovery';
import { challengePath, endsOfGateway, proofOf } from '../attach/gatewayProof';
import { createGatewayApp, type GatewayApp } from './gatewayApp';
import { ProvenSockets } from './provenSockets';

/** Where a running gateway is reached. */
export interface GatewayAddress {
  /** Without a path: `http://127.0.0.1:7411`. */
  readonly url: string;
  readonly port: number;
  /** The file with the token for other programs. */
  readonly tokenFile: string;
}

interface Running extends GatewayAddress {
  readonly server: Server;
  readonly app: GatewayApp;
  readonly tokens: Tokens;
  readonly connections: ProvenSockets;
  readonly withdraw: () => Promise<void>;
}

/** How often the time limits of arriving requests are checked, in ms. */
const checkIntervalMs = 500;

/** One pool over HTTP, for other programs of the same person: REST, and one MCP server at /mcp. The pool remains with its owner. */
export class Gateway {
  private readonly limits: GatewayLimits;
  private readonly turn = new Sequencer();
  private running: Running | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly options: GatewayOptions,
  ) {
    this.limits = { ...defaultLimits, ...options.limits };
  }

  /** Where it is reached; undefined while it does not run. */
  get address(): GatewayAddress | undefined {
    if (!this.running) return undefined;
    const { url, port, tokenFile } = this.running;
    return { url, port, tokenFile };
  }

  /** The token for other programs; undefined while it does not run. */
  get token(): string | undefined {
    return this.running?.tokens.handedOut;
  }

  /** Opens it. An unavailable address is a `usage` failure. */
  start(): Promise<GatewayAddress> {
    return this.turn.queue(async () => {
      this.running ??= await this.open();
      return this.address!;
    });
  }

  /** Renews the token for others: the previous one is no longer valid, and what was opened with it ends. Undefined while it does not run. */
  renewToken(): Promise<void> {
    return this.turn.queue(async () => {
      if (!this.running) return;
      const { tokens, connections, app, tokenFile } = this.running;
      tokens.renew();
      connections.endGuests();
      await app.endGuests();
      await writeToken(tokenFile, tokens.handedOut);
    });
  }

  /** Closes it: what is under way is canceled, and its announcement is withdrawn. */
  stop(): Promise<void> {
    return this.turn.queue(async () => {
      const { running } = this;
      this.running = undefined;
      if (!running) return;
      await running.withdraw();
      const closed = once(running.server, 'close');
      running.server.close();
      await running.app.close();
      running.server.closeAllConnections();
      await closed;
    });
  }

  private async open(): Promise<Running> {
    const { host = '127.0.0.1', port = 0, hosts = [], origins = [], config, folder, version } = this.options;
    const load = new RequestLimiter(this.limits);
    const connections = new ProvenSockets(this.limits);
    const { server, connect } = this.listener(load, connections);
    const bound = await listen(server, host, port);
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
    if (!isLoopback(host))
      this.options.warn?.(
        `The gateway is open to other machines at ${url}: anyone with a token can use all servers, and the traffic is not encrypted.`,
      );
    const tokens = new Tokens(this.options.token);
    const instance = randomUUID();
    const incoming = new WeakMap<Request, IncomingMessage>();
    const app = createGatewayApp(this.pool, {
      tokens,
      url,
      version,
      instance,
      origins,
      limits: this.limits,
      isHost: hostCheck(host, bound, hosts),
      reportError: this.options.reportError,
      onLongStream: (request) => {
        const raw = incoming.get(request);
        if (raw) load.becomesStream(raw);
      },
      onLetIn: (request, holder) => {
        const raw = incoming.get(request);
        if (raw) connections.letIn(raw.socket, holder);
      },
      prove: (request, nonce) => {
        const raw = incoming.get(request);
        return raw && proofOf(tokens.owner, nonce, endsOfGateway(raw.socket));
      },
    });
    try {
      connect(app, incoming);
      const tokenFile = this.options.tokenFile ?? secretFile(folder, config ?? 'none', 'token');
      await writeToken(tokenFile, tokens.handedOut);
      const takeBack = config && (await this.announce({ url, tokenFile, instance, config }, tokens.owner));
      const withdraw = async () => {
        await (takeBack || undefined)?.();
        if (tokenFile !== this.options.tokenFile) await rm(tokenFile, { force: true });
      };
      return { url, port: bound, tokenFile, server, app, tokens, connections, withdraw };
    } catch (error) {
      await app.close();
      server.close();
      throw error;
    }
  }

  /** A server that rejects malformed requests before anything else sees them. Until it is connected it answers nothing. */
  private listener(load: RequestLimiter, connections: ProvenSockets) {
    const { headers, headersTimeoutMs, requestTimeoutMs } = this.limits;
    let handle: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined;
    const options = {
      maxHeaderSize: headers,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(checkIntervalMs, headersTimeoutMs),
      keepAliveTimeout: 5_000,
    };
    const server = createServer(options, (request, response) => {
      // A client that asks for a proof sends its request in a moment.
      const counts = !request.url?.startsWith(challengePath);
      const wrong = rawProblem(request, this.limits) ?? (counts ? load.take(request, response) : undefined);
      if (wrong) refuse(response, wrong);
      else if (handle) void handle(request, response).catch(this.options.reportError);
      else refuse(response, problem(503, 'request', 'The gateway is starting.', [], { 'retry-after': '1' }));
    });
    server.on('connection', (socket) => connections.take(socket));
    const connect = (app: GatewayApp, incoming: WeakMap<Request, IncomingMessage>) => {
      handle = getRequestListener(
        (request, env) => {
          incoming.set(request, env.incoming as IncomingMessage);
          return app.fetch(request);
        },
        { overrideGlobalObjects: false, errorHandler: (error) => this.answerError(error) },
      );
    };
    return { server, connect };
  }

  private answerError(error: unknown): Response {
    // A problem that the adapter finds in a request, such as an invalid Host header.
    const known = problemOf(
      error instanceof Error && error.constructor.name === 'RequestError'
        ? problem(400, 'request', 'The request cannot be read.')
        : error,
    );
    if (known.status === 500) this.options.reportError(error);
    return new Response(JSON.stringify(known), {
      status: known.status,
      headers: { 'content-type': 'application/problem+json' },
    });
  }

  /** Announces it to our own programs, in files for the user only. Returns what withdraws that. */
  private async announce(
    told: Pick<GatewayRecord, 'url' | 'tokenFile' | 'instance' | 'config'>,
    owner: string,
  ): Promise<() => Promise<void>> {
    const { folder, version } = this.options;
    const ownerFile = secretFile(folder, told.config, 'owner');
    await writeToken(ownerFile, owner);
    const startedAt = Date.now();
    const takeBack = await publishGateway(folder, {
      ...told,
      ownerFile,
      pid: process.pid,
      startedAt,
      version,
    });
    return async () => {
      await takeBack();
      await rm(ownerFile, { force: true });
    };
  }
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE' ? 'another program uses it' : code === 'EACCES' ? 'permission denied' : code;
    throw failure('usage', `The gateway cannot listen on ${host} port ${port}: ${why}.`, [
      'Choose another port, or omit it for a free one.',
    ]);
  }
  return (server.address() as AddressInfo).port;
}
