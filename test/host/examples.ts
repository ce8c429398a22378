import { type StdioOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { repositoryRoot } from '../support/repository';

/** The folder of the programs that show how the library is used. */
export const patternsFolder = path.join(repositoryRoot, 'examples', 'patterns');

/** How a program ended. */
export interface ExampleRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the patterns, `basicClient` or `terminal.sh`, in their folder. Its output is kept, or shown with `inherit`. */
export async function runExample(
  name: string,
  {
    stdio = 'pipe',
    env = {},
  }: { readonly stdio?: 'pipe' | 'inherit'; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<ExampleRun> {
  const script = path.join(patternsFolder, name);
  const built = path.join(repositoryRoot, 'out', 'examples', 'patterns', `${name.replace(/\.ts$/, '')}.mjs`);
  const isShell = name.endsWith('.sh');
  if (!existsSync(isShell ? script : built))
    throw new Error(`There is no example '${name}' in ${patternsFolder}.`);
  // What `npm link` does: the terminal command is on the PATH.
  const bin = await mkdtemp(path.join(tmpdir(), 'mcp-pool-bin-'));
  try {
    if (isShell) await symlink(path.join(repositoryRoot, 'dist', 'cli.mjs'), path.join(bin, 'mcp-pool'));
    const PATH = `${bin}${path.delimiter}${process.env.PATH}`;
    return await run(isShell ? 'sh' : process.execPath, [isShell ? script : built], stdio, { ...env, PATH });
  } finally {
    await rm(bin, { recursive: true, force: true });
  }
}

function run(
  command: string,
  args: string[],
  out: StdioOptions,
  env: NodeJS.ProcessEnv,
): Promise<ExampleRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: patternsFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', out, out] as StdioOptions,
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (data) => (stdout += data));
    child.stderr?.on('data', (data) => (stderr += data));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
