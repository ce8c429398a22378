import type { McpServer, ProtocolEra } from '@modelcontextprotocol/server';
import type { House } from './teaHouse';

/** Tells the client of one connection what changes in the house. */
export function followHouse(server: McpServer, house: House, era: ProtocolEra): void {
  const subscribed = new Set<string>();
  // In the modern era the SDK knows who listens to what; in the legacy era that is up to the server.
  if (era === 'legacy') {
    server.server.setRequestHandler('resources/subscribe', ({ params }) => {
      subscribed.add(params.uri);
      return {};
    });
    server.server.setRequestHandler('resources/unsubscribe', ({ params }) => {
      subscribed.delete(params.uri);
      return {};
    });
  }
  // An instance that only answered a probe has no client, and one that is just going away is not told any more.
  const ignore = () => undefined;
  house.onDidChange((uri) => {
    if (server.isConnected() && (era === 'modern' || subscribed.has(uri)))
      server.server.sendResourceUpdated({ uri }).catch(ignore);
  });
  house.onDidBook(() => {
    if (server.isConnected()) server.server.sendResourceListChanged().catch(ignore);
  });
}
