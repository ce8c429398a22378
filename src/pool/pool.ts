import { availableParallelism } from 'node:os';
import type {
  CompleteRequestParams,
  CompleteResult,
  GetPromptResult,
  ReadResourceResult,
} from '@modelcontextprotocol/client';
import pLimit from 'p-limit';
import { Sequencer, settlesWithin } from '../base/async';
import { didYouMean } from '../base/didYouMean';
import { type Disposable, DisposableStore } from '../base/disposables';
import { Emitter } from '../base/emitter';
import { failure } from '../base/failure';
import { quoted } from '../base/text';
import type { ServerDefinition } from '../config/model/definition';
import { diffDefinitions } from '../config/model/definitionDiff';
import type { Catalog } from '../mcp/catalog/catalog';
import type { CallOptions } from '../mcp/connection/timedRequests';
import { defaultRestart } from '../mcp/server/restartPlan';
import { Server } from '../mcp/server/server';
import type { ServerHost } from '../mcp/server/serverHost';
import type { ToolApprovals } from './approvals/toolApprovals';
import { type Broadcast, type BroadcastRequest, broadcast } from './broadcast';
import type { CallRequest, Confirmation, FinishedCall } from './call';
import { Caller } from './caller';
import { notFoundIn } from './notFound';
import type { PoolEvent } from './poolEvent';

/** How many servers start at the same time. */
const startsAtOnce = Math.max(4, 2 * availableParallelism());
/** How long a start delays the next one, in ms. */
const startTurnTimeoutMs = 2000;

/** What a pool needs from its host. */
export interface PoolHost extends ServerHost {
  /** Asks a person whether a call may run. A host without persons says no. */
  readonly confirm: (confirmation: Confirmation, signal?: AbortSignal) => Promise<boolean>;
  /** Recognizes permanently approved tools; without it their changes are not noticed. */
  readonly approved?: ToolApprovals;
  /** Called when a listener of the pool's events throws. */
  readonly reportError: (error: unknown) => void;
}

/** All servers, and the only access to them. */
export class Pool {
  private readonly emitter: Emitter<PoolEvent>;
  /** Everything that happens, in order. */
  readonly onDidEvent;
  private readonly entries = new Map<string, { server: Server; subscriptions: Disposable }>();
  private readonly changes = new Sequencer();
  private readonly caller: Caller;
  private readonly turns = pLimit(startsAtOnce);

  /** @internal */
  constructor(private readonly host: PoolHost) {
    this.emitter = new Emitter<PoolEvent>(host.reportError);
    this.onDidEvent = this.emitter.event;
    this.caller = new Caller(host, (event) => this.emitter.fire(event));
  }

  /** The servers in the order of the configuration. */
  get servers(): readonly Server[] {
    return [...this.entries.values()].map((entry) => entry.server);
  }

  /**
   * Updates the pool to the definitions: removed servers stop, changed ones restart, new ones start, the others are not
   * touched. Resolves when that is under way; no server waits for another.
   */
  apply(definitions: readonly ServerDefinition[]): Promise<void> {
    return this.changes.queue(async () => {
      const diff = diffDefinitions(
        this.servers.map((server) => server.definition),
        definitions,
      );
      await Promise.all(diff.removed.map(({ id }) => this.drop(id)));
      for (const definition of diff.added) this.put(definition);
      for (const definition of [...diff.updated, ...diff.relaunched]) {
        this.entries.get(definition.id)?.server.update(definition);
        this.emitter.fire({ type: 'server.updated', server: definition.id });
      }
      this.order(definitions);
      for (const { id } of diff.added) this.startInTurn(id);
      for (const { id } of diff.relaunched) void this.relaunch(id);
    });
  }

  /** Adds one server and starts it. A server of that id is replaced. */
  async add(definition: ServerDefinition): Promise<void> {
    const others = this.servers.map((server) => server.definition).filter(({ id }) => id !== definition.id);
    await this.apply([...others, definition]);
  }

  /** Stops and removes one server by id or name. */
  async remove(reference: string): Promise<void> {
    const { id } = this.find(reference);
    await this.apply(
      this.servers.map((server) => server.definition).filter((definition) => definition.id !== id),
    );
  }

  /** The server of an id or name. An unknown or ambiguous name is a `notFound` or `usage` failure. */
  find(reference: string): Server {
    const byId = this.entries.get(reference)?.server;
    if (byId) return byId;
    const named = this.servers.filter((server) => server.name === reference);
    if (named.length === 1) return named[0]!;
    if (named.length > 1) {
      throw failure('usage', `There are ${named.length} servers named '${reference}'.`, ['Use its id.']);
    }
    const names = this.servers.map((server) => server.name);
    const guess = didYouMean(reference, names);
    const steps = guess
      ? [`Did you mean '${guess}'?`]
      : [names.length ? `Known servers: ${quoted(names)}.` : 'The pool has no servers.'];
    throw failure('notFound', `There is no server '${reference}'.`, steps);
  }

  /** Calls a tool. Never rejects: how it ended is the outcome. */
  call(request: CallRequest): Promise<FinishedCall> {
    return this.caller.call(request, () => this.find(request.server));
  }

  /** Calls a tool on all servers that have it. Rejects only when none has it; a failure on one server is its outcome. */
  broadcast(request: BroadcastRequest): Promise<Broadcast> {
    return broadcast(this, request);
  }

