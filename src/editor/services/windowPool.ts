import * as vscode from 'vscode';
import { plural } from '../../base/text';
import type { PoolHost } from '../../pool/pool';
import { type CreatedPool, createPool } from '../../runtime/createPool';
import { createServerHost } from '../../runtime/createServerHost';
import type { PoolWindow } from './poolService';

/** What the pool needs. */
interface PoolParts extends Pick<PoolHost, 'confirm' | 'elicit'> {
  readonly window: PoolWindow;
  readonly log: vscode.LogOutputChannel;
  readonly shellPath: NonNullable<PoolHost['shellPath']>;
  readonly reportError: (error: unknown) => void;
}

/** Makes the pool of a window. Ends what an earlier host left behind. */
export async function createWindowPool({
  window,
  log,
  confirm,
  elicit,
  shellPath,
  reportError,
}: PoolParts): Promise<CreatedPool> {
  const servers = createServerHost({
    env: process.env,
    variables: window.variables,
    shellPath,
    signIns: await window.signIns.open(),
    attachedAuthorizerOf: window.attachedAuthorizerOf,
    elicit,
  });
  // Not awaited: what an earlier host left behind must not delay what is started now.
  void servers
    .sweep()
    .then(
      (count) => count && log.info(`Ended ${plural(count, 'process group')} that a crash had left behind.`),
    );
  const storage = (name: string) => vscode.Uri.joinPath(window.storage, name).fsPath;
  return createPool({
    ...servers.host,
    catalogs: storage('catalogs'),
    approvedTools: storage('approved-tools'),
    approvals: { check: window.checkApproval },
    confirm,
    log: { log: (_level, message) => log.warn(message) },
    reportError,
  });
}
