import {
  type CallToolResult,
  Client,
  type GetPromptResult,
  type Implementation,
  LOG_LEVEL_META_KEY,
  type LoggingLevel,
  type OAuthClientProvider,
  type ReadResourceResult,
  type RequestOptions,
  type Tool,
  type Transport,
} from '@modelcontextprotocol/client';
import { Emitter } from '../base/events';
import { type FailureError, failure } from '../base/failure';
import { formatDuration } from '../base/text';
import type { Launch } from '../config/definition';
import type { List, ListName } from './catalog';
import { connectFailure, describeEnd, type FailureContext, processDetail } from './connectFailure';
import { safeEnvironment } from './environment';
import { fetchCatalog, fetchList } from './lists';
import { tapLists } from './listTap';
import { type Era, negotiate } from './negotiation';
import { resolveProgram } from './program';
import { requestFailure } from './requestFailure';
import type { ReadyInfo } from './state';
import { type ProcessEnd, StdioTransport } from './stdioTransport';
import { createTransport } from './transports';

/** A line that a server wrote or logged. */
export interface ServerLogLine {
  /** `stderr` as it came, `log` for an MCP log message, `stdout` for what should not have been printed there, `client` for ours. */
  readonly source: 'stderr' | 'log' | 'stdout' | 'client';
  readonly level: LoggingLevel;
  readonly text: string;
}

/** Time limits of one server, in ms. */
export interface TimeLimits {
  /** From the start of the program to the end of the handshake. */
  readonly start: number;
  /** For one request; progress starts it anew. */
  readonly request: number;
  /** For one request in all, whatever its progress. */
  readonly total: number;
}

/** What one launch needs. */
export interface ConnectionOptions {
  readonly name: string;
  /** With its variables resolved. */
  readonly launch: Launch;
  readonly clientInfo: Implementation;
  /** The environment of our own process, of which a server inherits the safe part. */
  readonly env: NodeJS.ProcessEnv;
  readonly limits: TimeLimits;
  readonly grace?: { readonly stdin: number; readonly terminate: number };
  /** The era found by an earlier launch of the same definition. */
  readonly era?: Era;
  /** Signs in to a server behind HTTP. */
  readonly authProvider?: OAuthClientProvider;
  readonly onLog: (line: ServerLogLine) => void;
  readonly onListChanged: (list: ListName) => void;
}

/** How a request is made. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { progress: number; total?: number; message?: string }) => void;
}

/** One launch of a server: one transport, one SDK client. When it is over it is thrown away, never repaired. */
export class Connection {
  private readonly closedEmitter = new Emitter<FailureError>();
  /** Fires once when the connection ends without being asked to, with the reason. */
  readonly onDidClose = this.closedEmitter.event;
  private closed = false;

  private constructor(
    private readonly options: ConnectionOptions,
    private readonly client: Client,
    private readonly transport: Transport,
    private readonly context: FailureContext,
    readonly info: ReadyInfo,
  ) {
    client.onclose = () => {
      if (this.closed) return;
      this.closed = true;
      this.closedEmitter.fire(this.brokenFailure());
    };
  }

  /** Starts or reaches the server and completes the handshake. Rejects with a {@link FailureError}. */
  static async open(options: ConnectionOptions, signal: AbortSignal): Promise<Connection> {
    const { name, launch, limits } = options;
    const env = launch.type === 'stdio' ? { ...safeEnvironment(options.env), ...launch.env } : {};
    const program =
      launch.type === 'stdio'
        ? await resolveProgram(name, launch.command, launch.cwd ?? process.cwd(), env)
        : undefined;
    let transport: Transport | undefined;
    const context = (): FailureContext => ({ name, launch, program, end: endOf(transport) });

    const late = AbortSignal.timeout(limits.start);
    const stop = AbortSignal.any([signal, late]);
    try {
      const negotiated = await negotiate(
        {
          newClient: () => newClient(options),
          newTransport: async () => {
            transport = createTransport(launch, {
              env,
              program,
              grace: options.grace,
              authProvider: options.authProvider,
              ...listeners(options.onLog),
            });
            return tapLists(transport, (list, item, why) =>
              options.onLog({
                source: 'client',
                level: 'warning',
                text: `Left out of ${list}: '${item}' is malformed: ${why}`,
              }),
            );
          },
          discard: (failed) => failed.close(),
          timeout: limits.start,
          signal: stop,
        },
        options.era,
      );
      const connection = new Connection(
        options,
        negotiated.client,
        negotiated.transport,
        context(),
        readyInfo(negotiated),
      );
      await connection.askForLogs();
      return connection;
    } catch (error) {
      const end = context();
      await transport?.close();
      if (signal.aborted) throw failure('cancelled', `The start of '${name}' was stopped.`);
      if (late.aborted) {
        const steps = ['Check that it is an MCP server, or give it a longer start time.'];
        const message = `'${name}' did not complete the MCP handshake within ${formatDuration(limits.start)}.`;
        throw failure('timeout', message, steps, processDetail(end));
      }
      throw connectFailure(error, { ...end, end: endOf(transport) });
    }
  }

  /** Which era was negotiated. */
  get era(): Era {
    return this.client.getProtocolEra() ?? 'legacy';
  }

  /** Lists everything the server offers; a list that fails is empty and says why. */
  catalog(signal?: AbortSignal) {
    return fetchCatalog(this.client, this.requestOptions({ signal }), (error) =>
      this.failureOf(error, 'list'),
    );
  }

