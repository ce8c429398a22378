import * as vscode from 'vscode';
import { clientInfo } from '../../base/clientInfo';
import { plural } from '../../base/text';
import { defaultTimeLimits } from '../../mcp/connection/timedRequests';
import { statePaths } from '../../mcp/host/statePaths';
import { CatalogFiles } from '../../mcp/server/catalogFiles';
import { ProcessLedger } from '../../mcp/stdio/processLedger';
import { ToolApprovals } from '../../pool/approvals/toolApprovals';
import { ToolSnapshotFiles } from '../../pool/approvals/toolSnapshotFiles';
import type { PoolHost } from '../../pool/pool';
import type { PoolWindow } from './poolService';

/** What the host is made of. */
interface PoolParts {
  readonly window: PoolWindow;
  readonly log: vscode.LogOutputChannel;
  readonly labelOf: (id: string) => string;
  readonly shellPath: NonNullable<PoolHost['shellPath']>;
  readonly reportError: (error: unknown) => void;
}

/** What the pool of a window is made with. Ends what an earlier host left behind. */
export async function poolHost({ window, log, labelOf, shellPath, reportError }: PoolParts): Promise<{
  readonly host: PoolHost;
  readonly ledger: ProcessLedger;
}> {
  const ledger = new ProcessLedger(statePaths().processes);
  // Not awaited: what an earlier host left behind need not hold up what is started now.
  void ledger
    .sweep()
    .then(
      (count) => count && log.info(`Ended ${plural(count, 'process group')} that a crash had left behind.`),
    );
  const storage = (name: string) => vscode.Uri.joinPath(window.storage, name).fsPath;
  const warning = { log: (_level: string, message: string) => log.warn(message) };
  const signIns = await window.signIns.open();
  const host: PoolHost = {
    clientInfo,
    env: process.env,
    limits: defaultTimeLimits,
    variables: window.variables,
    checkApproval: window.checkApproval,
    confirm: window.confirm,
    elicit: (id, question, signal) => window.elicit(labelOf(id), question, signal),
    catalogs: new CatalogFiles(storage('catalogs'), warning),
    approved: new ToolApprovals(new ToolSnapshotFiles(storage('approved-tools'), warning)),
    shellPath,
    onProcess: (event) => ledger.note(event),
    authorizerOf: (definition, launch) =>
      launch.gatewayOf === undefined
        ? signIns.authorizerOf(definition, launch)
        : window.attachedAuthorizerOf(launch),
    reportError,
  };
  return { host, ledger };
}
