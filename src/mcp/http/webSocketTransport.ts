import { type JSONRPCMessage, type Transport, UnauthorizedError } from '@modelcontextprotocol/client';
import type { WebSocketClientTransport } from '@modelcontextprotocol/sdk/client/websocket.js';
import { settlesWithin } from '../../base/async';
import { oneLine } from '../../base/text';
import { brokenResponse, HttpFault } from '../errors/httpFault';
import { defaultMessageLimit, formatSize } from '../errors/messageLimits';
import { idInEnds, messageIn, readEnvelopes, syntheticError } from '../transport/jsonRpc';
import { NotificationOrder } from '../transport/notificationOrder';
import type { PoolTransport } from '../transport/poolTransport';
import type { Tunnel } from './proxies';

/** How a server behind WebSocket is reached. */
export interface WebSocketOptions {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The largest accepted message, in bytes; the connection ends at a larger one. */
  readonly messageLimit?: number;
  /** The connection through a proxy, where one is used. */
  readonly tunnel?: Tunnel;
}

/** How long the server may take to accept the connection, and to say goodbye, in ms. */
const handshakeTimeoutMs = 15_000;
const closeTimeoutMs = 500;

/**
 * MCP over WebSocket: the v1 SDK's transport, as the v2 SDK has none, over our own socket. It sends headers, which
 * the one of the runtime cannot do everywhere, and reads messages itself, because the SDK drops broken answers and waits forever. `pid` and `stderr` exist because the SDK then accepts silence on the probe.
 */
export class WebSocketTransport implements PoolTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];
  private readonly order = new NotificationOrder((message) => this.onmessage?.(message));
  readonly detectsDisconnect = true;
  readonly pid = undefined;
  readonly stderr = null;

  private inner: WebSocketClientTransport | undefined;
  private terminate: () => void = () => undefined;
  private lossReason: Error | undefined;
  private readonly gone: Promise<void>;
  private markGone!: () => void;
  private readonly leaving = new AbortController();
  private isOpen = false;
  private tooLarge = false;

  constructor(private readonly options: WebSocketOptions) {
    this.gone = new Promise((resolve) => {
      this.markGone = resolve;
    });
  }

  get closeReason(): string | undefined {
    return this.lossReason?.message;
  }

  async start(): Promise<void> {
    const [{ WebSocket }, { WebSocketClientTransport }] = await Promise.all([
      import('ws'),
      import('@modelcontextprotocol/sdk/client/websocket.js'),
    ]);
    const transport = this;
    const { url, headers, messageLimit: maxPayload = defaultMessageLimit } = this.options;
    const tunnel = await this.options.tunnel?.(url, this.leaving.signal);
    const way = tunnel && { createConnection: () => tunnel };
    class Socket extends WebSocket {
      constructor(address: string | URL, protocol: string) {
        super(address, protocol, { headers, maxPayload, handshakeTimeout: handshakeTimeoutMs, ...way });
        transport.terminate = () => this.terminate();
        this.on('message', (data) => transport.receive(String(data)));
        // Messages are read above and not by the SDK.
        Object.defineProperty(this, 'onmessage', { set: () => undefined });
        this.once('error', (error: NodeJS.ErrnoException) => {
          transport.tooLarge = error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
        });
        this.once('close', (code, reason) => transport.closed(code, String(reason)));
      }
    }
    const inner = new WebSocketClientTransport(url);
    this.inner = inner;
    inner.onerror = (error) => (this.isOpen ? this.onerror?.(error) : undefined);
    try {
      await withGlobalSocket(Socket, () => inner.start());
      this.isOpen = true;
    } catch (error) {
      throw handshakeFault(error);
    }
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if (!this.isOpen || !this.inner) throw brokenResponse('the connection is closed');
    await this.inner.send(message);
  }

  async close(): Promise<void> {
    this.leaving.abort();
    if (!this.inner) return;
    const wasOpen = this.isOpen;
    this.isOpen = false;
    await this.inner.close();
    if (!wasOpen || !(await settlesWithin(this.gone, closeTimeoutMs))) this.terminate();
    this.finish();
  }

  private receive(text: string): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      const id = idInEnds(text.slice(0, 4096), text.slice(-4096));
      if (id !== undefined) this.order.take(syntheticError(id, "The server's answer is not JSON."));
      else this.onerror?.(new Error(`The server sent a message that is not JSON: ${oneLine(text)}`));
      return;
    }
    for (const envelope of readEnvelopes(value, text.length)) {
      const message = messageIn(envelope);
      if (message) this.order.take(message);
      else this.onerror?.(new Error('The server sent JSON that is not JSON-RPC.'));
    }
  }

  private closed(code: number, reason: string): void {
    this.markGone();
    if (this.isOpen) {
      const limit = this.options.messageLimit ?? defaultMessageLimit;
      const why = this.tooLarge
        ? `a message was over the limit of ${formatSize(limit)}`
        : `it closed the WebSocket (${code}${reason ? `, ${oneLine(reason, 100)}` : ''})`;
      this.lossReason = brokenResponse(why);
    }
    this.isOpen = false;
    this.finish();
  }

  private finish(): void {
    const { onclose } = this;
    this.onclose = undefined;
    onclose?.();
  }
}

/** The v1 transport reads the global class synchronously when it starts: nothing else sees the exchange. */
function withGlobalSocket<T>(socket: unknown, run: () => T): T {
  const globals = globalThis as { WebSocket?: unknown };
  const had = Object.getOwnPropertyDescriptor(globals, 'WebSocket');
  Object.defineProperty(globals, 'WebSocket', { value: socket, configurable: true, writable: true });
  try {
    return run();
  } finally {
    if (had) Object.defineProperty(globals, 'WebSocket', had);
    else delete globals.WebSocket;
  }
}

function handshakeFault(error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  const status = /^Unexpected server response: (\d+)/.exec(message)?.[1];
  if (status === '401') return new UnauthorizedError();
  // No server answers this: VS Code passes on the answer of its proxy.
  if (status === '407') return new Error('Proxy authentication required');
  if (status)
    return new HttpFault({
      kind: 'unreachable',
      why: `it answered ${status} instead of opening a WebSocket`,
      nextSteps: ['Check the path of the address, and the token in its headers.'],
    });
  if (/handshake has timed out/.test(message))
    return new HttpFault({ kind: 'unreachable', why: 'it did not open the WebSocket in time' });
  return error;
}
