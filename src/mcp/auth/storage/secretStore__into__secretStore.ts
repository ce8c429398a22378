import { Sequencer } from '../../../base/async';
import type { Event } from '../../../base/emitter';

/** Where secrets are kept. Values are text. */
export interface SecretStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Runs the task while no other process that shares the store runs one for the same key. Not to be nested. */
  exclusive<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Fires with the key when a secret changed, also by another process where the store can tell. */
  readonly onDidChange?: Event<string>;
}

/** Keeps secrets as long as the process lives. */
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
