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
  /** The file that holds the token that is handed out to other programs. */
  readonly tokenFile: string;
}

interface Running extends GatewayAddress {
  readonly server: Server;
  readonly app: GatewayApp;
  readonly tokens: Tokens;
  readonly connections: ProvenSockets;
  readonly withdraw: () => Promise<void>;
}

/** How often the time limits of arriving requests are looked at, in ms. */
const checkIntervalMs = 500;

/** One pool over HTTP, for other programs of the same person: REST, and one MCP server at /mcp. The pool stays its owner's. */
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

  /** The token that is handed out to other programs; undefined while it does not run. */
  get token(): string | undefined {
    return this.running?.tokens.handedOut;
  }

  /** Opens it. An address that cannot be had is a `usage` failure. */
  start(): Promise<GatewayAddress> {
    return this.turn.queue(async () => {
      this.running ??= await this.open();
      return this.address!;
    });
  }

  /** Hands out another token: the one before lets nobody in, and what was opened with it ends. Nothing while it does not run. */
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

  /** Closes it: what is under way is cancelled, and nothing tells of it any more. */
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
        `The gateway is open to other machines at ${url}: whoever has a token can use all servers, and what is sent can be read on the way.`,
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

  /** A server that refuses what is wrong on the wire before anybody else sees it. Until it is connected it answers nothing. */
  private listener(load: RequestLimiter, connections: ProvenSockets) {
    const { headers, headersTimeout, requestTimeout } = this.limits;
    let handle: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined;
    const options = {
      maxHeaderSize: headers,
      headersTimeout,
      requestTimeout,
      connectionsCheckingInterval: Math.min(checkIntervalMs, headersTimeout),
      keepAliveTimeout: 5_000,
    };
    const server = createServer(options, (request, response) => {
      // Who proves something first asks for it in a moment.
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
    // What the adapter finds wrong with a request, such as a Host header that is none.
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

  /** Tells our own programs of it, in files for the user alone. Gives back what takes that back. */
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
    const why = code === 'EADDRINUSE' ? 'another program has it' : code === 'EACCES' ? 'you may not' : code;
    throw failure('usage', `The gateway cannot listen on ${host} port ${port}: ${why}.`, [
      'Choose another port, or leave it out for a free one.',
    ]);
  }
  return (server.address() as AddressInfo).port;
}
