import os from 'node:os';
import path from 'node:path';

/** The folders below the state folder, each for one purpose. */
export interface StatePaths {
  /** What the user approved to start. */
  readonly approvals: string;
  /** Tools as they were when they were approved. */
  readonly approvedTools: string;
  /** What servers offered when they last ran. */
  readonly catalogs: string;
  /** Which gateways run, and their tokens. */
  readonly gateways: string;
  /** Which processes were started, to clean up after a crash. */
  readonly processes: string;
  readonly signIns: string;
}

/** The folders of an environment. None of them is created here. */
export function statePaths(env: NodeJS.ProcessEnv = process.env): StatePaths {
  const folder = stateFolder(env);
  return {
    approvals: path.join(folder, 'approvals'),
    approvedTools: path.join(folder, 'approved-tools'),
    catalogs: path.join(folder, 'catalogs'),
    gateways: path.join(folder, 'gateways'),
    processes: path.join(folder, 'processes'),
    signIns: path.join(folder, 'sign-ins'),
  };
}

/**
 * The folder for state of the user on this machine that outlives a window: the list of processes, sign-ins of the terminal.
 * On Linux that is https://specifications.freedesktop.org/basedir-spec's state directory.
 */
function stateFolder(env: NodeJS.ProcessEnv): string {
  if (env.MCP_POOL_STATE) return env.MCP_POOL_STATE;
  if (process.platform === 'win32') return path.join(env.LOCALAPPDATA ?? os.homedir(), 'mcp-pool');
  if (process.platform === 'darwin')
    return path.join(os.homedir(), 'Library', 'Application Support', 'mcp-pool');
  return path.join(env.XDG_STATE_HOME ?? path.join(os.homedir(), '.local', 'state'), 'mcp-pool');
}
