import type { Implementation } from '@modelcontextprotocol/server';
import type { Server } from '../../mcp/server/server';
import type { ServerState } from '../../mcp/server/serverState';
import { mcpRequester } from '../../pool/requester';
import { problem } from '../access/problemDetails';
import { admissionOf } from '../access/requestOrigin';
import { type Exposed, listOf } from '../catalog/exposedServers';
import type { ExposedCatalog } from './exposedCatalog';

/** One server unchanged: its own names, URIs and texts. Its client may be a window of the same person, and declares so. */
export class ServerCatalog implements ExposedCatalog {
  private known: Implementation;
  instructions: string | undefined;

  constructor(private readonly server: Server) {
    this.known = { name: server.name, version: 'unknown' };
  }

  /** As the server reported when it was last connected. */
  get info(): Implementation {
    return this.known;
  }

  tools() {
    return this.byKey('tools', ({ name }) => name);
  }

  prompts() {
    return this.byKey('prompts', ({ name }) => name);
  }

  resources() {
    return [...this.byKey('resources', ({ uri }) => uri)].map(([uri, one]) => ({ ...one, uri }));
  }

  templates() {
    const all = this.byKey('resourceTemplates', ({ uriTemplate }) => uriTemplate);
    return [...all].map(([uriTemplate, one]) => ({ ...one, uriTemplate }));
  }

  notice(): undefined {
    return undefined;
  }

  titleOf({ item }: Exposed): string | undefined {
    return item.title;
  }

  /** A server may have more than it lists: it answers for every URI. */
  ownerOf(uri: string) {
    return { server: this.server, uri };
  }

  uriOf(_server: Server, uri: string): string {
    return uri;
  }

  loggerOf(): undefined {
    return undefined;
  }

  includes(serverId: string): boolean {
    return serverId === this.server.id;
  }

  requesterOf(request: Request | undefined) {
    return admissionOf(request).person ?? mcpRequester;
  }

  async prepare(opening: boolean, signal: AbortSignal): Promise<void> {
    const { state, usable } = this.server;
    // An availability check must not cut short the pause after a crash.
    if (state.kind === 'waiting' && opening) throw notYet(state);
    if (state.kind === 'waiting') return;
    if (state.kind === 'stopped' && opening && startsByItself(this.server)) throw stopped(this.server);
    const connection = usable ?? (await this.server.connected(signal));
    this.known = connection.implementation ?? this.known;
    this.instructions = connection.info.instructions;
  }

  async startOnDemand(_tool: string, signal: AbortSignal): Promise<void> {
    await this.server.connected(signal).catch(() => undefined);
  }

  /** Duplicates in a list count once: pages of a list must end. */
  private byKey<N extends Parameters<typeof listOf>[1]>(
    list: N,
    keyOf: (item: Exposed<N>['item']) => string,
  ): ReadonlyMap<string, Exposed<N>> {
    const { server } = this;
    return new Map(listOf(server, list).map((item) => [keyOf(item), { server, item }]));
  }
}

/** A server that is still stopped was stopped by a person: a reconnect must not undo that. */
function startsByItself({ definition }: Server): boolean {
  return (definition.autostart ?? 'onStartup') === 'onStartup';
}

function stopped({ name }: Server) {
  return problem(409, 'usage', `'${name}' was stopped.`, ['Start it where its pool runs.']);
}

function notYet({ error, retryAt }: Extract<ServerState, { kind: 'waiting' }>) {
  const seconds = Math.max(1, Math.ceil((retryAt - Date.now()) / 1000));
  return problem(503, error.kind, error.message, error.nextSteps, { 'retry-after': String(seconds) });
}
