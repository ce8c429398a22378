/** How a gateway is opened. */
export interface GatewayOptions {
  /** Default: a free port. */
  readonly port?: number;
  /** The address to listen on. Default: 127.0.0.1. Anything else opens it to other machines. */
  readonly host?: string;
  /** The token for other programs, which their requests must have. Default: a new random one. */
  readonly token?: string;
  /** The file with that token for other programs of the user. Default: a separate file below `folder`. */
  readonly tokenFile?: string;
  /** Origins of web pages that may use it, such as `http://localhost:5173`. */
  readonly origins?: readonly string[];
  /** Further names by which it is reached, as in the Host header, such as `tea.lan:7411`. */
  readonly hosts?: readonly string[];
  /** The configuration file of the pool, absolute: other programs find the gateway by it. */
  readonly config?: string;
  /** The folder of the user that announces running gateways. */
  readonly folder: string;
  readonly version: string;
  readonly limits?: Partial<GatewayLimits>;
  /** Called with what a person should know, as a sentence. */
  readonly warn?: (message: string) => void;
  /** Called with internal errors. */
  readonly reportError: (error: unknown) => void;
}

/** The limits of a gateway. */
export interface GatewayLimits {
  /** Bytes of the body of a request. */
  readonly body: number;
  /** Nesting depth of objects and arrays in JSON. */
  readonly depth: number;
  /** Bytes of all headers, and characters of a path with its query. */
  readonly headers: number;
  readonly url: number;
  /** How long a new connection may be silent, in ms. */
  readonly firstByteTimeoutMs: number;
  /** How long headers, and a request as a whole, may take to arrive, in ms. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Connections, active requests, and event streams that are open at the same time. */
  readonly connections: number;
  readonly requests: number;
  readonly streams: number;
  /** MCP sessions of clients of the 2025 era, and questions to modern clients that wait for their answers. */
  readonly sessions: number;
  readonly questions: number;
  /** How long a question to a modern client may wait for its answer, in ms. */
  readonly answerTimeoutMs: number;
  /** Events kept for readers that reconnect, and queued for a slow reader. */
  readonly history: number;
  readonly backlog: number;
  /** How often a silent stream sends a sign of life, in ms. */
  readonly heartbeat: number;
}

/** The default limits of a gateway. */
export const defaultLimits: GatewayLimits = {
  body: 4 * 1024 * 1024,
  depth: 100,
  headers: 16 * 1024,
  url: 8 * 1024,
  firstByteTimeoutMs: 2_000,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  connections: 256,
  requests: 64,
  streams: 32,
  sessions: 64,
  questions: 64,
  answerTimeoutMs: 600_000,
  history: 1000,
  backlog: 1500,
  heartbeat: 15_000,
};
