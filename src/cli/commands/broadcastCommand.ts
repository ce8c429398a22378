import type { Failure } from '../../base/failure';
import { formatDuration, oneLine, visibleLine } from '../../base/text';
import { renderText } from '../../pool/render/renderText';
import { type BroadcastItem, withBackend } from '../backend/backend';
import type { CommandContext } from '../context/commandContext';
import { writtenArguments } from '../context/writtenArguments';
import { type CommandFailure, exitCodeOf } from '../terminal/exitCode';
import { joined, type SafeText, safe } from '../terminal/safeText';
import type { Style } from '../terminal/style';

/** `broadcast <tool> [key=value…]`: one tool on all servers that have it; a table, and 0 when at least one succeeded. */
export async function broadcastCommand(
  context: CommandContext,
  tool: string,
  words: readonly string[],
  json: string | undefined,
): Promise<number> {
  const { output, signal } = context;
  const written = await writtenArguments(words, json, signal);
  return withBackend(context, undefined, async (door) => {
    const done = await door.broadcast(tool, written);
    for (const name of done.unknown)
      output.note(safe`'${name}' could not be started, so its tools are unknown.`);
    if (output.json) output.printJson({ ...done, calls: done.calls.map(callJson) });
    else if (output.lines) for (const call of done.calls) output.printLine(callJson(call));
    else output.print(table(done.calls, output.style));
    return done.succeeded > 0 ? 0 : exitCodeOf(failureOf(done.calls[0]!));
  });
}

function callJson(call: BroadcastItem): Record<string, unknown> {
  if (!('failure' in call)) return { ...call };
  const { server, duration, failure } = call;
  const { kind, message, nextSteps } = failure;
  return { server, duration, error: { kind, message, nextSteps } };
}

function table(calls: readonly BroadcastItem[], style: Style): SafeText {
  const rows = calls.map((call) =>
    [
      oneLine(call.server, 100),
      'failure' in call ? call.failure.kind : call.result.isError ? 'error' : 'ok',
      formatDuration(call.duration),
      oneLine('failure' in call ? call.failure.message : renderText(call.result), 100),
    ].map(visibleLine),
  );
  const widths = [0, 1, 2].map((at) => rows.reduce((widest, row) => Math.max(widest, row[at]!.length), 0));
  return joined(
    rows.map((row) => {
      const [name = '', outcome = '', took = '', words] = row.map((cell, at) => cell.padEnd(widths[at] ?? 0));
      return safe`${style('bold', name)}  ${style(row[1] === 'ok' ? 'green' : 'red', outcome)}  ${took}  ${words}`;
    }),
  );
}

function failureOf(call: BroadcastItem): Pick<CommandFailure, 'kind'> | Failure {
  return 'failure' in call ? call.failure : { kind: 'tool' };
}