  /** Lists one kind of thing anew. */
  list<N extends ListName>(name: N, signal?: AbortSignal): Promise<List<N>> {
    return fetchList(this.client, name, this.requestOptions({ signal }), (error) =>
      this.failureOf(error, 'list'),
    );
  }

  /** Calls a tool. A result with `isError` is a result. */
  callTool(
    tool: Tool | { name: string },
    args: Record<string, unknown>,
    options: CallOptions,
  ): Promise<CallToolResult> {
    return this.request(`call ${tool.name}`, options, (how) =>
      this.client.callTool({ name: tool.name, arguments: args, ...this.logMeta() }, how),
    );
  }

  readResource(uri: string, options: CallOptions): Promise<ReadResourceResult> {
    return this.request(`read ${uri}`, options, (how) =>
      this.client.readResource({ uri, ...this.logMeta() }, how),
    );
  }

  getPrompt(name: string, args: Record<string, string>, options: CallOptions): Promise<GetPromptResult> {
    return this.request(`prompt ${name}`, options, (how) =>
      this.client.getPrompt({ name, arguments: args, ...this.logMeta() }, how),
    );
  }

  /** Ends the connection, and the process with all that it started. */
  async close(): Promise<void> {
    this.closed = true;
    this.closedEmitter.dispose();
    // Closing the client closes its transport; a request under way then fails as closed.
    await this.client.close();
    await this.transport.close();
  }

  private async request<T>(
    what: string,
    options: CallOptions,
    run: (how: RequestOptions) => Promise<T>,
  ): Promise<T> {
    try {
      return await run(this.requestOptions(options));
    } catch (error) {
      throw this.failureOf(error, what, options.signal);
    }
  }

  private requestOptions({ signal, onProgress }: CallOptions): RequestOptions {
    const { request, total } = this.options.limits;
    return {
      signal,
      timeout: request,
      // Without a listener the SDK asks for no progress, and progress could not extend the time limit.
      onprogress: (progress) => onProgress?.(progress),
      resetTimeoutOnProgress: true,
      maxTotalTimeout: total,
    };
  }

  private failureOf(error: unknown, what: string, signal?: AbortSignal): FailureError {
    if (this.closed || this.context.end?.code != null) {
      const end = endOf(this.transport);
      if (end && (end.code !== null || end.signal !== null)) return this.brokenFailure();
    }
    return requestFailure(error, { ...this.context, what, signal, limits: this.options.limits });
  }

  private brokenFailure(): FailureError {
    const { name, launch } = this.options;
    const end = endOf(this.transport);
    const why = end ? describeEnd(end) : 'the connection was closed';
    const detail = processDetail({ ...this.context, end });
    return failure(
      'unreachable',
      `'${name}' stopped: ${why}.`,
      [launch.type === 'stdio' ? 'Read its log.' : 'Check the server.'],
      detail,
    );
  }

  /** Since 2026-07-28 a server logs only for requests that ask for it. */
  private logMeta(): { _meta?: Record<string, unknown> } {
    return this.era === 'modern' ? { _meta: { [LOG_LEVEL_META_KEY]: 'info' } } : {};
  }

  private async askForLogs(): Promise<void> {
    if (this.era !== 'legacy' || !this.client.getServerCapabilities()?.logging) return;
    try {
      await this.client.setLoggingLevel('info', { timeout: this.options.limits.request });
    } catch (error) {
      const text = `The server offers logging but refused the level: ${requestFailure(error, { ...this.context, what: 'logging', limits: this.options.limits }).message}`;
      this.options.onLog({ source: 'client', level: 'warning', text });
    }
  }
}

function newClient({ clientInfo, onLog, onListChanged }: ConnectionOptions): Client {
  const changed = (list: ListName) => ({
    autoRefresh: false,
    debounceMs: 250,
    onChanged: () => onListChanged(list),
  });
  const client = new Client(clientInfo, {
    capabilities: {},
    listChanged: { tools: changed('tools'), resources: changed('resources'), prompts: changed('prompts') },
  });
  client.setNotificationHandler('notifications/message', ({ params }) => {
    const text = typeof params.data === 'string' ? params.data : JSON.stringify(params.data);
    onLog({ source: 'log', level: params.level, text: params.logger ? `[${params.logger}] ${text}` : text });
  });
  client.onerror = (error) => onLog({ source: 'client', level: 'debug', text: error.message });
  return client;
}

function listeners(onLog: ConnectionOptions['onLog']) {
  return {
    onStderr: (text: string) => onLog({ source: 'stderr', level: 'info', text }),
    onPrinted: (text: string) => onLog({ source: 'stdout', level: 'warning', text }),
  };
}

function endOf(transport: Transport | undefined): ProcessEnd | undefined {
  return transport instanceof StdioTransport ? transport.end : undefined;
}

function readyInfo({ client, transport }: { client: Client; transport: Transport }): ReadyInfo {
  const version = client.getServerVersion();
  return {
    protocolVersion: client.getNegotiatedProtocolVersion() ?? 'unknown',
    serverName: version?.title ?? version?.name,
    serverVersion: version?.version,
    instructions: client.getInstructions(),
    pid: transport instanceof StdioTransport ? transport.pid : undefined,
    since: Date.now(),
  };
}
