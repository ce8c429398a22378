import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errorMessage } from '../../base/failure';
import { writePrivate } from '../../base/files';
import { type Logger, nullLogger } from '../../base/logger';
import type { ToolSnapshot, ToolSnapshotStore } from './toolApprovals';

/** Stores approved tools as files in a folder. */
export class ToolSnapshotFiles implements ToolSnapshotStore {
  constructor(
    private readonly folder: string,
    private readonly log: Logger = nullLogger,
  ) {}

  async get(key: string): Promise<ToolSnapshot | undefined> {
    try {
      const snapshot: unknown = JSON.parse(await readFile(this.fileOf(key), 'utf8'));
      return isSnapshot(snapshot) ? snapshot : undefined;
    } catch {
      // None was saved, or it is broken: the tool then counts as new.
      return undefined;
    }
  }

  async set(key: string, snapshot: ToolSnapshot): Promise<void> {
    try {
      await writePrivate(this.fileOf(key), JSON.stringify(snapshot));
    } catch (error) {
      // The person has approved the call: a failure to save that must not keep it from running.
      this.log.log('warning', `An approved tool could not be saved: ${errorMessage(error)}`);
    }
  }

  private fileOf(key: string): string {
    return path.join(this.folder, `${key}.json`);
  }
}

function isSnapshot(value: unknown): value is ToolSnapshot {
  return typeof value === 'object' && value !== null && 'inputSchema' in value;
}
