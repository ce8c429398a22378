import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launcherFiles } from '../../base/files';

/** Writes the scripts that start the terminal command. A new version is in another folder, so they are written at each start. */
export async function writeLaunchers(folder: string, cli: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(launcherFiles(process.execPath, cli))) {
    const file = path.join(folder, name);
    await writeFile(file, text);
    await chmod(file, 0o755);
  }
}
