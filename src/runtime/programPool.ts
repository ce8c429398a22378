import type { CallToolResult, GetPromptResult, ReadResourceResult } from '@modelcontextprotocol/client';
import type { Event } from '../base/emitter';
import { type Failure, FailureError } from '../base/failure';
import type { Problem, ServerDefinition } from '../config/model/definition';
import type { WrittenEntry } from '../config/model/entryTypes';
import type { Catalog } from '../mcp/catalog/catalog';
import type { CallOptions } from '../mcp/connection/timedRequests';
import type { Server } from '../mcp/server/server';
import type { ServerState } from '../mcp/server/serverState';
import type { Broadcast, BroadcastRequest } from '../pool/broadcast';
import type { CallRequest, FinishedCall } from '../pool/call';
import type { Pool } from '../pool/pool';
import type { PoolEvent } from '../pool/poolEvent';
import { delegatedRequester, programRequester } from '../pool/requester';

/** A request with the fields that a program sets itself. */
type OfProgram<R extends CallRequest | BroadcastRequest> = Omit<R, 'by' | 'arguments'> & {
  readonly arguments?: R['arguments'];
  /** The program calls on behalf of someone else, such as a model: the call then needs `autoApprove` or a confirmation. */
  readonly delegated?: boolean;
};

/** Whether a server is alive. */
export interface ServerHealth {
  readonly server: string;
  readonly state: ServerState['kind'];
  /** How long the check took, in ms. */
  readonly latency?: number;
  /** Why it is not running, or did not answer. */
  readonly failure?: Failure;
}

/** How an entry becomes a definition; rejects what cannot be one. */
export type Define = (name: string, entry: WrittenEntry) => ServerDefinition;

/** The pool of a program: its calls count as its own, and failures are thrown where that reads better. */
export class ProgramPool {
  /** @internal */
  constructor(
    /** @internal The pool behind it, for our own code. */
    readonly pool: Pool,
    private readonly define: Define,
    /** The problems of the configuration that the pool was opened with. */
    readonly problems: readonly Problem[],
  ) {}

  /** The servers in the order of the configuration. */
  get servers(): readonly Server[] {
    return this.pool.servers;
  }

  /** Everything that happens, in order. */
  get onDidEvent(): Event<PoolEvent> {
    return this.pool.onDidEvent;
  }

  /** The server of an id or name. An unknown or ambiguous name is a `notFound` or `usage` failure. */
  find(reference: string): Server {
    return this.pool.find(reference);
  }

  /**
   * Updates the pool to the definitions: removed servers stop, changed ones restart, new ones start, the others are not
   * touched. Resolves when that is under way; no server waits for another.
   */
  apply(definitions: readonly ServerDefinition[]): Promise<void> {
    return this.pool.apply(definitions);
  }

  /** Adds one server by its entry, as `mcp-config.yaml` has it, and starts it. A server of that name is replaced. */
  add(name: string, entry: WrittenEntry): Promise<void>;
  add(definition: ServerDefinition): Promise<void>;
  async add(given: string | ServerDefinition, entry: WrittenEntry = {}): Promise<void> {
    await this.pool.add(typeof given === 'string' ? this.define(given, entry) : given);
  }

  /** Stops and removes one server by id or name. */
  remove(reference: string): Promise<void> {
    return this.pool.remove(reference);
  }

  /** Waits until every server that starts automatically is ready or has failed; its state says which. */
  async started(): Promise<void> {
    const own = this.servers.filter(
      ({ definition: { autostart = 'onStartup' }, state }) =>
        autostart === 'onStartup' && state.kind !== 'disabled' && state.kind !== 'blocked',
    );
    await Promise.allSettled(own.map((server) => server.start()));
  }

  /** Calls a tool. Never rejects: how it ended is the outcome. */
  call(request: OfProgram<CallRequest>): Promise<FinishedCall> {
    return this.pool.call(asked(request));
  }

  /** Calls a tool on all servers that have it. Rejects only when none has it; a failure on one server is its outcome. */
  broadcast(request: OfProgram<BroadcastRequest>): Promise<Broadcast> {
    return this.pool.broadcast(asked(request));
  }

  /** Calls a tool and gives its result. Rejects with a failure when there is none; an error that the tool reports is a result. */
  async callTool(
    server: string,
    tool: string,
    args: Readonly<Record<string, unknown>> = {},
    options: CallOptions = {},
  ): Promise<CallToolResult> {
    const { outcome } = await this.call({ server, tool, arguments: args, ...options });
    if (outcome.kind === 'failure')
      throw new FailureError({ ...outcome.failure, message: outcome.failure.message });
    return outcome.result;
  }

  /** Reads a resource of a server, started on demand. */
  readResource(server: string, uri: string, options: CallOptions = {}): Promise<ReadResourceResult> {
    return this.pool.readResource(server, uri, options);
  }

  /** Gets a prompt of a server, started on demand. */
  getPrompt(
    server: string,
    name: string,
    args: Record<string, string>,
    options: CallOptions = {},
  ): Promise<GetPromptResult> {
    return this.pool.getPrompt(server, name, args, options);
  }

  /** Starts a server outside the pool and returns what it offers, or rejects with the reason. Nothing of it remains. */
  probe(definition: ServerDefinition, signal?: AbortSignal): Promise<Catalog> {
    return this.pool.probe(definition, signal);
  }

  /** Checks now whether every ready server is alive, and returns what is known of the others. Starts none. */
  health(timeout = 10_000): Promise<readonly ServerHealth[]> {
    return Promise.all(
      this.servers.map(async (server): Promise<ServerHealth> => {
        const { name, state, usable } = server;
        const known = { server: name, state: state.kind };
        if (!usable) return 'error' in state ? { ...known, failure: state.error } : known;
        const asked = performance.now();
        try {
          await usable.ping(timeout);
          return { ...known, latency: performance.now() - asked };
        } catch (error) {
          return { ...known, failure: server.clean(error) };
        }
      }),
    );
  }

  /** Ends all servers at the same time and empties the pool. */
  closeAll(): Promise<void> {
    return this.pool.closeAll();
  }

  dispose(): Promise<void> {
    return this.pool.dispose();
  }

  /** For `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}

/** A request of a program, for itself or on behalf of someone: it cannot claim any other origin. */
function asked<R extends CallRequest | BroadcastRequest>({ delegated, ...request }: OfProgram<R>) {
  const by = delegated ? delegatedRequester : programRequester;
  return { arguments: {}, ...request, by };
}
