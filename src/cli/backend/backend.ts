import path from 'node:path';
import type { CallToolResult, GetPromptResult, ReadResourceResult } from '@modelcontextprotocol/client';
import { type Failure, FailureError, isFailure } from '../../base/failure';
import type { CallProgress } from '../../pool/call';
import type { WrittenArguments } from '../../pool/typedArguments';
import { gatewayOrOwn } from '../../runtime/gatewayOrOwn';
import type { CommandContext } from '../context/commandContext';
import type { ListedServer } from '../terminal/serverList';

/** The result of a tool, and the warnings of the pool about it. */
export interface CallAnswer {
  readonly result: CallToolResult;
  readonly warnings: readonly string[];
}

/** What is called, and who is notified of progress. */
export interface BackendCall extends WrittenArguments {
  readonly server: string;
  readonly tool: string;
  readonly onProgress?: (progress: CallProgress) => void;
  /** Called when a person is asked whether the call may run, here or elsewhere, and when that is over. */
  readonly onAsking?: (asking: boolean, elsewhere: boolean) => void;
}

/** The outcome of a broadcast on one server. */
export type BroadcastItem = { readonly server: string; readonly duration: number } & (
  | CallAnswer
  | { readonly failure: Failure }
);

/** How a broadcast ended. */
export interface BroadcastSummary {
  readonly tool: string;
  readonly calls: readonly BroadcastItem[];
  readonly succeeded: number;
  readonly failed: number;
  readonly unknown: readonly string[];
}

/** The way to the servers: a pool in this process, or the running one behind a gateway. Both fail with the same failures. */
export interface Backend {
  list(server: string | undefined): Promise<readonly ListedServer[]>;
  call(call: BackendCall): Promise<CallAnswer>;
  broadcast(tool: string, written: WrittenArguments): Promise<BroadcastSummary>;
  read(server: string, uri: string): Promise<ReadResourceResult>;
  prompt(server: string, name: string, args: Readonly<Record<string, string>>): Promise<GetPromptResult>;
}

/**
 * Runs a command on the running pool of the same configuration file when there is one, else on a pool in this process, in which
 * only the server in question starts, or all when none is named. The command asks the gateway first and prints afterwards: a request that the gateway did not accept goes to a pool in this process.
 */
export async function withBackend(
  context: CommandContext,
  name: string | undefined,
  run: (door: Backend) => Promise<number>,
): Promise<number> {
  return advisingLogin(context.options.url, name, () =>
    gatewayOrOwn({
      config: gatewayConfig(context),
      gateway: async (client) => {
        const { GatewayBackend } = await import('./gatewayBackend');
        return run(GatewayBackend.open(client, context));
      },
      own: async () => {
        const { withLocalBackend } = await import('./localBackend');
        return withLocalBackend(context, name, run);
      },
      note: (line) => noteStartedHere(context, line),
    }),
  );
}

/** Reports why the running gateway is not used, and what happens instead. */
export function noteStartedHere({ output }: Pick<CommandContext, 'output'>, line: string): void {
  output.note(`${line} The servers are started here.`);
}

/** The file whose running pool may do it; undefined for servers that only the command line knows. */
export function gatewayConfig({ options }: Pick<CommandContext, 'options'>): string | undefined {
  const adHoc = options.command !== undefined || options.url !== undefined;
  // Options of such a server are wrong without it, which is reported where it would be made.
  const stray = options.arg.length + options.env.length + options.header.length > 0;
  return options.gateway !== false && !adHoc && !stray ? path.resolve(options.config) : undefined;
}

/** Runs a command on a server; a failure because of a missing sign-in then says how to sign in here. */
async function advisingLogin<T>(
  url: string | undefined,
  name: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFailure(error) || error.kind !== 'signIn') throw error;
    const { kind, message, detail } = error;
    const step = `Run mcp-pool login ${name ?? '<server>'}${url === undefined ? '' : ` --url ${url}`}`;
    throw new FailureError({ kind, message, nextSteps: [step], detail });
  }
}
