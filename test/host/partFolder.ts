import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheFolder } from '../support/repository';

const stamp = '.complete';

/**
 * Makes the folder `name` in the cache once and answers its path. `fill` works in a scratch folder that
 * gets its name only when complete, so neither a crash nor a second process ever shows half a part.
 */
export async function partFolder(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheFolder, name);
  if (await isComplete(folder)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const unlock = await lock(`${folder}.lock`);
  try {
    if (await isComplete(folder)) return folder;
    const started = Date.now();
    process.stderr.write(`Installing ${name} …\n`);
    const scratch = `${folder}.${process.pid}.tmp`;
    try {
      await rm(scratch, { recursive: true, force: true });
      await mkdir(scratch);
      await fill(scratch);
      await writeFile(path.join(scratch, stamp), new Date().toISOString());
      await rm(folder, { recursive: true, force: true });
      await rename(scratch, folder);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
    process.stderr.write(`Installed ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
    return folder;
  } finally {
    await unlock();
  }
}

async function isComplete(folder: string): Promise<boolean> {
  return stat(path.join(folder, stamp)).then(
    () => true,
    () => false,
  );
}

/** Waits for other processes. A lock whose owner is gone is broken. */
async function lock(file: string): Promise<() => Promise<void>> {
  for (let told = false; ; await delay(250)) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await isAbandoned(file)) await rm(file, { force: true });
    else if (!told) {
      process.stderr.write(`Another process installs ${path.basename(file, '.lock')}, waiting …\n`);
      told = true;
    }
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  // An empty lock is one that its owner is about to sign.
  if (!owner) return false;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
