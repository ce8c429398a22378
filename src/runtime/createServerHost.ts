import { clientInfo } from '../base/clientInfo';
import type { HttpLaunch } from '../config/model/definition';
import { SignIns } from '../mcp/auth/signIns';
import type { Authorizer } from '../mcp/auth/storage/authorizer';
import { SecretFiles } from '../mcp/auth/storage/secretStore';
import { defaultTimeLimits, type TimeLimits } from '../mcp/connection/timedRequests';
import { statePaths } from '../mcp/host/statePaths';
import type { ServerHost } from '../mcp/server/serverHost';
import { ProcessLedger } from '../mcp/stdio/processLedger';
import { createShellPath } from '../mcp/stdio/shellPath';

/** What a program brings to run servers; the rest is the same for all programs. */
export interface ServerHostOptions
  extends Omit<ServerHost, 'clientInfo' | 'limits' | 'authorizerOf' | 'onProcess' | 'catalogs'> {
  /** The name and version of the program that servers see. */
  readonly clientInfo?: ServerHost['clientInfo'];
  readonly limits?: Partial<TimeLimits>;
  /** Sign-ins that are stored elsewhere than in the files of the user. */
  readonly signIns?: SignIns;
  /** Authorizes requests to servers behind the gateway of another program. */
  readonly attachedAuthorizerOf?: (launch: HttpLaunch) => Authorizer | undefined;
}

/** What the servers of a program share. */
export interface RunningServers {
  readonly host: ServerHost;
  readonly signIns: SignIns;
  /** Ends what killed programs left behind; resolves with the number of process groups. */
  readonly sweep: () => Promise<number>;
}

/** Assembles what servers need: time limits, sign-ins, the login shell, and the cleanup after a crash. */
export function createServerHost({
  signIns: given,
  attachedAuthorizerOf,
  limits,
  ...rest
}: ServerHostOptions): RunningServers {
  const { env, variables, fetch } = rest;
  const paths = statePaths(env);
  const ledger = new ProcessLedger(paths.processes);
  const signIns = given ?? new SignIns({ store: new SecretFiles(paths.signIns), env, variables, fetch });
  const host: ServerHost = {
    clientInfo,
    shellPath: createShellPath(),
    ...rest,
    limits: { ...defaultTimeLimits, ...limits },
    onProcess: (event) => ledger.note(event),
    authorizerOf: (definition, launch) =>
      launch.gatewayOf === undefined
        ? signIns.authorizerOf(definition, launch)
        : attachedAuthorizerOf?.(launch),
  };
  return { host, signIns, sweep: () => ledger.sweep() };
}
