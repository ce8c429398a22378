import { didYouMean } from '../../base/didYouMean';
import { failure } from '../../base/failure';
import { quoted } from '../../base/text';
import { matchesTemplate } from '../../mcp/catalog/uriTemplate';
import type { Server } from '../../mcp/server/server';
import type { Pool } from '../../pool/pool';
import { type Exposed, exposedItems, handleOf } from './exposedServers';

type Servers = Pick<Pool, 'servers'>;

/** The target of a URI: a server and its own URI. */
export interface ResourceOwner {
  readonly server: Server;
  readonly uri: string;
}

/** Resources with the URIs that they have among those of all servers: their own when unique, else prefixed with the server. */
export function resourcesOf(pool: Servers): readonly (Exposed<'resources'> & { readonly uri: string })[] {
  return unique(pool, exposedItems(pool, 'resources'), ({ item }) => item.uri).map(([one, uri]) => ({
    ...one,
    uri,
  }));
}

/** Templates with the URI templates that they have among those of all servers. */
export function templatesOf(
  pool: Servers,
): readonly (Exposed<'resourceTemplates'> & { readonly uriTemplate: string })[] {
  const all = unique(pool, exposedItems(pool, 'resourceTemplates'), ({ item }) => item.uriTemplate);
  return all.map(([one, uriTemplate]) => ({ ...one, uriTemplate }));
}

/** The server of a URI; none or several are a failure. */
export function serverOfUri(pool: Servers, uri: string): ResourceOwner {
  for (const server of pool.servers) {
    const prefix = prefixOf(pool, server);
    if (uri.startsWith(prefix)) return { server, uri: uri.slice(prefix.length) };
  }
  const servers = serversWith(pool, uri);
  if (servers.length === 1) return { server: servers[0]!, uri };
  if (servers.length > 1)
    throw failure('usage', `${servers.length} servers have a resource '${uri}'.`, [
      `Choose one: ${quoted(servers.map((server) => prefixOf(pool, server) + uri))}.`,
    ]);
  const guess = didYouMean(
    uri,
    resourcesOf(pool).map((resource) => resource.uri),
  );
  throw failure('notFound', `No server has a resource '${uri}'.`, [
    guess ? `Did you mean '${guess}'?` : 'List the resources to see what there is.',
  ]);
}

/** The URI of a server's resource among those of all servers: unchanged when it is unambiguous. */
export function poolUri(pool: Servers, server: Server, uri: string): string {
  const servers = serversWith(pool, uri);
  return servers.length === 1 && servers[0] === server ? uri : prefixOf(pool, server) + uri;
}

/** The prefix of a URI that several servers have. */
function prefixOf(pool: Servers, server: Server): string {
  return `mcp-pool://${encodeURIComponent(handleOf(pool, server))}/`;
}

/** How many templates are checked for one URI. */
const mostTemplates = 1000;

/** The servers that may have a URI: those that list it, else those with a template for it, else those of its scheme. */
function serversWith(pool: Servers, uri: string): readonly Server[] {
  const resources = exposedItems(pool, 'resources');
  const templates = exposedItems(pool, 'resourceTemplates');
  const schemeOf = (of: string) => /^[a-z][\w+.-]*:/i.exec(of)?.[0].toLowerCase();
  const scheme = schemeOf(uri);
  const steps: readonly (readonly Exposed[])[] = [
    resources.filter(({ item }) => item.uri === uri),
    templates.slice(0, mostTemplates).filter(({ item }) => matchesTemplate(item.uriTemplate, uri)),
    // A server may have more than it lists.
    [
      ...resources.filter(({ item }) => schemeOf(item.uri) === scheme),
      ...templates.filter(({ item }) => schemeOf(item.uriTemplate) === scheme),
    ],
  ];
  const found = steps.find((step) => step.length > 0) ?? [];
  return scheme === undefined ? [] : [...new Set(found.map(({ server }) => server))];
}

function unique<T extends { readonly server: Server }>(
  pool: Servers,
  all: readonly T[],
  uriOf: (one: T) => string,
): readonly (readonly [T, string])[] {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(uriOf(one), (counts.get(uriOf(one)) ?? 0) + 1);
  return all.map((one) => {
    const uri = uriOf(one);
    return [one, counts.get(uri) === 1 ? uri : prefixOf(pool, one.server) + uri] as const;
  });
}
