import fs from 'node:fs';
import path from 'node:path';

/** The folder of the repository: mocha runs there. */
export const repository = process.cwd();

/** The text of a file of the repository. */
export function readText(file: string): string {
  return fs.readFileSync(path.join(repository, file), 'utf8');
}

/** The files below a folder, with forward slashes and relative to the repository. */
export function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(path.join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(repository, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
