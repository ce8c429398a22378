import type { Failure } from '../base/failure';
import { formatDuration, oneLine } from '../base/text';
import { renderText } from '../pool/renderText';
import type { CommandContext } from './commandContext';
import { type BroadcastCall, withDoor } from './door';
import { type CommandFailure, exitCodeOf } from './exitCode';
import type { Style } from './style';
import { writtenArguments } from './writtenArguments';

/** `broadcast <tool> [key=value…]`: one tool on all servers that have it; a table, and 0 when at least one succeeded. */
export async function broadcast(
  context: CommandContext,
  tool: string,
  words: readonly string[],
  json: string | undefined,
): Promise<number> {
  const { output, signal } = context;
  const written = await writtenArguments(words, json, signal);
  return withDoor(context, undefined, async (door) => {
    const done = await door.broadcast(tool, written);
    for (const name of done.unknown) output.note(`'${name}' could not be started: what it has is not known.`);
    if (output.json) output.printJson({ ...done, calls: done.calls.map(callJson) });
    else if (output.lines) for (const call of done.calls) output.printLine(callJson(call));
    else output.print(table(done.calls, output.style));
    return done.succeeded > 0 ? 0 : exitCodeOf(failureOf(done.calls[0]!));
  });
}

function callJson(call: BroadcastCall): Record<string, unknown> {
  if (!('failure' in call)) return { ...call };
  const { server, duration, failure } = call;
  const { kind, message, nextSteps } = failure;
  return { server, duration, error: { kind, message, nextSteps } };
}

function table(calls: readonly BroadcastCall[], style: Style): string {
  const rows = calls.map((call) => [
    call.server,
    'failure' in call ? call.failure.kind : call.result.isError ? 'error' : 'ok',
    formatDuration(call.duration),
    oneLine('failure' in call ? call.failure.message : renderText(call.result), 100),
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows
    .map((row) => {
      const [name, outcome, ...rest] = row.map((cell, at) => cell.padEnd(widths[at] ?? 0));
      const told = style(row[1] === 'ok' ? 'green' : 'red', outcome!);
      return [style('bold', name!), told, ...rest].join('  ').trimEnd();
    })
    .join('\n');
}

function failureOf(call: BroadcastCall): Pick<CommandFailure, 'kind'> | Failure {
  return 'failure' in call ? call.failure : { kind: 'tool' };
}
