import path from 'node:path';
import { failure } from '../../base/failure';
import { nullLogger } from '../../base/logger';
import { stateFolder } from '../../mcp/host/stateFolder';
import { CatalogFiles } from '../../mcp/server/catalogFiles';
import type { PoolHost } from '../../pool/pool';

/** What makes a pool one that lives: servers that crash come back, and clients may answer what servers ask. */
export async function lastingHost(): Promise<Partial<PoolHost>> {
  return {
    // What servers had when they last ran: those that start on demand are offered without a start.
    catalogs: new CatalogFiles(path.join(stateFolder(), 'catalogs'), nullLogger),
    restart: undefined,
    health: undefined,
    elicit: async () => ({ action: 'cancel' }),
    sample: async () => {
      throw failure('usage', 'No client that can be asked is calling.');
    },
  };
}
