import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Sequencer } from '../../../base/async';
import { writePrivate } from '../../../base/privateFile__into__files';
import { FileLock, hashed } from './fileLock';
import type { SecretStore } from './secretStore__into__secretStore';

/** Keeps each secret in a file that only the user can read, for hosts that have no better place. */
export class SecretFiles implements SecretStore {
  private readonly lock: FileLock;
  private readonly turn = new Sequencer();

  constructor(private readonly folder: string) {
    this.lock = new FileLock(path.join(folder, 'locks'));
  }

  async get(key: string): Promise<string | undefined> {
    try {
      return await readFile(this.fileOf(key), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async set(key: string, value: string): Promise<void> {
    // A crash in between leaves the old tokens, never half of the new ones.
    await writePrivate(this.fileOf(key), value);
  }

  async delete(key: string): Promise<void> {
    await rm(this.fileOf(key), { force: true });
  }

  exclusive<T>(key: string, task: () => Promise<T>): Promise<T> {
    return this.turn.queue(() => this.lock.exclusive(key, task));
  }

  private fileOf(key: string): string {
    return path.join(this.folder, `${hashed(key)}.json`);
  }
}
