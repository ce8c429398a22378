import type { JSONRPCMessage, JSONRPCRequest, Transport } from '@modelcontextprotocol/client';
import { trackCreated, trackDisposed } from '../../../src/base/disposables';
import type { TransportFactory } from '../../../src/mcp/connection/launchOptions';
import type { PoolTransport, ProcessEnd } from '../../../src/mcp/transport/poolTransport';

/** What a server answers with an error. */
export class AnswerError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** The answer of a request that never gets one. */
export const silence = Symbol('silence');

/** Answers a request by its parameters: gives the result, throws an {@link AnswerError}, or gives {@link silence}. */
export type Answer = (params: Record<string, unknown>, request: JSONRPCRequest) => unknown;

/** What a server answers, by method; a method that is missing is unknown to it. */
export type Answers = Readonly<Record<string, Answer>>;

/** A transport whose other end is in the hand of the test. Messages arrive in the turn after they were sent, as they would elsewhere. */
export class TestTransport implements PoolTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];
  detectsDisconnect = false;
  closeReason: string | undefined;
  processEnd: ProcessEnd | undefined;
  readonly pid = undefined;
  // The SDK takes a transport with this for one that may be silent on the probe, as it does with the real ones.
  readonly stderr = null;
  readonly sent: JSONRPCMessage[] = [];
  started = false;
  closed = false;

  constructor(private readonly server: TestServer) {
    trackCreated(this);
  }

  async start(): Promise<void> {
    this.started = true;
    const failure = this.server.startFailures.shift();
    if (failure) throw failure;
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if (this.closed) throw new Error('The transport is closed.');
    this.sent.push(message);
    if ('method' in message && 'id' in message) queueMicrotask(() => this.answer(message));
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    trackDisposed(this);
    this.onclose?.();
  }

  dispose(): void {
    void this.close();
  }

  /** The server sends something by itself. */
  receive(message: Record<string, unknown>): void {
    if (!this.closed) this.onmessage?.({ jsonrpc: '2.0', ...message } as JSONRPCMessage);
  }

  /** The server goes away, with what its transport knows of it. */
  end({ closeReason, processEnd }: Pick<PoolTransport, 'closeReason' | 'processEnd'> = {}): void {
    this.closeReason = closeReason;
    this.processEnd = processEnd;
    void this.close();
  }

  /** The messages of one method that were sent. */
  of(method: string): readonly { readonly id?: number; readonly params: Record<string, unknown> }[] {
    return this.sent.flatMap((message) =>
      'method' in message && message.method === method
        ? [{ params: {}, ...(message as { id?: number; params?: Record<string, unknown> }) }]
        : [],
    );
  }

  private answer(request: JSONRPCRequest): void {
    const { id, method, params = {} } = request;
    const answer = this.server.answers[method];
    try {
      if (!answer) throw new AnswerError(-32601, 'Method not found');
      const result = answer(params, request);
      if (result !== silence) this.receive({ id, result });
    } catch (error) {
      if (!(error instanceof AnswerError)) throw error;
      this.receive({ id, error: { code: error.code, message: error.message } });
    }
  }
}

const echo = {
  name: 'echo',
  description: 'Says it again.',
  inputSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
};

/** A server of the 2025 era with one tool, `echo`. */
export const legacyAnswers: Answers = {
  initialize: () => ({
    protocolVersion: '2025-11-25',
    capabilities: { tools: { listChanged: true } },
    serverInfo: { name: 'fake', version: '1.2.3' },
  }),
  ping: () => ({}),
  'tools/list': () => ({ tools: [echo] }),
  'tools/call': ({ arguments: args }) => ({
    content: [{ type: 'text', text: (args as { text?: string }).text ?? '' }],
  }),
};

/** The same server in the 2026 era. */
export const modernAnswers: Answers = {
  'server/discover': () => ({
    resultType: 'complete',
    ttlMs: 0,
    cacheScope: 'private',
    supportedVersions: ['2026-07-28'],
    capabilities: { tools: {} },
    _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'fake', version: '2.0.0' } },
  }),
  'tools/list': () => ({ resultType: 'complete', ttlMs: 0, cacheScope: 'private', tools: [echo] }),
  'tools/call': () => ({ resultType: 'complete', content: [{ type: 'text', text: 'modern' }] }),
};

/** A server that is reached by transports in memory, one for each launch. */
export class TestServer {
  readonly transports: TestTransport[] = [];
  /** What the next starts fail with. */
  readonly startFailures: Error[] = [];

  constructor(public answers: Answers = legacyAnswers) {}

  readonly createTransport: TransportFactory = () => {
    const transport = new TestTransport(this);
    this.transports.push(transport);
    return transport;
  };

  /** The transport of the latest launch. */
  get transport(): TestTransport {
    const transport = this.transports.at(-1);
    if (!transport) throw new Error('Nothing was launched.');
    return transport;
  }

  /** How many launches were started. */
  get starts(): number {
    return this.transports.filter(({ started }) => started).length;
  }
}
