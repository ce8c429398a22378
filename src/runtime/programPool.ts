import type { CallToolResult } from '@modelcontextprotocol/client';
import { type Failure, FailureError } from '../base/failure';
import type { Problem, ServerDefinition } from '../config/model/definition';
import type { WrittenEntry } from '../config/model/entryTypes';
import type { CallOptions } from '../mcp/connection/timedRequests';
import type { ServerState } from '../mcp/server/serverState';
import type { Broadcast, BroadcastRequest } from '../pool/broadcast';
import type { CallRequest, FinishedCall } from '../pool/call';
import { Pool, type PoolHost } from '../pool/pool';
import { delegatedRequester, programRequester } from '../pool/requester';

/** A request in which a program says only what is its own. */
type OfProgram<R extends CallRequest | BroadcastRequest> = Omit<R, 'by' | 'arguments'> & {
  readonly arguments?: R['arguments'];
  /** The program calls for somebody else, such as a model: the call then needs `autoApprove` or a confirmation. */
  readonly delegated?: boolean;
};

/** Whether a server lives. */
export interface ServerHealth {
  readonly server: string;
  readonly state: ServerState['kind'];
  /** How long its sign of life took, in ms. */
  readonly latency?: number;
  /** Why it is not there, or gave no sign of life. */
  readonly failure?: Failure;
}

/** How an entry becomes a definition; rejects what cannot be one. */
export type Define = (name: string, entry: WrittenEntry) => ServerDefinition;

/** The pool of a program: what it calls is its own wish, and what goes wrong is thrown where that reads better. */
export class ProgramPool extends Pool {
  /** @internal */
  constructor(
    host: PoolHost,
    private readonly define: Define,
    /** What is wrong in the configuration that the pool was opened with. */
    readonly problems: readonly Problem[],
  ) {
    super(host);
  }

  /** Adds one server by its entry, as `mcp-config.yaml` has it, and starts it. A server of that name is replaced. */
  override add(name: string, entry: WrittenEntry): Promise<void>;
  override add(definition: ServerDefinition): Promise<void>;
  override async add(given: string | ServerDefinition, entry: WrittenEntry = {}): Promise<void> {
    await super.add(typeof given === 'string' ? this.define(given, entry) : given);
  }

  /** Waits until every server that starts by itself is ready or has failed; which of the two is its state. */
  async started(): Promise<void> {
    const own = this.servers.filter(
      ({ definition: { autostart = 'onStartup' }, state }) =>
        autostart === 'onStartup' && state.kind !== 'disabled' && state.kind !== 'blocked',
    );
    await Promise.allSettled(own.map((server) => server.start()));
  }

  override call(request: OfProgram<CallRequest>): Promise<FinishedCall> {
    return super.call(asked(request));
  }

  override broadcast(request: OfProgram<BroadcastRequest>): Promise<Broadcast> {
    return super.broadcast(asked(request));
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

  /** Asks every server that is ready for a sign of life now, and tells of the others what is known. Starts none. */
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
}

/** What a program asks for, by the program or by whom it asks for: it cannot say that anybody else does. */
function asked<R extends CallRequest | BroadcastRequest>({ delegated, ...request }: OfProgram<R>) {
  const by = delegated ? delegatedRequester : programRequester;
  return { arguments: {}, ...request, by };
}
