import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerDefinition } from '../model/definition';
import { expandHome, resolveText, type VariableScope } from './resolveVariables';

/** The largest file with variables, in bytes: a larger one is something else. */
const largest = 1024 * 1024;

/** Where the variables in a path come from; without it only what the file itself and the system know. */
export type PathScope = Omit<VariableScope, 'folder' | 'inputs'>;

/** The file with the variables of a server, absolute; undefined when its path is only known when the server starts. */
export function envFileOf(
  { launch, source }: ServerDefinition,
  scope: PathScope = { env: process.env },
): string | undefined {
  if (launch.type !== 'stdio' || launch.envFile === undefined) return undefined;
  try {
    const file = resolveText(launch.envFile, { ...scope, folder: source.folder });
    return path.resolve(source.folder, expandHome(file));
  } catch {
    return undefined;
  }
}

/** The current content of the file with the variables of a server; undefined when it cannot be read. */
export async function envFileText(
  definition: ServerDefinition,
  scope?: PathScope,
): Promise<string | undefined> {
  const file = envFileOf(definition, scope);
  return file === undefined ? undefined : readEnvFile(file).catch(() => undefined);
}

/** The text of a file with variables. Rejects with the error of the file system, or when it is too large. */
export async function readEnvFile(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  if (text.length > largest) throw new Error('it is too large');
  return text;
}
