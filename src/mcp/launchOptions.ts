import type {
  CreateMessageRequestParams,
  CreateMessageResult,
  ElicitRequestParams,
  ElicitResult,
  FetchLike,
  Implementation,
  LoggingLevel,
} from '@modelcontextprotocol/client';
import type { Launch, ServerDefinition } from '../config/definition';
import type { Authorizer } from './auth/authorizer';
import type { Tunnel } from './http/proxies';
import type { Era } from './negotiation';
import type { TimeLimits } from './timedRequests';

/** A line that a server wrote or logged. */
export interface ServerLogLine {
  /** `stderr` as it came, `log` for an MCP log message, `stdout` for what should not have been printed there, `client` for ours. */
  readonly source: 'stderr' | 'log' | 'stdout' | 'client';
  readonly level: LoggingLevel;
  readonly text: string;
}

/** What one launch needs. */
export interface ConnectionOptions {
  readonly name: string;
  /** With its variables resolved. */
  readonly launch: Launch;
  /** Called right before anything is started or reached; throws when it must not be. */
  readonly mayLaunch: () => void;
  readonly clientInfo: Implementation;
  /** The environment of our own process, of which a server inherits the safe part. */
  readonly env: NodeJS.ProcessEnv;
  readonly limits: TimeLimits;
  readonly grace?: { readonly stdin: number; readonly terminate: number };
  /** The least severe messages that the server is asked to log. */
  readonly logLevel: LoggingLevel;
  /** The only revision to speak; found out when left out. */
  readonly protocol?: ServerDefinition['protocol'];
  /** URIs of the folders that the server is told it may work in. */
  readonly roots: readonly string[];
  /** The era found by an earlier launch of the same definition. */
  readonly era?: Era;
  /** Adds what was signed in with to requests over HTTP. */
  readonly authorizer?: Authorizer;
  /** Reaches servers over HTTP; Node's own fetch when left out. */
  readonly fetch?: FetchLike;
  /** Reaches servers behind WebSocket where that is not the plain way. */
  readonly tunnel?: Tunnel;
  /** Asks a person what the server wants to know. Without it the server is told that nobody can be asked. */
  readonly elicit?: (question: ElicitRequestParams, signal: AbortSignal) => Promise<ElicitResult>;
  /** Has a language model say what the server wants to be said. Without it the server is told that none can be asked. */
  readonly sample?: (
    request: CreateMessageRequestParams,
    signal: AbortSignal,
  ) => Promise<CreateMessageResult>;
  /** The text without the values of secrets. */
  readonly redact: (text: string) => string;
  readonly onLog: (line: ServerLogLine) => void;
  /** The PATH of the person's login shell, for programs that are not on ours. */
  readonly shellPath?: () => Promise<string | undefined>;
  readonly onProcess?: (event: { readonly kind: 'started' | 'ended'; readonly pid: number }) => void;
}
