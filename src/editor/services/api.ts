import type { GetPromptResult, ReadResourceResult } from '@modelcontextprotocol/client';
import type { Event } from '../../base/emitter';
import type { Catalog } from '../../mcp/catalog/catalog';
import type { ServerState } from '../../mcp/server/serverState';
import type { Broadcast } from '../../pool/broadcast';
import type { FinishedCall } from '../../pool/call';
import type { PoolEvent } from '../../pool/poolEvent';

/** A server as other extensions see it: a snapshot. */
export interface ApiServer {
  readonly id: string;
  readonly name: string;
  readonly state: ServerState;
  readonly catalog: Catalog;
}

/** What `vscode.extensions.getExtension('mcp-pool.mcp-pool').activate()` gives. */
export interface McpPoolApi {
  /** Grows when something is added; a breaking change gets a new major number. */
  readonly version: 1;
  /** The servers of this window. */
  readonly servers: readonly ApiServer[];
  /** Everything that happens in the pool. A listener that throws does not affect the others. */
  readonly onDidEvent: Event<PoolEvent>;
  /** Calls a tool. Never rejects: how it ended is in the outcome. The user may be asked to confirm. */
  callTool(
    server: string,
    tool: string,
    args: Record<string, unknown>,
    options?: { signal?: AbortSignal },
  ): Promise<FinishedCall>;
  /** Calls a tool on all servers that have it, or on these, at the same time. Rejects when none has it; a failure on one is its outcome. */
  broadcast(
    tool: string,
    args: Record<string, unknown>,
    options?: { servers?: readonly string[]; signal?: AbortSignal },
  ): Promise<Broadcast>;
  /** Reads a resource. Rejects with an error that has `kind`, `message` and `nextSteps`. */
  readResource(server: string, uri: string): Promise<ReadResourceResult>;
  /** Gets a prompt. Rejects like `readResource`. */
  getPrompt(server: string, name: string, args?: Record<string, string>): Promise<GetPromptResult>;
}
