import { quoted } from '../../base/text';
import type { Waiting } from '../../config/approval/approval';
import { howToApprove } from '../../config/approval/approval';
import type { ServerApprovals } from '../../pool/approvals/serverApprovals';
import type { CommandFailure } from '../terminal/exitCode';
import type { Output } from '../terminal/output';

/** What was approved on this machine, in windows and here; follows changes of other programs. */
export async function openCliApprovals(output: Pick<Output, 'note'>): Promise<ServerApprovals> {
  const { openApprovals } = await import('../../runtime/openApprovals');
  return openApprovals({ scope: { env: process.env }, warn: (message) => output.note(message) });
}

/** The message about what waits for approval, and what to do; undefined when nothing waits. */
export function waitingFailure(waiting: readonly Waiting[], config: string): CommandFailure | undefined {
  const named = (what: Waiting['for']) =>
    quoted(waiting.filter((one) => one.for === what).map(({ definition }) => definition.name));
  const launches = named('launch');
  const policies = named('policy');
  const said = [
    launches && `Not started until you approve: ${launches}.`,
    policies && `Running with the rules approved before, until you approve the new ones: ${policies}.`,
  ].filter(Boolean);
  if (said.length === 0) return undefined;
  return { kind: 'denied', message: said.join(' '), nextSteps: [howToApprove(config)] };
}
