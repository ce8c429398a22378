import { readFileSync } from 'node:fs';
import { marked } from '../processes';
import { expectCode, type LiveRun, mcpPool, type RunOptions, startMcpPool } from '../terminal/cli';
import { until } from '../until';
import type { Workspace } from '../workspace';

/** What `mcp-pool serve --json` says first. */
export interface Served {
  readonly url: string;
  readonly tokenFile: string;
}

/** A running `mcp-pool serve`. */
export interface Serving {
  readonly live: LiveRun;
  readonly url: string;
  readonly token: string;
  /** How many processes it has, itself among them. */
  processes(): number;
  /** Ends it in order. */
  close(): Promise<void>;
}

/** The state folder that a gateway and those who look for it share. */
export function stateOf(workspace: Workspace): NodeJS.ProcessEnv {
  return { MCP_POOL_STATE: workspace.path('state') };
}

/** Waits for the first line of stdout. */
export async function firstLine({ child }: LiveRun): Promise<string> {
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await until('the first line', () => text.includes('\n'));
  return text.slice(0, text.indexOf('\n'));
}

/** Starts `mcp-pool serve` as a person would who looks at the file first, and waits until it serves. */
export async function startServing(words: readonly string[], options: RunOptions) {
  const live = startMcpPool(['serve', '--json', '--trust', ...words], options);
  const served = JSON.parse(await firstLine(live)) as Served;
  const token = readFileSync(served.tokenFile, 'utf8').trim();
  return { live, served, token };
}

/** Approves the servers of a workspace as its file is now, for all programs of its state folder. */
export async function approveAll(workspace: Workspace): Promise<void> {
  const options = { cwd: workspace.folder, env: stateOf(workspace) };
  expectCode(await mcpPool(['review', '--yes'], options), 0);
}

/** Starts `mcp-pool serve` for the configuration of a workspace and waits until it listens. */
export async function serveWorkspace(workspace: Workspace, ...words: string[]): Promise<Serving> {
  const options = { cwd: workspace.folder, env: stateOf(workspace) };
  const { live, served, token } = await startServing(words, options);
  return {
    live,
    url: served.url,
    token,
    processes: () => marked(live.mark).length,
    close: async () => {
      live.child.kill('SIGTERM');
      expectCode(await live.done, 0);
    },
  };
}
