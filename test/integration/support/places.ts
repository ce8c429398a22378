import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the repository. The tests run from bundles somewhere below it. */
export const root = rootOf(path.dirname(fileURLToPath(import.meta.url)));

/** The terminal command, as it ships. */
export const cli = path.join(root, 'dist/cli.mjs');

/** The script of one of our own servers in test/fixtures/servers. */
export function fixture(name: string): string {
  return path.join(root, 'out/test/fixtures/servers', `${name}.mjs`);
}

/** What a program is given whose time limits must not count, as one that a person waits for has on a busy machine. */
export const slowClock: NodeJS.ProcessEnv = {
  NODE_OPTIONS: `--import=${pathToFileURL(path.join(root, 'out/test/fixtures/slowClock.mjs'))}`,
};

/** The script of one of the public servers on npm. */
export function npmServer(name: 'everything' | 'filesystem' | 'memory'): string {
  return path.join(root, `node_modules/@modelcontextprotocol/server-${name}/dist/index.js`);
}

function rootOf(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : rootOf(path.dirname(folder));
}
