import { errorMessage } from '../base/failure';
import { ApprovalFiles } from '../config/approval/approvalFiles';
import { statePaths } from '../mcp/host/statePaths';
import { type ApprovalHost, ServerApprovals } from '../pool/approvals/serverApprovals';

/** The approvals that all programs of the person share, and follows their changes. */
export async function openApprovals({ scope, warn }: Omit<ApprovalHost, 'store'>): Promise<ServerApprovals> {
  const store = new ApprovalFiles(statePaths(scope.env).approvals);
  await store
    .watch()
    .catch((error) => warn(`Cannot watch for approvals of other programs: ${errorMessage(error)}`));
  return new ServerApprovals({ store, scope, warn });
}
