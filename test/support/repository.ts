import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// Bundled code moves between out/test/ and its folders, so the root is searched for rather than counted.
function findRoot(folder: string): string {
  if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error('The tests have to run from inside the MCP Pool repository.');
  return findRoot(parent);
}

/** The folder of the repository. */
export const repositoryRoot = findRoot(path.dirname(fileURLToPath(import.meta.url)));

/** Where downloads for the tests are kept. Never committed. */
export const cacheFolder = path.join(repositoryRoot, '.vscode-test');

/** The text of a file of the repository. */
export function readText(file: string): string {
  return fs.readFileSync(path.join(repositoryRoot, file), 'utf8');
}

/** The files below a folder, with forward slashes and relative to the repository. */
export function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(path.join(repositoryRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(repositoryRoot, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'),
    )
    .sort();
}
