import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import which from 'which';
import { failure } from '../../base/failure';
import type { StdioLaunch } from '../../config/model/definition';
import { childEnvironment } from './childEnvironment';

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

/** What to look up: the command of a server, its directory and its environment. */
export interface ProgramQuery {
  /** The name of the server, for messages. */
  readonly name: string;
  readonly command: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The PATH of the person's login shell: editors started from a desktop often lack what nvm, asdf or Homebrew add there. */
  readonly shellPath?: () => Promise<string | undefined>;
}

/** How the program of a launch is looked up. */
export function programQuery(
  { name, env, shellPath }: Pick<ProgramQuery, 'name' | 'env' | 'shellPath'>,
  launch: StdioLaunch,
): ProgramQuery {
  const { command, cwd = process.cwd() } = launch;
  return { name, command, cwd, env: childEnvironment(env, launch), shellPath };
}

/** The program that was found, and the environment to start it in. */
export interface FoundProgram {
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Why no program was found for a command. */
export interface MissingProgram {
  /** The end of a sentence. */
  readonly why: string;
  /** What to do next, as a sentence; `of` follows the keys of the entry. */
  readonly next: (of: string) => string;
  /** Where it was searched. */
  readonly searched?: string;
}

/**
 * Finds the program of a command, as {@link lookUpProgram} does. A missing directory or program is an `unreachable` failure;
 * the operating system would call both only "ENOENT".
 */
export async function findProgram({ name, ...query }: ProgramQuery): Promise<FoundProgram> {
  const found = await lookUpProgram(query);
  if ('file' in found) return found;
  const { why, next, searched } = found;
  throw failure('unreachable', `'${name}' could not start: ${why}.`, [next(` of '${name}'`)], undefined, {
    permanent: true,
    reason: why,
    forOwner: searched,
  });
}

/** Looks up the program of a command: on the PATH of `env`, relative to `cwd`, or on the PATH of the login shell. */
export async function lookUpProgram({
  command,
  cwd,
  env,
  shellPath,
}: Omit<ProgramQuery, 'name'>): Promise<FoundProgram | MissingProgram> {
  const missing = (why: string, next: MissingProgram['next'], searched?: string): MissingProgram => ({
    why,
    next,
    searched,
  });
  if (!isDirectory(cwd)) {
    return missing(
      `its directory '${cwd}' does not exist`,
      (of) => `Create the directory, or correct 'cwd'${of}.`,
    );
  }
  if (command.includes('/') || command.includes(path.sep)) {
    const file = path.resolve(cwd, command);
    if (await which(file, { nothrow: true })) return { file, env };
    if (existsSync(file))
      return missing(`'${file}' is not executable`, () => `Make it executable: chmod +x ${file}`);
    return missing(`the program '${file}' does not exist`, (of) => `Correct 'command'${of}.`);
  }
  const ownPath = env.PATH ?? env.Path ?? '';
  const found = await which(command, { path: ownPath, nothrow: true });
  if (found) return { file: found, env };
  const folders = [ownPath, await shellPath?.()]
    .flatMap((one) => one?.split(path.delimiter) ?? [])
    .filter(Boolean);
  const widerPath = [...new Set(folders)].join(path.delimiter);
  const inShell =
    widerPath === ownPath ? undefined : await which(command, { path: widerPath, nothrow: true });
  if (inShell) return { file: inShell, env: { ...env, PATH: widerPath } };
  const hint = installHints[path.basename(command).replace(/\.(exe|cmd)$/i, '')];
  return missing(
    `the program '${command}' is not on the PATH`,
    (of) => hint ?? `Install '${command}', or enter its full path as 'command'${of}.`,
    ['PATH searched:', ...(folders.length > 0 ? new Set(folders) : ['(empty)'])].join('\n  '),
  );
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
