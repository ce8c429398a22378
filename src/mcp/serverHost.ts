import type {
  CreateMessageRequestParams,
  CreateMessageResult,
  ElicitRequestParams,
  ElicitResult,
  FetchLike,
  Implementation,
} from '@modelcontextprotocol/client';
import type { Launchable } from '../config/approval/approval';
import type { HttpLaunch, ServerDefinition } from '../config/definition';
import type { Authorizer } from './auth/authorizer';
import type { CatalogStore } from './catalogReader';
import type { ConnectionOptions } from './connectionOptions';
import type { HealthOptions } from './healthWatch';
import { limitedFetch } from './http/limitedFetch';
import type { Tunnel } from './http/proxies';
import type { VariableHost } from './resolveDefinition';
import type { RestartOptions } from './restartPlan';
import type { TimeLimits } from './timedRequests';

/** What all servers of a pool share. */
export interface ServerHost {
  readonly clientInfo: Implementation;
  /** The environment that variables are read from and servers inherit the safe part of. */
  readonly env: NodeJS.ProcessEnv;
  /** What variables stand for, besides the environment. */
  readonly variables?: VariableHost;
  /** The time limits of a server that sets none. */
  readonly limits: TimeLimits;
  /** What requests to a server behind HTTP are authorized by; without it a server that wants a sign-in fails. */
  readonly authorizerOf?: (definition: ServerDefinition, launch: HttpLaunch) => Authorizer | undefined;
  /** Reaches servers over HTTP; Node's own fetch when left out, which editors replace by one that knows their proxies. */
  readonly fetch?: FetchLike;
  /** Reaches servers behind WebSocket where that is not the plain way. */
  readonly tunnel?: Tunnel;
  /** How long a process has to end by itself, in ms. */
  readonly grace?: { readonly stdin: number; readonly terminate: number };
  /** Asks a person what a server wants to know. Without it servers are told that nobody can be asked. */
  readonly elicit?: (
    serverId: string,
    question: ElicitRequestParams,
    signal: AbortSignal,
  ) => Promise<ElicitResult>;
  /** Has a language model say what a server wants to be said. Without it servers are told that none can be asked. */
  readonly sample?: (
    serverId: string,
    request: CreateMessageRequestParams,
    signal: AbortSignal,
  ) => Promise<CreateMessageResult>;
  /** Throws a failure when what is about to be launched is not what a person approved. Without it everything is. */
  readonly checkApproval?: (entry: Launchable) => void;
  readonly restart?: RestartOptions;
  readonly health?: HealthOptions;
  readonly catalogs?: CatalogStore;
  /** The PATH of the person's login shell, for programs that are not on ours. */
  readonly shellPath?: () => Promise<string | undefined>;
  /** Told of each process group that is started and ended, so that one left behind by a crash of the host can be found. */
  readonly onProcess?: (event: { readonly kind: 'started' | 'ended'; readonly pid: number }) => void;
}

/** How the work of a caller may be done again when the connection goes down under it. */
export interface UseOptions {
  readonly signal?: AbortSignal;
  /** Doing it twice harms nothing. */
  readonly repeatable: boolean;
}

/** What a launch takes over from its host and its definition as they are. */
export function sharedOptions(
  host: ServerHost,
  { id, name, limits = {}, logLevel, protocol }: ServerDefinition,
): Omit<ConnectionOptions, 'launch' | 'mayLaunch' | 'roots' | 'redact' | 'onLog'> {
  const { elicit, sample } = host;
  return {
    name,
    clientInfo: host.clientInfo,
    env: host.env,
    limits: {
      start: limits.start ?? host.limits.start,
      request: limits.request ?? host.limits.request,
      total: limits.total ?? host.limits.total,
    },
    logLevel: logLevel ?? 'info',
    protocol,
    fetch: limitedFetch(host.fetch),
    tunnel: host.tunnel,
    grace: host.grace,
    shellPath: host.shellPath,
    onProcess: host.onProcess,
    elicit: elicit && ((question, signal) => elicit(id, question, signal)),
    sample: sample && ((request, signal) => sample(id, request, signal)),
  };
}
