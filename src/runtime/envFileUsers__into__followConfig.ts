import { envFileOf, type PathScope } from '../config/variables/envFile';
import type { Server } from '../mcp/server/server';

const running: ReadonlySet<string> = new Set(['ready', 'failed', 'waiting', 'starting']);

/** The servers that have to start anew when this file with variables has changed: those that use it, and do not rest on purpose. */
export function envFileUsers(servers: readonly Server[], file: string, scope?: PathScope): readonly Server[] {
  return servers.filter(
    ({ definition, state }) => running.has(state.kind) && envFileOf(definition, scope) === file,
  );
}
