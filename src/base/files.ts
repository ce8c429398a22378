import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The longest name, in characters: some file systems reject more once an extension and a number are added. */
const longest = 100;

/**
 * Names of devices on Windows, with any extension.
 * https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file#naming-conventions
 */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)/i;

/**
 * An external name as a file name that is valid on every system: within its folder, not hidden, and not
 * an option, a device or a stream. Empty when nothing is left.
 */
export function safeFileName(name: string): string {
  const plain = name
    .replace(/[^\w.-]+/g, '_')
    // A dot before it hides a file, and a dash makes an option of it.
    .replace(/^[.-]+/, '')
    .slice(0, longest)
    // Windows drops dots at the end, so that the name would be another.
    .replace(/\.+$/, '');
  return device.test(plain) ? `_${plain}` : plain;
}

/** A safe file name with an extension, with `otherwise` where nothing of the name is left. */
export function fileNameOf(name: string, ending: string, otherwise: string): string {
  return `${safeFileName(name) || otherwise}.${safeFileName(ending) || 'bin'}`;
}

/** The scripts that start the terminal command with a given Node.js, by name: one for POSIX shells and one for Windows. */
export function launcherFiles(node: string, script: string): Readonly<Record<string, string>> {
  // The program that runs extensions may be the editor itself, which this variable turns into Node.js.
  return {
    'mcp-pool': `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${quoted(node)} ${quoted(script)} "$@"\n`,
    'mcp-pool.cmd': `@echo off\r\nset ELECTRON_RUN_AS_NODE=1\r\n"${node}" "${script}" %*\r\n`,
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Writes a file that only the user can read, atomically, in a folder that only the user can enter when it has to be made.
 * Rejects with the error of the file system.
 */
export async function writePrivate(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(fresh, text, { mode: 0o600, flag: 'wx' });
    // The umask of the process may have removed more permissions, never fewer.
    await chmod(fresh, 0o600);
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
