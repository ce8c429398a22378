import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Sequencer } from '../../base/async';
import { errorMessage } from '../../base/failure';
import { writePrivate } from '../../base/files';
import type { Logger } from '../../base/logger';
import type { Catalog } from '../catalog/catalog';
import type { CatalogStore } from './catalogReader';

/** Increases with the saved format: older files are then ignored. */
const format = 1;

/** Catalogs as files in a folder, so that a tree is full at once after a reload and can be read offline. */
export class CatalogFiles implements CatalogStore {
  private readonly writes = new Sequencer();

  constructor(
    private readonly folder: string,
    private readonly log: Logger,
  ) {}

  async load(id: string, fingerprint: string): Promise<Catalog | undefined> {
    try {
      const saved = JSON.parse(await readFile(this.fileOf(id, fingerprint), 'utf8')) as {
        format: number;
        catalog: Catalog;
      };
      return saved.format === format ? saved.catalog : undefined;
    } catch {
      // None was saved, or it is broken: the server will list its own.
      return undefined;
    }
  }

  save(id: string, fingerprint: string, catalog: Catalog): void {
    void this.writes
      .queue(async () => {
        await writePrivate(this.fileOf(id, fingerprint), JSON.stringify({ format, catalog }));
      })
      .catch((error) => this.log.log('warning', `A catalog could not be saved: ${errorMessage(error)}`));
  }

  /** Resolves when everything is saved. */
  settled(): Promise<void> {
    return this.writes.queue(async () => undefined);
  }

  private fileOf(id: string, fingerprint: string): string {
    return path.join(
      this.folder,
      `${createHash('sha256').update(`${id}\n${fingerprint}`).digest('hex').slice(0, 32)}.json`,
    );
  }
}
