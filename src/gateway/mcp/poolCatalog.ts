import type { Implementation } from '@modelcontextprotocol/server';
import { oneLine } from '../../base/text';
import type { Server } from '../../mcp/server/server';
import type { Pool } from '../../pool/pool';
import { mcpRequester } from '../../pool/requester';
import { type Exposed, exposedItems, isPresent } from '../catalog/exposedServers';
import { namesOf } from '../catalog/pathNames';
import { poolUri, resourcesOf, serverOfUri, templatesOf } from '../catalog/resourceUris';
import type { ExposedCatalog } from './exposedCatalog';
import { reviewToolOf } from './reviewTool';

/** The longest instructions of one server, in characters. */
const longestInstructions = 2000;

/** The whole pool: names contain the server, and every caller counts as external. */
export class PoolCatalog implements ExposedCatalog {
  readonly info: Implementation;

  constructor(
    private readonly pool: Pool,
    version: string,
  ) {
    this.info = { name: 'mcp-pool', title: 'MCP Pool', version };
  }

  get instructions(): string {
    const own = this.pool.servers.filter(isPresent).flatMap(({ name, state }) => {
      const words = state.kind === 'ready' ? state.info.instructions : undefined;
      return words ? [`${name}: ${oneLine(words, longestInstructions)}`] : [];
    });
    return ['The tools of several MCP servers: a name starts with that of its server.', ...own].join('\n\n');
  }

  tools() {
    return namesOf(exposedItems(this.pool, 'tools'), ({ item }) => item.name);
  }

  prompts() {
    return namesOf(exposedItems(this.pool, 'prompts'), ({ item }) => item.name);
  }

  resources() {
    return resourcesOf(this.pool);
  }

  templates() {
    return templatesOf(this.pool);
  }

  notice() {
    return reviewToolOf(this.pool);
  }

  /** A title with the name of the server in front. */
  titleOf({ server, item }: Exposed): string {
    return `${server.name}: ${item.title ?? item.name}`;
  }

  ownerOf(uri: string) {
    return serverOfUri(this.pool, uri);
  }

  uriOf(server: Server, uri: string): string {
    return poolUri(this.pool, server, uri);
  }

  loggerOf({ name }: Server): string {
    return name;
  }

  includes(): boolean {
    return true;
  }

  /** Assistants use this endpoint: a declared person is ignored. */
  requesterOf() {
    return mcpRequester;
  }

  async prepare(): Promise<void> {}

  async startOnDemand(tool: string, signal: AbortSignal): Promise<void> {
    const silent = this.pool.servers.filter(
      (server) => server.state.kind === 'stopped' && isPresent(server) && tool.startsWith(`${server.name}__`),
    );
    await Promise.all(silent.map((server) => server.connected(signal).catch(() => undefined)));
  }
}
