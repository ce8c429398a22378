import { failure } from '../../base/failure';
import type { Server } from '../../mcp/server/server';
import type { PoolService } from '../services/poolService';
import { serverStatus } from '../ui/serverStatus';

/** How servers are picked. */
export interface PickServerOptions {
  readonly title: string;
  /** Only servers that this holds for are offered. */
  readonly when?: (server: Server) => boolean;
}

/** Something that identifies a server: a node of the tree, or an id or name from a link, a key or another extension. */
export function serverOf(pool: PoolService, target: unknown): Server | undefined {
  if (typeof target === 'object' && target !== null && 'serverId' in target)
    return pool.find(String(target.serverId));
  if (typeof target === 'object' && target !== null && 'server' in target)
    return serverOf(pool, target.server);
  if (typeof target !== 'string') return undefined;
  return (
    pool.find(target) ??
    pool.servers.find((server) => server.name === target || pool.label(server) === target)
  );
}

/** The server that a command is about: its target, the only one there is, or the one a person picks. */
export async function pickServer(
  pool: PoolService,
  target: unknown,
  { title, when }: PickServerOptions,
): Promise<Server | undefined> {
  const given = serverOf(pool, target);
  if (given) return given;
  const servers = pool.servers.filter((server) => !when || when(server));
  if (servers.length === 0) throw noServers(pool);
  const { pickOne } = await import('../ui/quickInputs');
  const picked = await pickOne(
    servers.map((server) => ({ label: pool.label(server), description: serverStatus(server), server })),
    { title, placeHolder: 'Server', matchOnDescription: true },
  );
  return picked?.server;
}

function noServers(pool: PoolService) {
  if (pool.servers.length > 0) return failure('usage', 'No server is in the right state for this.');
  return failure('configuration', 'The pool has no servers.', [
    "Add one to the workspace's mcp-config.yaml.",
  ]);
}
