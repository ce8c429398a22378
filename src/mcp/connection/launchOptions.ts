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

/** Makes the transport of a launch, and of its program where it is one. Does not start or reach anything yet. */
export type TransportFactory = (options: LaunchOptions, program: FoundProgram | undefined) => PoolTransport;

/** The options of a host for every launch, down to the transport. */
export interface HostOptions extends StdioHost {
  readonly clientInfo: Implementation;
  /** The environment of our own process: variables are read from it, and a server inherits the safe part. */
  readonly env: NodeJS.ProcessEnv;
  /** Reaches servers over HTTP. Default: Node's own fetch, which editors replace by one that knows their proxies. */
  readonly fetch?: FetchLike;
  /** Reaches servers behind WebSocket where a direct connection does not work. */
  readonly tunnel?: Tunnel;
  /** The PATH of the person's login shell, for programs that are not on ours. */
  readonly shellPath?: () => Promise<string | undefined>;
  /** How servers are reached. Default: real processes and the network. */
  readonly createTransport?: TransportFactory;
}

/** What one launch needs: created once, and passed down to connection and transport. */
export interface LaunchOptions extends HostOptions {
  readonly name: string;
  /** With its variables resolved. */
  readonly launch: Launch;
  /** Called right before anything is started or reached; throws when it must not be. */
  readonly mayLaunch: () => void;
  readonly limits: TimeLimits;
  /** The lowest severity that the server should log. */
  readonly logLevel: LoggingLevel;
  /** The only revision to use. Default: detected. */
  readonly protocol?: ServerDefinition['protocol'];
  /** URIs of the folders in which the server may work. */
  readonly roots: readonly string[];
  /** The era found by an earlier launch of the same definition. */
  readonly era?: Era;
  /** Adds the tokens of a sign-in to requests over HTTP. */
  readonly authorizer?: Authorizer;
  /** Asks a person for what the server requests. Without it, the server learns that no one can be asked. */
  readonly elicit?: (question: ElicitRequestParams, signal: AbortSignal) => Promise<ElicitResult>;
  /** Lets a language model generate what the server requests. Without it, the server learns that none is available. */
  readonly sample?: (
    request: CreateMessageRequestParams,
    signal: AbortSignal,
  ) => Promise<CreateMessageResult>;
  /** The text without the values of secrets. */
  readonly redact: (text: string) => string;
  readonly onLog: (line: ServerLogLine) => void;
}
