import { errorMessage } from '../../base/failure';
import { ApprovalFiles } from '../../config/approval/approvalFiles';
import { statePaths } from '../../mcp/host/statePaths';
import { type ApprovalHost, ServerApprovals } from '../../pool/approvals/serverApprovals';

/** The approvals that all programs of the person share, and notices when another one changes them. */
export async function openEditorApprovals(
  scope: ApprovalHost['scope'],
  warn: (message: string) => void,
): Promise<ServerApprovals> {
  const store = new ApprovalFiles(statePaths().approvals);
  await store
    .watch()
    .catch((error) => warn(`Approvals of other programs are not noticed: ${errorMessage(error)}`));
  return new ServerApprovals({ store, scope, warn });
}
