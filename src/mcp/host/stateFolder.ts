import os from 'node:os';
import path from 'node:path';

/**
 * Where we keep what belongs to the user on this machine and outlives a window: the list of processes, sign-ins of the terminal.
 * On Linux that is https://specifications.freedesktop.org/basedir-spec's state directory.
 */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.MCP_POOL_STATE) return env.MCP_POOL_STATE;
  if (process.platform === 'win32') return path.join(env.LOCALAPPDATA ?? os.homedir(), 'mcp-pool');
  if (process.platform === 'darwin')
    return path.join(os.homedir(), 'Library', 'Application Support', 'mcp-pool');
  return path.join(env.XDG_STATE_HOME ?? path.join(os.homedir(), '.local', 'state'), 'mcp-pool');
}
