import {
  type FetchLike,
  type JSONRPCMessage,
  type JSONRPCRequest,
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
  type TransportSendOptions,
} from '@modelcontextprotocol/client';
import { settlesWithin } from '../../base/async';
import { badResponse, brokenResponse } from '../errors/httpFault';
import { defaultMessageLimit, reconnectionOptions } from '../errors/messageLimits';
import type { PoolTransport } from '../transport/poolTransport';
import { fallbackResponse, isVersionProbe, mayBeSse, versionProbeResponse } from './fallbackResponses';
import { limitedFetch } from './limitedFetch';
import { type OpenRequest, OpenRequests } from './openRequests';
import { responseFetch, tokenHeader } from './responseFetch';
import { ResponseReader } from './responseReader';
import { isResponseMarker } from './responseStream';
import { SseStart, sseFetch } from './sseFetch';

/** How a server behind HTTP is reached. */
export interface HttpOptions {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Streamable HTTP, the older HTTP+SSE, or the one that the server supports. */
  readonly transport?: 'streamable' | 'sse';
  /** The largest accepted message, in bytes. */
  readonly messageLimit?: number;
  /** Default: Node's own, looked up at each request, because editors replace it. */
  readonly fetch?: FetchLike;
}

/** How long a server may take to end a session, in ms. */
const closeTimeoutMs = 1000;

/**
 * MCP over HTTP: the SDK's transports, over our own fetch that turns every fault of an answer into the failure
 * of its request. `send` settles when the request is answered and rejects when that is no longer possible. `pid` and `stderr` exist because the SDK then accepts silence on the probe: old servers are silent.
 */
