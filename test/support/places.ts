import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from './repository';

/** The terminal command, as it ships. */
export const cli = path.join(repositoryRoot, 'dist/cli.mjs');

/** The script of one of our own servers in test/fixtures/servers. */
export function fixture(name: string): string {
  return path.join(repositoryRoot, 'out/test/fixtures/servers', `${name}.mjs`);
}

/** What a program is given whose time limits must not count, as one that a person waits for has on a busy machine. */
export const slowClock: NodeJS.ProcessEnv = {
  NODE_OPTIONS: `--import=${pathToFileURL(path.join(repositoryRoot, 'out/test/fixtures/slowClock.mjs'))}`,
};

/** A public server on npm. */
export type NpmServer = 'everything' | 'filesystem' | 'memory' | 'sequential-thinking';

/** The script of one of the public servers on npm. */
export function npmServer(name: NpmServer): string {
  return path.join(repositoryRoot, `node_modules/@modelcontextprotocol/server-${name}/dist/index.js`);
}
