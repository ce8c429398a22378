import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import which from 'which';
import { failure } from '../base/failure';

const installHints: Record<string, string> = {
  node: 'Install Node.js (https://nodejs.org).',
  npx: 'Install Node.js, which brings npx (https://nodejs.org).',
  uv: 'Install uv (https://docs.astral.sh/uv).',
  uvx: 'Install uv, which brings uvx (https://docs.astral.sh/uv).',
  python: 'Install Python (https://www.python.org), or use the command python3.',
  python3: 'Install Python (https://www.python.org).',
  docker: 'Install Docker and start it (https://docs.docker.com/get-docker).',
  deno: 'Install Deno (https://deno.com).',
  bun: 'Install Bun (https://bun.sh).',
};

/**
 * The absolute path of the program that a command means, found on the PATH of `env` or relative to `cwd`. A missing directory
 * or program is an `unreachable` failure; the operating system would call both only "ENOENT".
 */
export async function resolveProgram(
  name: string,
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  if (!isDirectory(cwd)) {
    throw failure('unreachable', `'${name}' could not start: its directory '${cwd}' does not exist.`, [
      `Create the directory, or correct 'cwd' of '${name}'.`,
    ]);
  }
  const searchPath = env.PATH ?? env.Path ?? '';
  const local = command.includes('/') || command.includes(path.sep);
  const found = await which(local ? path.resolve(cwd, command) : command, {
    path: searchPath,
    nothrow: true,
  });
  if (found) return found;
  const file = path.resolve(cwd, command);
  if (local && existsSync(file)) {
    throw failure('unreachable', `'${name}' could not start: '${file}' is not executable.`, [
      `Make it executable: chmod +x ${file}`,
    ]);
  }
  const where = local ? `there is no program '${file}'` : `the program '${command}' is not on the PATH`;
  const hint = installHints[path.basename(command).replace(/\.(exe|cmd)$/i, '')];
  throw failure(
    'unreachable',
    `'${name}' could not start: ${where}.`,
    [hint ?? `Install '${command}', or give its full path as 'command' of '${name}'.`],
    local ? undefined : `PATH searched: ${searchPath || '(empty)'}`,
  );
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
