import type { GetPromptResult, ReadResourceResult } from '@modelcontextprotocol/client';
import type * as vscode from 'vscode';
import type { Catalog } from '../mcp/catalog';
import type { ServerState } from '../mcp/state';
import type { FinishedCall } from '../pool/call';
import type { PoolEvent } from '../pool/events';
import type { PoolService } from './poolService';

/** A server as other extensions see it: a picture of the moment. */
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
  /** Everything that happens in the pool. A listener that throws hurts no other. */
  readonly onDidEvent: (listener: (event: PoolEvent) => void) => vscode.Disposable;
  /** Calls a tool. Never rejects: how it ended is in the outcome. The user may be asked to confirm. */
  callTool(
    server: string,
    tool: string,
    args: Record<string, unknown>,
    options?: { signal?: AbortSignal },
  ): Promise<FinishedCall>;
  /** Reads a resource. Rejects with an error that has `kind`, `message` and `nextSteps`. */
  readResource(server: string, uri: string): Promise<ReadResourceResult>;
  /** Gets a prompt. Rejects like `readResource`. */
  getPrompt(server: string, name: string, args?: Record<string, string>): Promise<GetPromptResult>;
}

/** Makes the API on top of the pool. */
export function createApi(pool: PoolService): McpPoolApi {
  return {
    version: 1,
    get servers() {
      return pool.servers.map(({ id, name, state, catalog }) => ({ id, name, state, catalog }));
    },
    onDidEvent: (listener) => pool.onDidEvent(listener),
    callTool: async (server, tool, args, options) =>
      (await pool.open()).call({
        server,
        tool,
        arguments: args,
        origin: 'extension',
        signal: options?.signal,
      }),
    readResource: async (server, uri) => (await pool.open()).readResource(server, uri),
    getPrompt: async (server, name, args = {}) => (await pool.open()).getPrompt(server, name, args),
  };
}