export class HttpTransport implements PoolTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];
  pid?: undefined = undefined;
  stderr?: null = null;

  private readonly open = new OpenRequests();
  private readonly replies: ResponseReader;
  private readonly limit: number;
  private readonly fetch: FetchLike;
  private inner: StreamableHTTPClientTransport | SSEClientTransport | undefined;
  private version: string | undefined;
  private closing: Promise<void> | undefined;
  private lossReason: Error | undefined;
  private standing = false;

  constructor(private readonly options: HttpOptions) {
    this.limit = options.messageLimit ?? defaultMessageLimit;
    this.fetch = limitedFetch(options.fetch, this.limit);
    this.replies = new ResponseReader({
      open: this.open,
      limit: this.limit,
      deliver: (message) => this.onmessage?.(message),
      report: (error) => this.report(error),
    });
  }

  get closeReason(): string | undefined {
    return this.lossReason?.message;
  }

  get detectsDisconnect(): boolean {
    return this.standing || this.inner instanceof SSEClientTransport;
  }

  /** The session of a server of the 2025 era. */
  get sessionId(): string | undefined {
    return this.inner instanceof StreamableHTTPClientTransport ? this.inner.sessionId : undefined;
  }

  /** Whether a request is canceled by closing its stream. */
  get hasPerRequestStream(): boolean {
    return this.inner instanceof StreamableHTTPClientTransport;
  }

  setProtocolVersion(version: string): void {
    this.version = version;
    this.inner?.setProtocolVersion(version);
  }

  async start(): Promise<void> {
    if (this.options.transport === 'sse') await this.startSse();
    else await this.adopt(this.newStreamable()).start();
  }

  async send(message: JSONRPCMessage, options: TransportSendOptions = {}): Promise<void> {
    if (this.closing || !this.inner) throw brokenResponse('the connection is closed');
    if (!('method' in message && 'id' in message)) return this.tell(message, options);
    if (!isVersionProbe(message)) this.showAsHttp();
    const answer =
      isVersionProbe(message) && this.inner instanceof SSEClientTransport
        ? versionProbeResponse(message)
        : undefined;
    if (answer) {
      this.onmessage?.(answer);
      return;
    }
    try {
      await this.ask(message, options);
    } catch (error) {
      if (message.method === 'initialize' && !this.options.transport && mayBeSse(error)) {
        await this.startSse().catch(() => Promise.reject(error));
        await this.ask(message, options);
        return;
      }
      const outcome = fallbackResponse(error, message, this.sessionId);
      if ('throw' in outcome) throw outcome.throw;
      this.onmessage?.(outcome.answer);
    }
  }

  /** Ends the connection, and the session where there is one. */
  close(): Promise<void> {
    // Not at once: ending the transport below calls back here.
    this.closing ??= Promise.resolve().then(() => this.shutDown());
    return this.closing;
  }

  /** After the probe the SDK has to see that this is HTTP: it then drops tools that HTTP cannot carry. */
  private showAsHttp(): void {
    delete this.pid;
    delete this.stderr;
  }

  /** Sends a request; settles with its answer. */
  private ask(message: JSONRPCRequest, options: TransportSendOptions): Promise<void> {
    const request = this.open.add(message.id);
    options.requestSignal?.addEventListener('abort', () => this.open.giveUp(request), { once: true });
    if (options.requestSignal?.aborted) this.open.giveUp(request);
    const sent =
      this.inner instanceof StreamableHTTPClientTransport
        ? this.inner.send(message, {
            ...options,
            headers: { ...options.headers, [tokenHeader]: request.token },
            requestSignal: request.signal,
            onRequestStreamEnd: () => {
              options.onRequestStreamEnd?.();
              this.streamEnded(request);
            },
          })
        : this.inner!.send(message);
    sent.catch((error) => this.open.fail(request, error));
    return request.settled;
  }

  /** Sends what has no answer. */
  private async tell(message: JSONRPCMessage, options: TransportSendOptions): Promise<void> {
    try {
      await (this.inner instanceof StreamableHTTPClientTransport
        ? this.inner.send(message, options)
        : this.inner!.send(message));
    } finally {
      // The SDK leaves the stream of a canceled request open in the 2025 era.
      if ('method' in message && message.method === 'notifications/cancelled') {
        const request = this.open.ofId((message.params as { requestId?: string | number })?.requestId ?? '');
        if (request) this.open.giveUp(request);
      }
    }
  }

  /** The SDK has given up the stream of a request. */
  private streamEnded(request: OpenRequest): void {
    const { broken, lastEventId } = request;
    const fault = broken
      ? brokenResponse('the connection was interrupted in the middle of the answer', broken)
      : lastEventId === undefined
        ? badResponse('it ended the stream before the answer')
        : brokenResponse('the stream of the answer ended early and could not be resumed');
    this.open.fail(request, fault);
  }

  private newStreamable(): StreamableHTTPClientTransport {
    const { url, headers } = this.options;
    return new StreamableHTTPClientTransport(url, {
      reconnectionOptions,
      requestInit: { headers: { ...headers } },
      fetch: responseFetch({
        open: this.open,
        reader: this.replies,
        limit: this.limit,
        fetch: this.fetch,
        report: (error) => this.report(error),
        standing: (open) => {
          this.standing = open;
          if (!open && !this.closing) this.report(new Error('The stream of notifications ended.'));
        },
      }),
    });
  }

  private async startSse(): Promise<void> {
    const { url, headers } = this.options;
    const start = new SseStart();
    const transport = new SSEClientTransport(url, {
      requestInit: { headers: { ...headers } },
      fetch: sseFetch({
        replies: this.replies,
        limit: this.limit,
        fetch: this.fetch,
        start,
        onEnd: (error) => this.lose(brokenResponse('it ended its stream of messages', error)),
      }),
    });
    try {
      await start.within(transport.start());
    } catch (error) {
      await transport.close();
      throw error;
    }
    const previous = this.inner;
    this.adopt(transport);
    if (this.version) transport.setProtocolVersion(this.version);
    await previous?.close();
  }

  private adopt<T extends StreamableHTTPClientTransport | SSEClientTransport>(transport: T): T {
    if (this.inner) this.inner.onclose = this.inner.onerror = this.inner.onmessage = undefined;
    this.inner = transport;
    transport.onerror = (error) => this.report(error);
    transport.onclose = () => this.close();
    // Messages come from our fetch; the SDK itself only finds an error in the body of an HTTP error.
    transport.onmessage = (message: JSONRPCMessage) => {
      if (isResponseMarker(message)) return;
      this.open.answer(message);
      this.onmessage?.(message);
    };
    return transport;
  }

  private lose(reason: Error): void {
    if (this.closing) return;
    this.lossReason = reason;
    void this.close();
  }

  private report(error: Error): void {
    if (!this.closing) this.onerror?.(error);
  }

  private async shutDown(): Promise<void> {
    const { inner } = this;
    this.open.clear();
    // Before the end of the session: pending requests must not wait for that.
    this.onclose?.();
    if (inner instanceof StreamableHTTPClientTransport && inner.sessionId)
      await settlesWithin(inner.terminateSession(), closeTimeoutMs);
    await inner?.close();
  }
}
