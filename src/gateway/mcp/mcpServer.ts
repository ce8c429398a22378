import { type jsonSchemaValidator, Server as SdkServer } from '@modelcontextprotocol/server';
import type { Disposable } from '../../base/disposables';
import { asProtocolErrors, callTool } from './callTool';
import type { ExposedCatalog } from './exposedCatalog';
import type { ClientHost, McpClient } from './inputRequests';
import { listPrompts, listResources, listTemplates, listTools, page } from './listHandlers';
import { LogRelay } from './logRelay';
import { completeHandler, promptHandler, readHandler } from './readHandlers';

/** How many resources one client may watch. */
const mostWatched = 1000;

/** The SDK would check a client's answer by the schema of the asking server, however long that takes: that server checks it. */
const noCheck: jsonSchemaValidator = {
  getValidator: () => (input) => ({ valid: true, data: input as never, errorMessage: undefined }),
};

/** What is offered as one MCP server, for one client of the 2025 era or one request of the 2026 era. */
export function newMcpServer(
  host: ClientHost,
  era: McpClient['era'],
): { readonly server: SdkServer } & Disposable {
  const { pool, offering } = host;
  const { info, instructions } = offering;
  // The same for every offering: the servers behind it may change, while its clients stay.
  const capabilities = {
    tools: { listChanged: true },
    resources: { listChanged: true, subscribe: true },
    prompts: { listChanged: true },
    completions: {},
    logging: {},
  };
  const server = new SdkServer(info, { capabilities, instructions, jsonSchemaValidator: noCheck });
  const logs = new LogRelay(
    pool,
    offering,
    era === 'legacy' ? (params) => server.sendLoggingMessage(params) : undefined,
  );
  const client: McpClient = { era, logs, server };
  server.setRequestHandler('tools/list', ({ params }) => {
    const { items: tools, ...more } = page(listTools(offering), ({ name }) => name, params?.cursor);
    return { tools, ...more };
  });
  server.setRequestHandler('prompts/list', ({ params }) => {
    const { items: prompts, ...more } = page(listPrompts(offering), ({ name }) => name, params?.cursor);
    return { prompts, ...more };
  });
  server.setRequestHandler('resources/list', ({ params }) => {
    const { items: resources, ...more } = page(listResources(offering), ({ uri }) => uri, params?.cursor);
    return { resources, ...more };
  });
  server.setRequestHandler('resources/templates/list', ({ params }) => {
    const all = listTemplates(offering);
    const { items, ...more } = page(all, ({ uriTemplate }) => uriTemplate, params?.cursor);
    return { resourceTemplates: items, ...more };
  });
  server.setRequestHandler('tools/call', (request, context) => callTool(host, client, request, context));
  server.setRequestHandler('resources/read', (request, context) =>
    readHandler(host, client, request, context),
  );
  server.setRequestHandler('prompts/get', (request, context) =>
    promptHandler(host, client, request, context),
  );
  server.setRequestHandler('completion/complete', (request, context) =>
    completeHandler(host, client, request, context),
  );
  const watches = new Map<string, Disposable>();
  if (era === 'legacy') subscriptions(offering, server, watches);
  return {
    server,
    dispose: () => {
      logs.dispose();
      for (const watch of watches.values()) watch.dispose();
      watches.clear();
    },
  };
}

/** Calls `onUpdated` with the URI whenever one of these resources may have changed; unknown ones are ignored. */
export function watchResources(
  offering: ExposedCatalog,
  uris: readonly string[],
  onUpdated: (uri: string) => void,
): readonly Disposable[] {
  return uris.slice(0, mostWatched).flatMap((uri) => {
    try {
      const place = offering.ownerOf(uri);
      return [place.server.watchResource(place.uri, () => onUpdated(uri))];
    } catch {
      return [];
    }
  });
}

function subscriptions(offering: ExposedCatalog, server: SdkServer, watches: Map<string, Disposable>): void {
  server.setRequestHandler('resources/subscribe', ({ params: { uri } }) =>
    asProtocolErrors(() => {
      const place = offering.ownerOf(uri);
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
