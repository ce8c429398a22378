import { createHash } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Debouncer } from '../../base/async';
import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/emitter';
import { writePrivate } from '../../base/files';
import type { Approval } from './approval';

/** Another program writes several at once. In ms. */
const settleDelayMs = 50;

/** Stores what the person approved on this machine, for windows and programs. Keys are those of `approvalKey`. */
export interface ApprovalStore extends Disposable {
  /** Fires when another window or program may have changed something. */
  readonly onDidChange: (listener: () => void) => Disposable;
  get(key: string): Promise<Approval | undefined>;
  /** Rejects with the error of the file system. */
  set(key: string, approval: Approval): Promise<void>;
  /** Deletes one, or all. */
  forget(key?: string): Promise<void>;
}

/** Stores approvals as files in a folder that only the user can enter, one for each entry of each configuration file. */
export class ApprovalFiles implements ApprovalStore {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly telling = new Debouncer(settleDelayMs, () => this.changed.fire());
  private watcher: FSWatcher | undefined;

  constructor(private readonly folder: string) {}

  /** Starts to report changes of others. Rejects when the system cannot watch for them. */
  async watch(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    this.watcher = watch(this.folder, { persistent: false }, () => this.telling.schedule());
    this.watcher.on('error', () => this.watcher?.close());
  }

  async get(key: string): Promise<Approval | undefined> {
    try {
      const kept: unknown = JSON.parse(await readFile(this.fileOf(key), 'utf8'));
      return isApproval(kept) ? kept : undefined;
    } catch {
      // Missing or broken: the entry needs a new approval.
      return undefined;
    }
  }

  set(key: string, approval: Approval): Promise<void> {
    const kept = { of: key.split('\n')[0], ...approval };
    return writePrivate(this.fileOf(key), `${JSON.stringify(kept, undefined, 2)}\n`);
  }

  async forget(key?: string): Promise<void> {
    const names =
      key === undefined ? await readdir(this.folder).catch(() => []) : [path.basename(this.fileOf(key))];
    await Promise.all(names.map((name) => rm(path.join(this.folder, name), { force: true })));
  }

  dispose(): void {
    this.watcher?.close();
    this.telling.dispose();
    this.changed.dispose();
  }

  private fileOf(key: string): string {
    const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
    return path.join(this.folder, `${name}.json`);
  }
}

function isApproval(value: unknown): value is Approval {
  if (typeof value !== 'object' || value === null) return false;
  const { launch, ...lists } = value as Partial<Record<string, unknown>>;
  const isList = (list: unknown) => Array.isArray(list) && list.every((one) => typeof one === 'string');
  const whole = ['autoApprove', 'disabledTools', 'shown'].every((name) => isList(lists[name]));
  return typeof launch === 'string' && whole;
}
