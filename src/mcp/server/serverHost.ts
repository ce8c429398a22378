import type {
  CreateMessageRequestParams,
  CreateMessageResult,
  ElicitRequestParams,
  ElicitResult,
} from '@modelcontextprotocol/client';
import type { Launchable } from '../../config/approval/approval';
import type { HttpLaunch, ServerDefinition } from '../../config/model/definition';
import type { Authorizer } from '../auth/storage/authorizer';
import type { HostOptions, LaunchOptions } from '../connection/launchOptions';
import type { TimeLimits } from '../connection/timedRequests';
import { limitedFetch } from '../http/limitedFetch';
import type { CatalogStore } from './catalogReader';
import type { HealthOptions } from './heartbeat';
import type { VariableHost } from './resolveDefinition';
import type { RestartOptions } from './restartPlan';

/** What all servers of a pool share. */
export interface ServerHost extends HostOptions {
  /** What variables stand for, besides the environment. */
  readonly variables?: VariableHost;
  /** The time limits of a server that sets none. */
  readonly limits: TimeLimits;
  /** What requests to a server behind HTTP are authorized by; without it a server that wants a sign-in fails. */
  readonly authorizerOf?: (definition: ServerDefinition, launch: HttpLaunch) => Authorizer | undefined;
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
}

/** How the work of a caller may be done again when the connection goes down under it. */
export interface UseOptions {
  readonly signal?: AbortSignal;
  /** Doing it twice harms nothing. */
  readonly repeatable: boolean;
}

/** What a launch needs of its host and its definition, besides what is resolved or found out for it alone. */
export function sharedOptions(
  host: ServerHost,
  { id, name, limits = {}, logLevel = 'info', protocol }: ServerDefinition,
): Omit<LaunchOptions, 'launch' | 'mayLaunch' | 'roots' | 'redact' | 'onLog'> {
  const { elicit, sample } = host;
  return {
    ...host,
    name,
    limits: {
      startMs: limits.startMs ?? host.limits.startMs,
      requestMs: limits.requestMs ?? host.limits.requestMs,
      totalMs: limits.totalMs ?? host.limits.totalMs,
    },
    logLevel,
    protocol,
    fetch: limitedFetch(host.fetch),
    elicit: elicit && ((question, signal) => elicit(id, question, signal)),
    sample: sample && ((request, signal) => sample(id, request, signal)),
  };
}
