import {
  type CallToolResult,
  type Client,
  type CompleteRequestParams,
  type CompleteResult,
  type GetPromptResult,
  type Implementation,
  LOG_LEVEL_META_KEY,
  type ReadResourceResult,
  type RequestOptions,
} from '@modelcontextprotocol/client';
import { Emitter } from '../../base/emitter';
import { type FailureError, failure } from '../../base/failure';
import type { Launch } from '../../config/model/definition';
import type { List, ListName } from '../catalog/catalog';
import { fetchCatalog, fetchList } from '../catalog/fetchLists';
import { sanitizeLists } from '../catalog/listSanitizer';
import {
  brokenConnection,
  connectFailure,
  describeEnd,
  type FailureContext,
  startTimeout,
} from '../errors/connectFailure';
import { requestFailure } from '../errors/requestFailure';
import { findProgram, programQuery } from '../stdio/findProgram';
import type { PoolTransport } from '../transport/poolTransport';
import { ClientRequestHandlers } from './clientRequests';
import { openTransport } from './createTransport';
import type { LaunchOptions } from './launchOptions';
import { type Era, negotiate } from './negotiation';
import type { ReadyInfo } from './newClient';
import { newClient, readyInfo } from './newClient';
import { Notifications } from './notifications';
import { type CallOptions, type FailedRequest, TimedRequests } from './timedRequests';

/** One launch of a server: one transport, one SDK client. When it has ended, it is discarded, never repaired. */
export class Connection {
  private readonly closedEmitter = new Emitter<FailureError>();
  /** Fires once when the connection ends unexpectedly, with the reason. */
  readonly onDidClose = this.closedEmitter.event;
  private readonly suspectEmitter = new Emitter<void>();
  /** Fires when something looks wrong with the connection, such as a broken stream: worth a check. */
  readonly onDidSuspect = this.suspectEmitter.event;
  private readonly answerers: ClientRequestHandlers;
  private readonly requests: TimedRequests;
  private readonly ending = new AbortController();
  private readonly announcements: Notifications;
  private closed = false;

  private constructor(
    private readonly options: LaunchOptions,
    private readonly client: Client,
    private readonly transport: PoolTransport,
    private readonly context: FailureContext,
    readonly info: ReadyInfo,
  ) {
    this.answerers = new ClientRequestHandlers(options, () => this.era);
    this.requests = new TimedRequests(options.limits, {
      answerers: this.answerers,
      explain: (error, request) => this.failureOf(error, request.what, request),
      redact: options.redact,
    });
    client.onclose = () => {
      if (this.closed) return;
      this.closed = true;
      this.closedEmitter.fire(this.brokenFailure());
    };
    client.onerror = (error) => {
      options.onLog({ source: 'client', level: 'debug', text: error.message });
      // The end of a process is noticed at once; over HTTP a broken stream may be the only sign.
      if (options.launch.type !== 'stdio') this.suspectEmitter.fire();
    };
    this.announcements = new Notifications(client, this.era, {
      signal: this.ending.signal,
      onLog: options.onLog,
      onSuspect: () => this.suspectEmitter.fire(),
      explain: (error, what) => this.failureOf(error, what),
      work: (work) => this.answerers.asHost(work),
      timeout: options.limits.requestMs,
      logLevel: options.logLevel,
    });
    this.announcements.begin();
    const { elicit, sample } = options;
    if (elicit)
      client.setRequestHandler('elicitation/create', ({ params }, { mcpReq }) =>
        this.whileAsking(() => this.answerers.elicit(params, mcpReq.signal)),
      );
    if (sample)
      client.setRequestHandler('sampling/createMessage', ({ params }, { mcpReq }) =>
        this.whileAsking(() => this.answerers.sample(params, mcpReq.signal)),
      );
  }

