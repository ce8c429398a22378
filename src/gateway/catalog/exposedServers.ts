import { didYouMean } from '../../base/didYouMean';
import { failure, isFailure } from '../../base/failure';
import { quoted } from '../../base/text';
import type { ListItems, ListName } from '../../mcp/catalog/catalog';
import type { Server } from '../../mcp/server/server';
import type { Pool } from '../../pool/pool';
import { isDisabled } from '../../pool/toolPolicy';
import { pathName } from './pathNames';

/** A thing of a server. */
export interface Exposed<N extends ListName = ListName> {
  readonly server: Server;
  readonly item: ListItems[N];
}

/** Whether a server counts for what the pool offers: it runs, restarts automatically or starts on demand. */
export function isPresent({ state, definition }: Server): boolean {
  if (state.kind === 'stopped') return definition.autostart !== 'manual';
  return state.kind === 'ready' || state.kind === 'starting' || state.kind === 'waiting';
}

/** What one server has; without the tools that its configuration disables. */
export function listOf<N extends ListName>(server: Server, list: N): readonly ListItems[N][] {
  const { items } = server.catalog[list];
  if (list !== 'tools') return items;
  return items.filter((item) => !isDisabled(server.definition, (item as ListItems['tools']).name));
}

/** The items of all servers of the pool that count. */
export function exposedItems<N extends ListName>(
  pool: Pick<Pool, 'servers'>,
  list: N,
): readonly Exposed<N>[] {
  return pool.servers
    .filter(isPresent)
    .flatMap((server) => listOf(server, list).map((item) => ({ server, item })));
}

/** The name of a server in paths: its own, or its id where several servers of different files share that name. */
export function handleOf({ servers }: Pick<Pool, 'servers'>, { id, name }: Server): string {
  return pathName(servers.some((other) => other.name === name && other.id !== id) ? id : name);
}

/** The server of an id, a name, or its name in paths. */
export function findServer(pool: Pick<Pool, 'servers' | 'find'>, reference: string): Server {
  try {
    return pool.find(reference);
  } catch (error) {
    const found = pool.servers.find((server) => handleOf(pool, server) === reference);
    if (found && isFailure(error) && error.kind === 'notFound') return found;
    throw error;
  }
}

/** The only server that has an item of that name; none or several are a failure that lists them. */
export function onlyServerWith<N extends ListName>(
  pool: Pick<Pool, 'servers'>,
  list: N,
  what: string,
  name: string,
  nameOf: (item: ListItems[N]) => string,
): Server {
  const all = exposedItems(pool, list);
  const servers = [...new Set(all.filter(({ item }) => nameOf(item) === name).map(({ server }) => server))];
  if (servers.length === 1) return servers[0]!;
  if (servers.length > 1)
    throw failure('usage', `${servers.length} servers have a ${what} '${name}'.`, [
      `Choose one with 'server': ${quoted(servers.map((server) => server.name))}.`,
    ]);
  const guess = didYouMean(
    name,
    all.map(({ item }) => nameOf(item)),
  );
  throw failure('notFound', `No server has a ${what} '${name}'.`, [
    guess ? `Did you mean '${guess}'?` : 'List all of them first.',
  ]);
}
