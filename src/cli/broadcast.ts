import type { Tool } from '@modelcontextprotocol/client';
import type { Failure } from '../base/failure';
import { formatDuration, oneLine } from '../base/text';
import { type FinishedCall, succeeded } from '../pool/call';
import type { Pool } from '../pool/pool';
import { renderText } from '../pool/renderText';
import { callArguments } from './callArguments';
import { type CommandContext, withPool } from './commands';
import { type CommandFailure, exitCodeOf } from './exitCode';

/** `broadcast <tool> [key=value…]`: one tool on all servers that have it; a table, and 0 when at least one succeeded. */
export function broadcast(
  context: CommandContext,
  toolName: string,
  words: readonly string[],
  json: string | undefined,
): Promise<number> {
  return withPool(context, undefined, async (pool) => {
    const { output, signal } = context;
    const tool = words.length > 0 ? await knownTool(pool, toolName, signal) : undefined;
    // An unknown tool goes on to the pool, which says so better than a remark on its arguments would.
    const args = await callArguments(tool ?? anyTool(toolName), words, json, signal);
    const done = await pool.broadcast({ tool: toolName, arguments: args, origin: 'terminal', signal });
    signal.throwIfAborted();
    for (const name of done.unknown) output.note(`'${name}' could not be started: what it has is not known.`);
    if (output.json) output.printJson({ ...done, calls: done.calls.map(callJson) });
    else output.print(table(done.calls));
    return done.succeeded > 0 ? 0 : exitCodeOf(failureOf(done.calls[0]!));
  });
}

/** The tool as the first server has it: words are typed by its schema, and each server then checks them by its own. */
async function knownTool(pool: Pool, name: string, signal: AbortSignal): Promise<Tool | undefined> {
  const tools = pool.servers.map(async (server) => {
    await server.connected(signal).catch(() => undefined);
    return server.catalog.tools.items.find((item) => item.name === name);
  });
  for (const found of tools) {
    const tool = await found;
    if (tool) return tool;
  }
  return undefined;
}

function anyTool(name: string): Tool {
  return { name, inputSchema: { type: 'object' } };
}

function callJson({ serverName, duration, outcome }: FinishedCall): Record<string, unknown> {
  const shared = { server: serverName, duration };
  if (outcome.kind === 'result') return { ...shared, result: outcome.result, warnings: outcome.warnings };
  const { kind, message, nextSteps } = outcome.failure;
  return { ...shared, error: { kind, message, nextSteps } };
}

function table(calls: readonly FinishedCall[]): string {
  const rows = calls.map((call) => [
    call.serverName,
    succeeded(call) ? 'ok' : call.outcome.kind === 'result' ? 'error' : call.outcome.failure.kind,
    formatDuration(call.duration),
    oneLine(textOf(call), 100),
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function textOf({ outcome }: FinishedCall): string {
  return outcome.kind === 'result' ? renderText(outcome.result) : outcome.failure.message;
}

function failureOf(call: FinishedCall): Pick<CommandFailure, 'kind'> | Failure {
  return call.outcome.kind === 'failure' ? call.outcome.failure : { kind: 'tool' };
}
