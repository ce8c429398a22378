import type {
  CreateMessageRequestParams,
  CreateMessageResult,
  ElicitRequestParams,
  ElicitResult,
  FetchLike,
  Implementation,
  LoggingLevel,
} from '@modelcontextprotocol/client';
import type { Launch, ServerDefinition } from '../../config/model/definition';
import type { Authorizer } from '../auth/storage/authorizer';
import type { Tunnel } from '../http/proxies';
import type { FoundProgram } from '../stdio/findProgram';
import type { StdioHost } from '../stdio/stdioTransport';
import type { PoolTransport, ServerLogLine } from '../transport/poolTransport';
import type { Era } from './negotiation';
import type { TimeLimits } from './timedRequests';

/** Makes the transport of a launch, and of its program where it is one. Starts and reaches nothing yet. */
export type TransportFactory = (options: LaunchOptions, program: FoundProgram | undefined) => PoolTransport;

/** What a host gives to every launch, down to the transport. */
export interface HostOptions extends StdioHost {
  readonly clientInfo: Implementation;
  /** The environment of our own process: variables are read from it, and a server inherits the safe part. */
  readonly env: NodeJS.ProcessEnv;
  /** Reaches servers over HTTP; Node's own fetch when left out, which editors replace by one that knows their proxies. */
  readonly fetch?: FetchLike;
  /** Reaches servers behind WebSocket where that is not the plain way. */
  readonly tunnel?: Tunnel;
  /** The PATH of the person's login shell, for programs that are not on ours. */
  readonly shellPath?: () => Promise<string | undefined>;
  /** What servers are reached through; real processes and the network when left out. */
  readonly createTransport?: TransportFactory;
}

/** What one launch needs: made once, and handed down whole to connection and transport. */
export interface LaunchOptions extends HostOptions {
  readonly name: string;
  /** With its variables resolved. */
  readonly launch: Launch;
  /** Called right before anything is started or reached; throws when it must not be. */
  readonly mayLaunch: () => void;
  readonly limits: TimeLimits;
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
}
