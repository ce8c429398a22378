import { errorMessage } from '../../base/failure';
import { quoted } from '../../base/text';
import type { Waiting } from '../../config/approval/approval';
import { howToApprove } from '../../config/approval/approval';
import type { ServerApprovals } from '../../pool/approvals/serverApprovals';
import type { CommandFailure } from '../terminal/exitCode';
import type { Output } from '../terminal/output';

/** What was approved on this machine, in windows and here; changes that other programs make are heard of. */
export async function openCliApprovals(output: Pick<Output, 'note'>): Promise<ServerApprovals> {
  const { ApprovalFiles } = await import('../../config/approval/approvalFiles');
  const { ServerApprovals } = await import('../../pool/approvals/serverApprovals');
  const { statePaths } = await import('../../mcp/host/statePaths');
  const store = new ApprovalFiles(statePaths().approvals);
  const warn = (message: string) => output.note(message);
  await store
    .watch()
    .catch((error) => warn(`ServerApprovals of other programs are not noticed: ${errorMessage(error)}`));
  return new ServerApprovals({ store, scope: { env: process.env }, warn });
}

/** What a person is told of what waits, and what to do; undefined when nothing does. */
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
