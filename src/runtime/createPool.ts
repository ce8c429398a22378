import type { Logger } from '../base/logger';
import { CatalogFiles } from '../mcp/server/catalogFiles';
import type { CatalogStore } from '../mcp/server/catalogReader';
import type { ServerApprovals } from '../pool/approvals/serverApprovals';
import { ToolApprovals } from '../pool/approvals/toolApprovals';
import { ToolSnapshotFiles } from '../pool/approvals/toolSnapshotFiles';
import type { Confirmation } from '../pool/call';
import { Pool, type PoolHost } from '../pool/pool';

/** What a pool is made of, besides what its servers share. */
export interface PoolOptions extends Omit<PoolHost, 'catalogs' | 'approved' | 'checkApproval' | 'confirm'> {
  /** The folder of catalogs, or another store; catalogs are not kept by default. */
  readonly catalogs?: string | CatalogStore;
  /** The folder of approved tools; by default, changes of tools go unnoticed. */
  readonly approvedTools?: string;
  /** The part of the configuration that may start; all of it by default. */
  readonly approvals?: Pick<ServerApprovals, 'check'>;
  /** Asks a person whether a call may run. */
  readonly confirm: (
    confirmation: Confirmation,
    signal: AbortSignal | undefined,
    made: CreatedPool,
  ) => Promise<boolean>;
  /** Gets what could not be saved. */
  readonly log: Logger;
}

/** A pool and its parts. */
export interface CreatedPool {
  readonly pool: Pool;
  readonly host: PoolHost;
}

/** Makes a pool with its approvals and files. Nothing is started yet. */
export function createPool({
  catalogs,
  approvedTools,
  approvals,
  confirm,
  log,
  ...servers
}: PoolOptions): CreatedPool {
  const host: PoolHost = {
    ...servers,
    catalogs: typeof catalogs === 'string' ? new CatalogFiles(catalogs, log) : catalogs,
    approved:
      approvedTools === undefined ? undefined : new ToolApprovals(new ToolSnapshotFiles(approvedTools, log)),
    checkApproval: approvals && ((entry) => approvals.check(entry)),
    confirm: (confirmation, signal) => confirm(confirmation, signal, made),
  };
  const made: CreatedPool = { pool: new Pool(host), host };
  return made;
}
