import { errorMessage } from '../base/failure';
import { ApprovalFiles } from '../config/approval/approvalFiles';
import { statePaths } from '../mcp/host/statePaths';
import { type ApprovalHost, ServerApprovals } from '../pool/approvals/serverApprovals';

/** The approvals that all programs of the person share, and notices when another one changes them. */
export async function openApprovals({ scope, warn }: Omit<ApprovalHost, 'store'>): Promise<ServerApprovals> {
  const store = new ApprovalFiles(statePaths(scope.env).approvals);
  await store
    .watch()
    .catch((error) => warn(`Approvals of other programs are not noticed: ${errorMessage(error)}`));
  return new ServerApprovals({ store, scope, warn });
}
