import { type FSWatcher, watch } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { Debouncer, Sequencer } from '../../base/async';
import type { Disposable } from '../../base/disposables';

/** Editors and git write a file in several steps. In ms. */
const settleDelayMs = 100;

/** How often the file is checked where the system reports no changes, in ms. */
const pollIntervalMs = 1000;

/**
 * Reports the content of a file: first as it is, then after each change, written in place or by replacing the file. The
 * folder is watched instead of the file, as a watch on a file stays with the old one when it is replaced.
 */
export class FileWatch implements Disposable {
  private readonly reading = new Sequencer();
  private readonly settling = new Debouncer(settleDelayMs, () => void this.look());
  private watchers: readonly FSWatcher[] = [];
  private again: NodeJS.Timeout | undefined;
  private known: string | undefined | null = null;
  private disposed = false;

  constructor(
    private readonly file: string,
    /** Gets undefined when the file cannot be read. */
    private readonly onText: (text: string | undefined) => void,
  ) {
    // Read once it has been quiet, the first time too: it may be in the middle of being written.
    this.watch([this.file]);
    this.settling.schedule();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.again);
    this.settling.dispose();
    for (const watcher of this.watchers) watcher.close();
  }

  private look(): Promise<void> {
    return this.reading.queue(async () => {
      // A symbolic link changes at its target.
      const target = await realpath(this.file).catch(() => this.file);
      if (this.disposed) return;
      // Watched first and read then, so that nothing is missed in between.
      this.watch([...new Set([this.file, target])]);
      const text = await readFile(this.file, 'utf8').catch(() => undefined);
      if (this.disposed || text === this.known) return;
      this.known = text;
      this.onText(text);
    });
  }

  private watch(files: readonly string[]): void {
    const before = this.watchers;
    clearTimeout(this.again);
    try {
      this.watchers = files.map((file) => this.watchFolderOf(file));
    } catch {
      // The folder is gone, or the system has no watches left.
      this.watchers = [];
      this.again = setTimeout(() => void this.look(), pollIntervalMs);
      this.again.unref();
    }
    for (const watcher of before) watcher.close();
  }

  private watchFolderOf(file: string): FSWatcher {
    const folder = path.dirname(file);
    // Changes of the folder itself are reported by its own name: it may be another folder then.
    const names = [path.basename(file), path.basename(folder)];
    const watcher = watch(folder, { persistent: false });
    watcher.on('change', (_, name) => {
      if (name === null || names.includes(String(name))) this.settling.schedule();
    });
    watcher.on('error', () => this.settling.schedule());
    return watcher;
  }
}
