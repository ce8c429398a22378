import path from 'node:path';
import { failure } from '../../base/failure';
import { plural } from '../../base/text';
import type { Waiting } from '../../config/approval/approval';
import { reviewHash } from '../../config/approval/approval';
import { reviewFacts } from '../../config/approval/reviewFacts';
import { reviewOf } from '../../config/approval/reviewText';
import type { ServerApprovals } from '../../pool/approvals/serverApprovals';
import { openCliApprovals } from '../context/cliApprovals';
import type { CommandContext } from '../context/commandContext';
import { findDefinition, readConfig } from '../context/session';
import { exitCodeOf } from '../terminal/exitCode';
import { safe, safeLines } from '../terminal/safeText';
import { Terminal } from '../terminal/terminal';

/** The options of `review`. */
export interface ReviewCommandOptions {
  /** Resets the approvals. */
  readonly reset?: boolean;
}

/** `review [server]`: shows what waits for approval, and asks about each. Starts nothing. */
export async function review(
  context: CommandContext,
  name: string | undefined,
  { reset }: ReviewCommandOptions,
): Promise<number> {
  const { options, output } = context;
  if (options.command !== undefined || options.url !== undefined)
    throw failure('usage', 'Only servers of a configuration file can be reviewed.', [
      'Omit --command and --url: what you type there needs no review.',
    ]);
  const { definitions } = await readConfig(path.resolve(options.config));
  const named = name === undefined ? definitions : [findDefinition(definitions, name)];
  const approvals = await openCliApprovals(output);
  try {
    if (reset) {
      await approvals.reset(named);
      output.note(`The approvals of ${plural(named.length, 'server')} were reset.`);
      return 0;
    }
    return await reviewAll(context, await approvals.waiting(named), approvals);
  } finally {
    approvals.dispose();
  }
}

async function reviewAll(
  { options, output, signal }: CommandContext,
  waiting: readonly Waiting[],
  approvals: ServerApprovals,
): Promise<number> {
  const terminal = new Terminal(output.json);
  const shown = {
    nameOf: (file: string) => path.relative('', file),
    approved: approvals.approved.bind(approvals),
  };
  const approve = (one: Waiting) =>
    approvals.approve([one.definition], [{ id: one.definition.id, hash: reviewHash(one) }]);
  if (output.json)
    output.printJson(
      waiting.map((one) => ({
        server: one.definition.name,
        waitsFor: one.for,
        facts: Object.fromEntries(
          reviewFacts(one).map(({ name, lines }) => [name, lines.map(({ text }) => text)]),
        ),
      })),
    );
  else if (!terminal.interactive || options.yes || waiting.length === 0)
    output.print(reviewOf(waiting, shown).text);
  let left = 0;
  for (const one of waiting) {
    if (options.yes) left += await approve(one);
    else if (!terminal.interactive) left++;
    else {
      const above = safeLines(reviewOf([one], shown).text);
      const question = safe`Approve '${one.definition.name}'? [y / N] `;
      const answer = (await terminal.ask(question, { above, signal }))?.trim().toLowerCase();
      left += answer === 'y' || answer === 'yes' ? await approve(one) : 1;
    }
  }
  if (options.yes && left > 0)
    output.note(`${plural(left, 'server')} changed in the meantime and must be reviewed again.`);
  else if (left > 0 && !terminal.interactive) output.note('Run it in a terminal to approve, or use --yes.');
  return left > 0 ? exitCodeOf({ kind: 'denied' }) : 0;
}
