import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './processes';

/**
 * Ends the process `root` and everything below it, also what made a process group of its own. Asks first
 * and insists after `patience` milliseconds.
 */
export async function endProcessTree(root: number, patience = 3000): Promise<void> {
  if (process.platform === 'win32') {
    await output('taskkill', ['/PID', String(root), '/T', '/F']);
    return;
  }
  const family = await familyOf(root);
  signal([root], 'SIGTERM');
  const deadline = Date.now() + patience;
  while (isAlive(root) && Date.now() < deadline) await delay(50);
  signal(family, 'SIGTERM');
  while (family.some(isAlive) && Date.now() < deadline) await delay(50);
  signal(family, 'SIGKILL');
}

/** The processes below `root`, itself included, deepest last. */
export async function familyOf(root: number): Promise<number[]> {
  return descendants(root, await parents());
}

function descendants(root: number, parentOf: Map<number, number>): number[] {
  const found = [root];
  for (const pid of found) {
    for (const [child, parent] of parentOf) if (parent === pid) found.push(child);
  }
  return found;
}

async function parents(): Promise<Map<number, number>> {
  if (process.platform !== 'linux') return parentsFromPs(await output('ps', ['-A', '-o', 'pid=,ppid=']));
  const parentOf = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The command's name may hold blanks and parentheses; state and parent follow the last one.
    const parent = status.slice(status.lastIndexOf(')') + 2).split(' ')[1];
    if (parent) parentOf.set(Number(name), Number(parent));
  }
  return parentOf;
}

function parentsFromPs(listing: string): Map<number, number> {
  const rows = listing.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return new Map(rows.filter((row) => row.length === 2).map(([pid, parent]) => [pid!, parent!]));
}

function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

function output(command: string, args: string[]): Promise<string> {
  return new Promise((resolve) => execFile(command, args, (_error, stdout) => resolve(stdout)));
}
