import path from 'node:path';
import type { ServerDefinition } from './definition';

/** The file with the variables of a server, absolute; one that is named by a variable is not followed. */
export function envFileOf({ launch, source }: ServerDefinition): string | undefined {
  if (launch.type !== 'stdio' || launch.envFile === undefined) return undefined;
  const file = launch.envFile.replace('${workspaceFolder}', source.folder);
  return file.includes('${') ? undefined : path.resolve(source.folder, file);
}
