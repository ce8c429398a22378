/** How a gateway is opened. */
export interface GatewayOptions {
  /** A free one when left out. */
  readonly port?: number;
  /** Where it listens; 127.0.0.1 when left out. Anything beyond this machine is for people who know why. */
  readonly host?: string;
  /** The token that is handed out to other programs: what their requests must bring. A new random one when left out. */
  readonly token?: string;
  /** Where that token is written for other programs of the user; a file of its own below `folder` when left out. */
  readonly tokenFile?: string;
  /** Origins of web pages that may use it, such as `http://localhost:5173`. */
  readonly origins?: readonly string[];
  /** Further names by which it is reached, as the Host header says them, such as `tea.lan:7411`. */
  readonly hosts?: readonly string[];
  /** The configuration file of the pool, absolute: other programs find the gateway by it. */
  readonly config?: string;
  /** The folder of the user that tells of running gateways. */
  readonly folder: string;
  readonly version: string;
  readonly limits?: Partial<GatewayLimits>;
  /** Told what a person should know, as a sentence. */
  readonly warn?: (message: string) => void;
  /** Told of our own faults. */
  readonly reportError: (error: unknown) => void;
}

/** What a gateway takes and holds at the most. */
export interface GatewayLimits {
  /** Bytes of the body of a request. */
  readonly body: number;
  /** Objects and arrays in one another in JSON. */
  readonly depth: number;
  /** Bytes of all headers, and characters of a path with its query. */
  readonly headers: number;
  readonly url: number;
  /** How long a new connection may say nothing, in ms. */
  readonly firstByteTimeout: number;
  /** How long headers, and a request as a whole, may take to arrive, in ms. */
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  /** Connections, requests at work, and streams of events that are open at the same time. */
  readonly connections: number;
  readonly requests: number;
  readonly streams: number;
  /** MCP sessions of clients of the 2025 era, and questions to modern clients that wait for their answers. */
  readonly sessions: number;
  readonly questions: number;
  /** How long a question to a modern client may wait for its answer, in ms. */
  readonly answerTimeout: number;
  /** Events that are kept for those who come back, and that may wait for a slow reader. */
  readonly history: number;
  readonly backlog: number;
  /** How often a silent stream says that it is alive, in ms. */
  readonly heartbeat: number;
}

/** The limits of a gateway that sets none. */
export const defaultLimits: GatewayLimits = {
  body: 4 * 1024 * 1024,
  depth: 100,
  headers: 16 * 1024,
  url: 8 * 1024,
  firstByteTimeout: 2_000,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connections: 256,
  requests: 64,
  streams: 32,
  sessions: 64,
  questions: 64,
  answerTimeout: 600_000,
  history: 1000,
  backlog: 1500,
  heartbeat: 15_000,
};