  /** Reads a resource of a server, started on demand. */
  async readResource(reference: string, uri: string, options: CallOptions = {}): Promise<ReadResourceResult> {
    const server = this.find(reference);
    const connection = await server.connected(options.signal);
    return connection.readResource(uri, options).catch((error) => {
      const { kind, message, nextSteps, detail, forOwner, code } = server.clean(error);
      const refused = kind === 'protocol' || kind === 'notFound';
      const uris = server.catalog.resources.items.map((item) => item.uri);
      const guess = refused && !uris.includes(uri) ? didYouMean(uri, uris) : undefined;
      throw failure(kind, message, guess ? [`Did you mean '${guess}'?`] : [...nextSteps], detail, {
        forOwner,
        code,
      });
    });
  }

  /** Gets a prompt of a server, started on demand. */
  async getPrompt(
    reference: string,
    name: string,
    args: Record<string, string>,
    options: CallOptions = {},
  ): Promise<GetPromptResult> {
    const server = this.find(reference);
    const connection = await server.connected(options.signal);
    const prompts = server.catalog.prompts;
    const prompt = prompts.items.find((item) => item.name === name);
    if (!prompt && !prompts.error) {
      throw notFoundIn(
        server,
        'prompt',
        name,
        prompts.items.map((item) => item.name),
      );
    }
    const missing = prompt?.arguments?.filter((argument) => argument.required && !args[argument.name]) ?? [];
    if (missing.length > 0) {
      const needed = quoted(missing.map((argument) => argument.name));
      throw failure('arguments', `The prompt '${name}' needs ${needed}.`, [`Give a value for ${needed}.`]);
    }
    const known = prompt?.arguments?.map((argument) => argument.name) ?? [];
    const unknown = prompt?.arguments && Object.keys(args).find((key) => !known.includes(key));
    if (unknown !== undefined) {
      const guess = didYouMean(unknown, known);
      throw failure('arguments', `The prompt '${name}' has no argument '${unknown}'.`, [
        guess ? `Did you mean '${guess}'?` : `It takes: ${quoted(known) || 'none'}.`,
      ]);
    }
    return connection.getPrompt(name, args, options).catch((error) => Promise.reject(server.clean(error)));
  }

  /** @internal Asks a server for completions of an argument of a prompt or of a resource template. */
  async complete(
    reference: string,
    params: CompleteRequestParams,
    options: CallOptions = {},
  ): Promise<CompleteResult> {
    const server = this.find(reference);
    const connection = await server.connected(options.signal);
    return connection.complete(params, options).catch((error) => Promise.reject(server.clean(error)));
  }

  /** Starts a server outside the pool and returns what it offers, or rejects with the reason. Nothing of it remains. */
  async probe(definition: ServerDefinition, signal?: AbortSignal): Promise<Catalog> {
    const restart = { ...defaultRestart, attempts: 0 };
    // The person has just typed this server: no approval is needed.
    const host = { ...this.host, restart, catalogs: undefined, checkApproval: undefined };
    const server = new Server(definition, host);
    try {
      await server.connected(signal);
      return server.catalog;
    } finally {
      await server.dispose();
    }
  }

  /** Ends all servers at the same time and empties the pool. */
  async closeAll(): Promise<void> {
    await this.apply([]);
  }

  async dispose(): Promise<void> {
    await this.closeAll();
    this.emitter.dispose();
  }

  /** For `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  private put(definition: ServerDefinition): void {
    const server = new Server(definition, this.host);
    const { id } = server;
    const subscriptions = new DisposableStore();
    subscriptions.add(
      server.onDidChangeState((state) => this.emitter.fire({ type: 'state.changed', server: id, state })),
    );
    subscriptions.add(
      server.onDidChangeCatalog(({ catalog, stale }) =>
        this.emitter.fire({ type: 'catalog.changed', server: id, catalog, stale }),
      ),
    );
    subscriptions.add(server.onDidLog((line) => this.emitter.fire({ type: 'server.log', server: id, line })));
    this.entries.set(id, { server, subscriptions });
    this.emitter.fire({ type: 'server.added', server: id });
  }

  private async drop(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.entries.delete(id);
    this.emitter.fire({ type: 'server.removed', server: id });
    await entry.server.dispose();
    entry.subscriptions.dispose();
  }

  private order(definitions: readonly ServerDefinition[]): void {
    const sorted = definitions.flatMap(({ id }) => {
      const entry = this.entries.get(id);
      return entry ? [[id, entry] as const] : [];
    });
    this.entries.clear();
    for (const [id, entry] of sorted) this.entries.set(id, entry);
  }

  private startIfEnabled(id: string): void {
    const server = this.entries.get(id)?.server;
    const byItself = (server?.definition.autostart ?? 'onStartup') === 'onStartup';
    // A failed start is the server's state, reported to all listeners.
    if (byItself && server?.state.kind === 'stopped') server.start().catch(() => undefined);
  }

  /**
   * Starts with a capped fan-out: fifty programs at once would take longer than one after the other. A slow server gives
   * its turn to the next, so that it delays no other.
   */
  private startInTurn(id: string): void {
    void this.turns(async () => {
      this.startIfEnabled(id);
      const server = this.entries.get(id)?.server;
      if (server?.state.kind === 'starting') await settlesWithin(server.start(), startTurnTimeoutMs);
    });
  }

  /** Restarts what runs or would run: a server that no one has used yet stays stopped. */
  private async relaunch(id: string): Promise<void> {
    const server = this.entries.get(id)?.server;
    await server?.stop();
    this.startIfEnabled(id);
  }
}
