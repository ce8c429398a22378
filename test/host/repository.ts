import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

// Bundled code moves between out/test/ and its folders, so the root is searched for rather than counted.
function findRoot(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error('The test host has to run from inside the MCP Pool repository.');
  return findRoot(parent);
}

/** The repository's root folder, absolute. */
export const repositoryRoot = findRoot(path.dirname(fileURLToPath(import.meta.url)));

/** Where downloads for the tests are kept. Never committed. */
export const cacheFolder = path.join(repositoryRoot, '.vscode-test');
