import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Sequencer } from '../../../base/async';
import type { Event } from '../../../base/emitter';
import { writePrivate } from '../../../base/files';
import { FileLock, hashed } from './fileLock';

/** Stores each secret in a file that only the user can read, for hosts without a better place. */
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

/** Where secrets are kept. Values are text. */
export interface SecretStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Runs the task while no other process that shares the store runs one for the same key. Calls must not be nested. */
  exclusive<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Fires with the key when a secret changed, also by another process where the store can detect it. */
  readonly onDidChange?: Event<string>;
}

/** Keeps secrets until the process ends. */
export class MemorySecrets implements SecretStore {
  private readonly values = new Map<string, string>();
  private readonly turns = new Map<string, Sequencer>();

  async get(key: string): Promise<string | undefined> {
    return this.values.get(key);
  }

  async set(key: string, value: string): Promise<void> {
    this.values.set(key, value);
  }

  async delete(key: string): Promise<void> {
    this.values.delete(key);
  }

  exclusive<T>(key: string, task: () => Promise<T>): Promise<T> {
    const turn = this.turns.get(key) ?? new Sequencer();
    this.turns.set(key, turn);
    return turn.queue(task);
  }
}
