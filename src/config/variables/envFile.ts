import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerDefinition } from '../model/definition';
import { expandHome, resolveText, type VariableScope } from './resolveVariables';

/** A file with variables has some lines: what is larger is something else. In bytes. */
const largest = 1024 * 1024;

/** Where the variables in a path come from; without it only what the file itself and the system know. */
export type PathScope = Omit<VariableScope, 'folder' | 'inputs'>;

/** The file with the variables of a server, absolute; undefined when its path is only known once the server starts. */
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

/** What the file with the variables of a server holds now; undefined when there is none that can be read. */
export async function envFileText(
  definition: ServerDefinition,
  scope?: PathScope,
): Promise<string | undefined> {
  const file = envFileOf(definition, scope);
  return file === undefined ? undefined : readEnvFile(file).catch(() => undefined);
}

/** The text of a file with variables. Rejects with what the file system says, or when it is far too large to be one. */
export async function readEnvFile(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  if (text.length > largest) throw new Error('it is too large');
  return text;
}
