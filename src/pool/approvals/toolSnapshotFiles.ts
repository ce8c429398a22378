import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errorMessage } from '../../base/failure';
import { writePrivate } from '../../base/files';
import { type Logger, nullLogger } from '../../base/logger';
import type { ToolSnapshot, ToolSnapshotStore } from './toolApprovals';

/** Keeps what approved tools looked like as files of a folder. */
export class ToolSnapshotFiles implements ToolSnapshotStore {
  constructor(
    private readonly folder: string,
    private readonly log: Logger = nullLogger,
  ) {}

  async get(key: string): Promise<ToolSnapshot | undefined> {
    try {
      const face: unknown = JSON.parse(await readFile(this.fileOf(key), 'utf8'));
      return isFace(face) ? face : undefined;
    } catch {
      // None was saved, or it is broken: the tool is then as good as new.
      return undefined;
    }
  }

  async set(key: string, face: ToolSnapshot): Promise<void> {
    try {
      await writePrivate(this.fileOf(key), JSON.stringify(face));
    } catch (error) {
      // The person has agreed to the call: that we cannot remember it must not keep it from running.
      this.log.log('warning', `What an approved tool looks like could not be saved: ${errorMessage(error)}`);
    }
  }

  private fileOf(key: string): string {
    return path.join(this.folder, `${key}.json`);
  }
}

function isFace(value: unknown): value is ToolSnapshot {
  return typeof value === 'object' && value !== null && 'inputSchema' in value;
}
