import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { failure } from '../../../src/base/failure';
import type { ServerDefinition } from '../../../src/config/model/definition';
import { readToken } from '../../../src/gateway/access/accessTokens';
import type { GatewayOptions } from '../../../src/gateway/access/gatewayOptions';
import type { ProblemDetails } from '../../../src/gateway/access/problemDetails';
import { findGatewayRecord } from '../../../src/gateway/attach/gatewayDiscovery';
import { Gateway } from '../../../src/gateway/server/gatewayServer';
import type { PoolHost } from '../../../src/pool/pool';
import { TestPool } from '../pool/testPool';

/** The token that all gateways in tests hand out. */
export const token = 'a-token-that-is-only-for-the-tests-of-the-gateway';

/** What opens a session of the 2025 era, and the headers that go with it. */
export const initialize = {
  body: {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  },
  headers: { accept: 'application/json, text/event-stream' },
};

/** An answer with its body read. */
export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** An MCP server of a gateway, and what is sent to it besides the token. */
export interface McpPlace {
  /** `/mcp` when left out. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A gateway over a pool of its own, with a folder of its own, and clients that know its token. */
export class TestGateway extends TestPool {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-gateway-'));
  readonly warnings: string[] = [];
  readonly gateway: Gateway;
  private readonly announced: { readonly folder: string; readonly config: string };
  private readonly clients: { close(): Promise<void> }[] = [];

  constructor(options: Partial<GatewayOptions> = {}, host: Partial<PoolHost> = {}) {
    super(
      {},
      {
        // As `mcp-pool serve` does: servers are told that they may ask, as some client may answer.
        elicit: async () => ({ action: 'cancel' }),
        sample: async () => {
          throw failure('usage', 'No calling client can be asked.');
        },
        ...host,
      },
    );
    this.gateway = new Gateway(this.pool, {
      token,
      folder: this.folder,
      version: '1.0.0',
      warn: (message) => this.warnings.push(message),
      reportError: (error) => this.errors.push(error),
      config: this.config,
      ...options,
    });
    this.announced = { folder: this.folder, config: this.config, ...options };
  }

  private get config(): string {
    return path.join(this.folder, 'mcp-config.yaml');
  }

  /** The header that our own programs let themselves in with. */
  async byOwner(): Promise<Record<'authorization', string>> {
    const { folder, config } = this.announced;
    const found = await findGatewayRecord(config, folder);
    assert.ok(found, 'the gateway is announced');
    return { authorization: `Bearer ${await readToken(found.ownerFile)}` };
  }

  /** Starts the gateway and the servers, and waits until these are ready. */
  async open(...definitions: ServerDefinition[]): Promise<this> {
    await this.gateway.start();
    await this.pool.apply(definitions);
    for (const { id, disabled } of definitions) if (!disabled) await this.pool.find(id).connected();
    return this;
  }

  get url(): string {
    const { address } = this.gateway;
    assert.ok(address, 'the gateway runs');
    return address.url;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Sends a request with the token. A body is sent as JSON, by POST. */
  fetch(target: string, { body, headers, ...init }: Omit<RequestInit, 'body'> & { body?: unknown } = {}) {
    const json = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const own: Record<string, string> = { authorization: `Bearer ${token}` };
    if (body !== undefined) own['content-type'] = 'application/json';
    return fetch(this.url + target, {
      ...json,
      ...init,
      headers: { ...own, ...(headers as Record<string, string>) },
    });
  }

  /** Sends a request and reads the JSON that must come back with this status. */
  async json<T = Record<string, unknown>>(
    target: string,
    status = 200,
    init: Parameters<TestGateway['fetch']>[1] = {},
  ): Promise<Answer<T>> {
    const response = await this.fetch(target, init);
    const text = await response.text();
    assert.equal(response.status, status, text);
    return { status: response.status, headers: response.headers, body: JSON.parse(text) as T };
  }

  /** Sends a request that must end with a problem of this status. */
  async problem(
    target: string,
    status: number,
    init: Parameters<TestGateway['fetch']>[1] = {},
  ): Promise<ProblemDetails> {
    const { body, headers } = await this.json<ProblemDetails>(target, status, init);
    assert.equal(headers.get('content-type'), 'application/problem+json');
    assert.equal(body.status, status);
    assert.ok(body.detail && body.title && Array.isArray(body.nextSteps), JSON.stringify(body));
    return body;
  }

  /** An official client of version 2 of the SDK, in one of the eras. */
  async client(
    era: 'legacy' | 'modern',
    prepare: (client: Client) => void = () => undefined,
    place: McpPlace = {},
  ): Promise<Client> {
    const capabilities = { elicitation: { form: {} }, sampling: {} };
    const client = new Client({ name: 'test', version: '1.0.0' }, { capabilities });
    prepare(client);
    if (era === 'modern') client.setVersionNegotiation({ mode: { pin: '2026-07-28' } });
    this.clients.push(client);
    await client.connect(new StreamableHTTPClientTransport(...this.reached(place)));
    return client;
  }

  /** An official client of version 1 of the SDK. */
  async legacyClient(place: McpPlace = {}): Promise<LegacyClient> {
    const client = new LegacyClient({ name: 'test', version: '1.0.0' });
    this.clients.push(client);
    await client.connect(new LegacyTransport(...this.reached(place)));
    return client;
  }

  private reached({ path: at = '/mcp', headers = {} }: McpPlace) {
    const requestInit = { headers: { authorization: `Bearer ${token}`, ...headers } };
    return [new URL(this.url + at), { requestInit }] as const;
  }

  /** Runs when everything has ended and the folder is still there. */
  protected stopped(): void {}

  /** Ends clients, gateway and pool, and checks that our own code made no mistake. */
  override async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
    await this.gateway.stop();
    await super.close();
    this.stopped();
    rmSync(this.folder, { recursive: true, force: true });
    assert.deepEqual(this.errors, []);
  }
}

/** The events of a stream as they come. */
export async function* eventsOf(
  response: Response,
): AsyncGenerator<{ event: string; id?: string; data: unknown }> {
  let text = '';
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const event = field('event');
      if (event) yield { event, id: field('id'), data: JSON.parse(field('data')!) };
    }
  }
}

/** The events of a stream that ends. */
export async function allEvents(response: Response) {
  const events: { event: string; id?: string; data: unknown }[] = [];
  for await (const event of eventsOf(response)) events.push(event);
  return events;
}
