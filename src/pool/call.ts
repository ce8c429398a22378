import type { CallToolResult, Tool } from '@modelcontextprotocol/client';
import type { Failure } from '../base/failure';
import type { ClientRequestHandler } from '../mcp/connection/clientRequests';
import type { ToolSnapshot } from './approvals/toolApprovals';
import type { CallOrigin, Requester } from './requester';

/** What is asked for. */
export interface CallRequest {
  /** Id or name of the server. */
  readonly server: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Who asks, as the entry point knows it. */
  readonly by: Requester;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CallProgress) => void;
  /** Who answers what the server asks during the call. Default: the host. */
  readonly answerer?: ClientRequestHandler;
  /** Called when a person is asked to confirm the call, and when that is over. */
  readonly onAsking?: (asking: boolean) => void;
}

/** How far a call is, in the server's own units. https://modelcontextprotocol.io/specification/2025-11-25/basic/utilities/progress */
export interface CallProgress {
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** One call of one tool. */
export interface Call {
  /** Counts the calls of this pool from 1. */
  readonly number: number;
  /** Id and name of the server. */
  readonly server: string;
  readonly serverName: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly origin: CallOrigin;
  /** In ms since 1970. */
  readonly startedAt: number;
}

/** A call that is over. */
export interface FinishedCall extends Call {
  /** In ms, without the time a person took to confirm it. */
  readonly duration: number;
  readonly outcome: CallOutcome;
}

/** How a call ended. A result with `isError` is a result: the message of the tool. */
export type CallOutcome =
  | { readonly kind: 'result'; readonly result: CallToolResult; readonly warnings: readonly string[] }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** What a person is asked before a call that needs a confirmation. */
export interface Confirmation {
  /** The id of the server. */
  readonly server: string;
  readonly serverName: string;
  readonly tool: Tool;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly origin: CallOrigin;
  /** The reason for the question, as a sentence. */
  readonly reason: string;
  /** The tool as it was approved, if it has changed since. */
  readonly before?: ToolSnapshot;
}

/** Whether the call succeeded. */
export function succeeded(call: FinishedCall): boolean {
  return call.outcome.kind === 'result' && call.outcome.result.isError !== true;
}
