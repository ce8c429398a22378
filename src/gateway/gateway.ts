import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Sequencer } from '../base/async';
import { failure } from '../base/failure';
import type { Pool } from '../pool/pool';
import { createGatewayApp, type GatewayApp } from './app';
import { announce } from './discovery';
import { hostCheck, isLoopback } from './guard';
import { Load } from './load';
import { defaultLimits, type GatewayLimits, type GatewayOptions } from './options';
import { problem, problemOf } from './problem';
import { rawProblem, refuse } from './rawRequest';
import { newToken, writeToken } from './token';

/** Where a running gateway is reached. */
export interface GatewayAddress {
  /** Without a path: `http://127.0.0.1:7411`. */
  readonly url: string;
  readonly port: number;
  /** The file that holds the token. */
  readonly tokenFile: string;
}

interface Running extends GatewayAddress {
  readonly server: Server;
  readonly app: GatewayApp;
  readonly withdraw: () => Promise<void>;
}

/** How often the time limits of arriving requests are looked at, in ms. */
const lookAfter = 500;

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

  /** Opens it. An address that cannot be had is a `usage` failure. */
  start(): Promise<GatewayAddress> {
    return this.turn.queue(async () => {
      this.running ??= await this.open();
      return this.address!;
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
    const { host = '127.0.0.1', port = 0, hosts = [], origins = [], config, version } = this.options;
    const load = new Load(this.limits);
    const { server, connect } = this.listener(load);
    const bound = await listen(server, host, port);
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
    if (!isLoopback(host))
      this.options.warn?.(
        `The gateway is open to other machines at ${url}: whoever has its token can use all servers, and what is sent can be read on the way.`,
      );
    const token = this.options.token ?? newToken();
    const instance = randomUUID();
    const incoming = new WeakMap<Request, IncomingMessage>();
    const app = createGatewayApp(this.pool, {
      token,
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
    });
    try {
      connect(app, incoming);
      const tokenFile = await this.writeToken(token);
      const own = tokenFile === this.options.tokenFile ? undefined : tokenFile;
      const startedAt = Date.now();
      const announcement = { url, tokenFile, pid: process.pid, instance, startedAt, version };
      const takeBack = config && (await announce(this.options.folder, { ...announcement, config }));
      const withdraw = async () => {
        await (takeBack || undefined)?.();
        if (own) await rm(own, { force: true });
      };
      return { url, port: bound, tokenFile, server, app, withdraw };
    } catch (error) {
      await app.close();
      server.close();
      throw error;
    }
  }

  /** A server that refuses what is wrong on the wire before anybody else sees it. Until it is connected it answers nothing. */
  private listener(load: Load) {
    const { headers, headersTimeout, requestTimeout, connections } = this.limits;
    let handle: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined;
    const options = {
      maxHeaderSize: headers,
      headersTimeout,
      requestTimeout,
      connectionsCheckingInterval: Math.min(lookAfter, headersTimeout),
      keepAliveTimeout: 5_000,
    };
    const server = createServer(options, (request, response) => {
      const wrong = rawProblem(request, this.limits) ?? load.take(request, response);
      if (wrong) refuse(response, wrong);
      else if (handle) void handle(request, response).catch(this.options.reportError);
      else refuse(response, problem(503, 'request', 'The gateway is starting.', [], { 'retry-after': '1' }));
    });
    server.maxConnections = connections;
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

  private async writeToken(token: string): Promise<string> {
    const { tokenFile, folder, config = 'none' } = this.options;
    const file =
      tokenFile ?? path.join(folder, `${path.basename(config)}-${process.pid}-${Date.now()}.token`);
    await writeToken(file, token);
    return file;
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
