import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';

const isWindows = process.platform === 'win32';

/** Installs `packages` into `folder` without running any of their scripts. Throws with npm's own words. */
export async function npmInstall(folder: string, packages: string[]): Promise<void> {
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  await npm(folder, ['install', '--ignore-scripts', '--no-package-lock', ...packages]);
}

/** Installs what the package.json in `folder` asks for, without development dependencies or scripts. */
export async function npmInstallDependencies(folder: string): Promise<void> {
  await npm(folder, ['install', '--ignore-scripts', '--omit=dev']);
}

/** Downloads and unpacks one part of a package into `folder`, where it lies under `package/`. */
export async function npmUnpack(folder: string, packageName: string, part: string): Promise<void> {
  const listing = await npm(folder, ['pack', '--json', packageName]);
  const file = (JSON.parse(listing) as { filename: string }[])[0]?.filename;
  if (!file) throw new Error(`npm pack ${packageName} told no file name.`);
  await run('tar', ['-xzf', file, `package/${part}`], folder);
}

async function npm(folder: string, args: string[]): Promise<string> {
  // npm run gives its own client in this variable; without it the one on the PATH is taken.
  const client = process.env.npm_execpath;
  const command = client?.endsWith('npm-cli.js') ? process.execPath : 'npm';
  const before = command === 'npm' || !client ? [] : [client];
  const quiet = [
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
    '--prefix',
    folder,
  ];
  try {
    return await run(command, [...before, ...args, ...quiet], folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`npm ${args.join(' ')} failed. ${advice(reason)}\n${reason}`);
  }
}

function advice(reason: string): string {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/i.test(reason)) {
    return 'The npm registry cannot be reached: check the network, the proxy and `npm config get registry`.';
  }
  if (/ENOENT/.test(reason)) return 'The npm client was not found: install Node.js with npm.';
  if (/E404|ETARGET/.test(reason)) return 'The registry does not have this version: is it a complete mirror?';
  return '';
}

function run(command: string, args: string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const shell = isWindows && command === 'npm';
    const child = spawn(command, args, {
      cwd,
      env: cleanEnvironment(),
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (errors += data));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ended with ${code}:\n${errors || output}`));
    });
  });
}

/** What npm tells its scripts about this project would make an inner npm work on this project. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const leaked =
    /^(npm_package_|npm_lifecycle_|npm_config_(local_|global_)?prefix$|npm_config_global$|INIT_CWD$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !leaked.test(key)));
}
