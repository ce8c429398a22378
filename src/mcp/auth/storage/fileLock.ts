import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { failure } from '../../../base/failure';

/** How often a held lock is checked, in ms. */
const retryIntervalMs = 50;

/** A lock this old is broken: no task under it takes that long. In ms. */
const staleAfterMs = 120_000;

/** Turns of tasks among processes on one machine: a lock is a file that names its owner. */
export class FileLock {
  constructor(private readonly folder: string) {}

  /** Runs the task when no other process runs one for the key. */
  async exclusive<T>(key: string, task: () => Promise<T>): Promise<T> {
    const file = path.join(this.folder, `${hashed(key)}.lock`);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const owner = `${process.pid} ${randomUUID()}`;
    await this.take(file, owner);
    try {
      return await task();
    } finally {
      if ((await readOwner(file)) === owner) await rm(file, { force: true });
    }
  }

  private async take(file: string, owner: string): Promise<void> {
    const own = `${file}.${randomUUID()}`;
    await writeFile(own, owner, { mode: 0o600 });
    try {
      const end = Date.now() + 2 * staleAfterMs;
      // A link is created atomically: no one ever sees a lock without its owner.
      while (!(await linked(own, file))) {
        const holder = await readOwner(file);
        if (holder !== undefined && (await isAbandoned(file, holder))) {
          // Checked again: another process may have broken it and taken it by now.
          if ((await readOwner(file)) === holder) await rm(file, { force: true });
          continue;
        }
        if (Date.now() > end)
          throw failure('internal', `The lock ${file} is never released.`, ['Delete it.']);
        await delay(retryIntervalMs);
      }
    } finally {
      await rm(own, { force: true });
    }
  }
}

/** A file name that does not reveal the key. */
export function hashed(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

async function linked(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readOwner(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

async function isAbandoned(file: string, owner: string): Promise<boolean> {
  try {
    process.kill(Number.parseInt(owner, 10), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
  }
  const since = await stat(file).catch(() => undefined);
  return since !== undefined && Date.now() - since.mtimeMs > staleAfterMs;
}
