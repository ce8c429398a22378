import { cell, inline, textBlock } from '../../base/markdown';
import { formatDuration, plural } from '../../base/text';
import type { Broadcast } from '../broadcast';
import { type FinishedCall, succeeded } from '../call';
import { renderText } from './renderText';

/** A broadcast as Markdown: how many succeeded, a table with a line for each server, and below it in full what is too long for that. */
export function renderBroadcast({ tool, calls, succeeded: good, failed, unknown }: Broadcast): string {
  const counts = [...(good > 0 ? [`${good} succeeded`] : []), ...(failed > 0 ? [`${failed} failed`] : [])];
  const table = [
    '| | server | took | answer |',
    '|---|---|--:|---|',
    ...calls.map(
      (call) =>
        `| ${succeeded(call) ? '✓' : '✗'} | ${cell(call.serverName)} | ${formatDuration(call.duration)} | ${cell(answerOf(call))} |`,
    ),
  ];
  const unasked = unknown.map(
    (name) => `- ${inline(`'${name}' could not be started, so it is unknown whether it has the tool.`)}`,
  );
  const parts = [
    `# ${inline(tool)} on ${plural(calls.length, 'server')}: ${counts.join(', ')}`,
    table.join('\n'),
    ...(unasked.length > 0 ? [unasked.join('\n')] : []),
    ...calls
      .filter((call) => !fitsCell(answerOf(call)))
      .map((call) => [`## ${inline(call.serverName)}`, '', ...textBlock(answerOf(call))].join('\n')),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Whether a line of a table shows all of it. */
function fitsCell(text: string): boolean {
  return text.length <= 120 && !text.includes('\n');
}

function answerOf({ outcome }: FinishedCall): string {
  if (outcome.kind === 'result') return renderText(outcome.result) || '(empty)';
  return [outcome.failure.message, ...outcome.failure.nextSteps].join('\n');
}