  /** Starts or reaches the server and completes the handshake. Rejects with a {@link FailureError}. */
  static async open(options: LaunchOptions, signal: AbortSignal): Promise<Connection> {
    const { name, launch, limits, mayLaunch, onLog } = options;
    mayLaunch();
    const found = launch.type === 'stdio' ? await findProgram(programQuery(options, launch)) : undefined;
    let transport: PoolTransport | undefined;
    const context = (): FailureContext => ({
      name,
      launch,
      program: found?.file,
      end: transport?.processEnd,
    });

    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), limits.startMs);
    const stop = AbortSignal.any([signal, late.signal]);
    // A server that answers nothing would keep the probe waiting for its own time limit.
    const end = () => void transport?.close();
    stop.addEventListener('abort', end);
    try {
      const negotiated = await negotiate(
        {
          newClient: () => newClient(options),
          newTransport: async () => {
            transport = openTransport(options, found);
            return sanitizeLists(transport, (list, item, why) => {
              const text = `Dropped from ${list}: '${item}' is malformed: ${why}`;
              onLog({ source: 'client', level: 'warning', text });
            });
          },
          discard: (failed) => failed.close(),
          timeout: limits.startMs,
          signal: stop,
        },
        options.protocol ?? options.era,
      );
      const { client } = negotiated;
      return new Connection(options, client, negotiated.transport, context(), readyInfo(negotiated));
    } catch (error) {
      const failed = context();
      await transport?.close();
      if (signal.aborted) throw failure('cancelled', `The start of '${name}' was stopped.`);
      if (late.signal.aborted) throw startTimeout(failed, limits.startMs);
      throw connectFailure(error, context());
    } finally {
      // From here on the time limit of the start must not end what has started.
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
    }
  }

  /** What was launched, with its variables resolved. */
  get launch(): Launch {
    return this.options.launch;
  }

  /** What the server reports about itself. */
  get implementation(): Implementation | undefined {
    return this.client.getServerVersion();
  }

  /** Which era was negotiated. */
  get era(): Era {
    return this.client.getProtocolEra() ?? 'legacy';
  }

  /** The clients that the server is working for; undefined means the host. */
  get clients(): ReadonlySet<unknown> {
    return this.answerers.clients;
  }

  /** Whether the server is working on requests. */
  get busy(): boolean {
    return this.requests.busy;
  }

  /** Whether an open stream would show that the server went away. */
  get detectsDisconnect(): boolean {
    return this.announcements.listensForChanges || this.transport.detectsDisconnect;
  }

  /** Fires when the server reports that a list changed. */
  get onDidChangeList() {
    return this.announcements.onDidChangeList;
  }

  /** Fires with the URI when the server reports that a watched resource changed. */
  get onDidUpdateResource() {
    return this.announcements.onDidUpdateResource;
  }

  /** From now on updates of these resources are reported, and of no others. */
  watchResources(uris: readonly string[]): void {
    this.announcements.watchResources(uris);
  }

  /** Checks whether the server is alive; rejects with a {@link FailureError} when it does not answer within `timeout` ms. */
  async ping(timeout: number): Promise<void> {
    try {
      // The modern era has no ping: the cheapest request that every server must answer is server/discover.
      await (this.era === 'legacy' ? this.client.ping({ timeout }) : this.client.discover({ timeout }));
    } catch (error) {
      const known = this.failureOf(error, 'health check');
      // An answer is a sign of life, also when it is an error.
      if (known.kind !== 'protocol') throw known;
    }
  }

  /** Lists everything the server offers; a list that fails is empty and has the error. */
  catalog(signal?: AbortSignal) {
    return fetchCatalog(this.client, this.listOptions(signal), (error) => this.failureOf(error, 'list'));
  }

  /** Reads one list again. */
  list<N extends ListName>(name: N, signal?: AbortSignal): Promise<List<N>> {
    return fetchList(this.client, name, this.listOptions(signal), (error) => this.failureOf(error, 'list'));
  }

  /** Calls a tool. A result with `isError` is a result. */
  callTool(
    tool: { name: string },
    args: Record<string, unknown>,
    options: CallOptions,
  ): Promise<CallToolResult> {
    const params = { name: tool.name, arguments: args, ...this.logMeta() };
    return this.requests.run(`call ${tool.name}`, options, (how) =>
      this.mirrorsArguments
        ? this.client.callTool(params, how)
        : this.client.request({ method: 'tools/call', params }, how),
    );
  }

  readResource(uri: string, options: CallOptions): Promise<ReadResourceResult> {
    return this.requests.run(`read ${uri}`, options, (how) =>
      this.client.readResource({ uri, ...this.logMeta() }, how),
    );
  }

  getPrompt(name: string, args: Record<string, string>, options: CallOptions): Promise<GetPromptResult> {
    return this.requests.run(`prompt ${name}`, options, (how) =>
      this.client.getPrompt({ name, arguments: args, ...this.logMeta() }, how),
    );
  }

  /** Asks for completions of an argument of a prompt or of a resource template; none when the server does not support them. */
  async complete(params: CompleteRequestParams, options: CallOptions): Promise<CompleteResult> {
    if (!this.client.getServerCapabilities()?.completions) return { completion: { values: [] } };
    return this.requests.run('completion', options, (how) =>
      this.client.complete({ ...params, ...this.logMeta() }, how),
    );
  }

  /** Pauses the clocks of all requests while a person is answering the server. */
  whileAsking<T>(ask: () => Promise<T>): Promise<T> {
    return this.requests.whileAsking(ask);
  }

  /** Ends the connection, and the process with everything it started. */
  async close(): Promise<void> {
    this.closed = true;
    this.ending.abort();
    this.requests.dispose();
    for (const part of [this.closedEmitter, this.announcements, this.suspectEmitter]) part.dispose();
    // Closing the client closes its transport; a request under way then fails as closed.
    await this.client.close();
    await this.transport.close();
  }

  private listOptions(signal?: AbortSignal): RequestOptions {
    return { signal, timeout: this.options.limits.requestMs, maxTotalTimeout: this.options.limits.totalMs };
  }

  private failureOf(error: unknown, what: string, how: Omit<FailedRequest, 'what'> = {}): FailureError {
    const end = this.transport.processEnd;
    if (end && (end.code !== null || end.signal !== null)) return this.brokenFailure();
    return requestFailure(error, { ...this.context, what, ...how, limits: this.options.limits });
  }

  private brokenFailure(): FailureError {
    const { processEnd: end, closeReason = 'the connection was closed' } = this.transport;
    return brokenConnection({ ...this.context, end }, end ? describeEnd(end) : closeReason);
  }

  /**
   * Whether arguments are repeated in headers, which needs the SDK's `callTool`. It also looks for an output schema, in a way that
   * costs about as much as the rest of the pool for a call: the pool checks the output itself.
   * https://modelcontextprotocol.io/specification/2026-07-28/basic/transports#streamable-http
   */
  private get mirrorsArguments(): boolean {
    return this.era === 'modern' && this.options.launch.type !== 'stdio';
  }

  /** Since 2026-07-28 a server logs only for requests that ask for it. */
  private logMeta(): { _meta?: Record<string, unknown> } {
    return this.era === 'modern' ? { _meta: { [LOG_LEVEL_META_KEY]: this.options.logLevel } } : {};
  }
}
