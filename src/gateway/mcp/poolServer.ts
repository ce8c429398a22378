import { Server as SdkServer } from '@modelcontextprotocol/server';
import type { Disposable } from '../../base/disposables';
import { oneLine } from '../../base/text';
import type { Pool } from '../../pool/pool';
import { isPresent } from '../directory';
import { serverOfUri } from '../resourceNames';
import { type CallHost, callTool, type McpClient } from './callTool';
import { listPrompts, listResources, listTemplates, listTools, page } from './lists';
import { LogRelay } from './logRelay';
import { asProtocolErrors } from './mcpFailure';
import { complete, getPrompt, readResource } from './resources';

/** So many resources one client may watch. */
const mostWatched = 1000;

/** What a server's own words on how to use it may take. */
const longestInstructions = 2000;

/** What the MCP server of the gateway needs. */
export interface PoolServerHost extends CallHost {
  readonly version: string;
}

/** The whole pool as one MCP server, for one client of the 2025 era or one request of the 2026 era. */
export function newPoolServer(
  host: PoolServerHost,
  era: McpClient['era'],
): { readonly server: SdkServer } & Disposable {
  const { pool, version } = host;
  const server = new SdkServer(
    { name: 'mcp-pool', title: 'MCP Pool', version },
    {
      capabilities: {
        tools: { listChanged: true },
        resources: { listChanged: true, subscribe: true },
        prompts: { listChanged: true },
        completions: {},
        logging: {},
      },
      instructions: instructionsOf(pool),
    },
  );
  const logs = new LogRelay(
    pool,
    era === 'legacy' ? (params) => server.sendLoggingMessage(params) : undefined,
  );
  const client: McpClient = { era, logs, server };
  server.setRequestHandler('tools/list', ({ params }) => {
    const { items: tools, ...more } = page(listTools(pool), ({ name }) => name, params?.cursor);
    return { tools, ...more };
  });
  server.setRequestHandler('prompts/list', ({ params }) => {
    const { items: prompts, ...more } = page(listPrompts(pool), ({ name }) => name, params?.cursor);
    return { prompts, ...more };
  });
  server.setRequestHandler('resources/list', ({ params }) => {
    const { items: resources, ...more } = page(listResources(pool), ({ uri }) => uri, params?.cursor);
    return { resources, ...more };
  });
  server.setRequestHandler('resources/templates/list', ({ params }) => {
    const all = listTemplates(pool);
    const { items, ...more } = page(all, ({ uriTemplate }) => uriTemplate, params?.cursor);
    return { resourceTemplates: items, ...more };
  });
  server.setRequestHandler('tools/call', (request, context) => callTool(host, client, request, context));
  server.setRequestHandler('resources/read', (request, context) => readResource(pool, request, context));
  server.setRequestHandler('prompts/get', (request, context) => getPrompt(pool, request, context));
  server.setRequestHandler('completion/complete', (request, context) => complete(pool, request, context));
  const watches = new Map<string, Disposable>();
  if (era === 'legacy') subscriptions(pool, server, watches);
  return {
    server,
    dispose: () => {
      logs.dispose();
      for (const watch of watches.values()) watch.dispose();
      watches.clear();
    },
  };
}

/** Calls `onUpdated` with the URI whenever one of these resources may have changed; unknown ones are left out. */
export function watchResources(
  pool: Pool,
  uris: readonly string[],
  onUpdated: (uri: string) => void,
): readonly Disposable[] {
  return uris.slice(0, mostWatched).flatMap((uri) => {
    try {
      const place = serverOfUri(pool, uri);
      return [place.server.watchResource(place.uri, () => onUpdated(uri))];
    } catch {
      return [];
    }
  });
}

function subscriptions(pool: Pool, server: SdkServer, watches: Map<string, Disposable>): void {
  server.setRequestHandler('resources/subscribe', ({ params: { uri } }) =>
    asProtocolErrors(() => {
      const place = serverOfUri(pool, uri);
      if (watches.size >= mostWatched || watches.has(uri)) return {};
      const tell = () => void server.sendResourceUpdated({ uri }).catch(() => undefined);
      watches.set(uri, place.server.watchResource(place.uri, tell));
      return {};
    }, uri),
  );
  server.setRequestHandler('resources/unsubscribe', ({ params: { uri } }) => {
    watches.get(uri)?.dispose();
    watches.delete(uri);
    return {};
  });
}

function instructionsOf(pool: Pool): string {
  const own = pool.servers.filter(isPresent).flatMap(({ name, state }) => {
    const words = state.kind === 'ready' ? state.info.instructions : undefined;
    return words ? [`${name}: ${oneLine(words, longestInstructions)}`] : [];
  });
  return ['The tools of several MCP servers: a name starts with that of its server.', ...own].join('\n\n');
}
