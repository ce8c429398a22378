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
  /** The values of variables, besides the environment. */
  readonly variables?: VariableHost;
  /** The time limits of a server that sets none. */
  readonly limits: TimeLimits;
  /** Authorizes requests to servers behind HTTP; without it, a server that requires a sign-in fails. */
  readonly authorizerOf?: (definition: ServerDefinition, launch: HttpLaunch) => Authorizer | undefined;
  /** Asks a person for what a server requests. Without it, servers learn that no one can be asked. */
  readonly elicit?: (
    serverId: string,
    question: ElicitRequestParams,
    signal: AbortSignal,
  ) => Promise<ElicitResult>;
  /** Lets a language model generate what a server requests. Without it, servers learn that none is available. */
  readonly sample?: (
    serverId: string,
    request: CreateMessageRequestParams,
    signal: AbortSignal,
  ) => Promise<CreateMessageResult>;
  /** Throws a failure when what is about to be launched is not what a person approved. Without it, everything is approved. */
  readonly checkApproval?: (entry: Launchable) => void;
  readonly restart?: RestartOptions;
  readonly health?: HealthOptions;
  readonly catalogs?: CatalogStore;
}

/** How the work of a caller may be repeated when the connection goes down during it. */
export interface UseOptions {
  readonly signal?: AbortSignal;
  /** Repeating it is harmless. */
  readonly repeatable: boolean;
}

/** The options of a launch from its host and its definition, besides those resolved or detected for it. */
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
