import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { isOwnProcess, isProcess, startOf } from './processStart';
import { signalTree, treeAlive } from './processTree';

/** A process that can be distinguished from a later one with the same id. */
interface KnownProcess {
  readonly pid: number;
  /** When it started, in the form of the system. */
  readonly started: string | undefined;
}

interface Entry {
  readonly host: KnownProcess;
  readonly groups: readonly KnownProcess[];
}

const run = promisify(execFile);

/**
 * Records which process groups this host has started, so that the next host can end what a killed one left behind. A
 * folder is shared by all hosts of a user; each has its own files, one for each ledger, while groups of it run.
 */
export class ProcessLedger {
  private readonly file: string;
  private readonly groups = new Map<number, KnownProcess>();
  private host: KnownProcess | undefined;

  constructor(private readonly folder: string) {
    this.file = path.join(folder, `${process.pid}-${randomBytes(4).toString('hex')}.json`);
  }

  /** Records that a group was started or has ended. */
  note({ kind, pid }: { readonly kind: 'started' | 'ended'; readonly pid: number }): void {
    if (kind === 'ended') this.groups.delete(pid);
    else void this.add(pid);
    this.write();
  }

  /** Ends the groups of hosts that died, and only those; returns their number. */
  async sweep(): Promise<number> {
    const names = await readdir(this.folder).catch(() => []);
    const swept = await Promise.all(
      names
        .filter((name) => name.endsWith('.json'))
        .map((name) => this.sweepFile(path.join(this.folder, name))),
    );
    return swept.reduce((sum, count) => sum + count, 0);
  }

  private async add(pid: number): Promise<void> {
    this.groups.set(pid, { pid, started: startOf(pid) });
    if (process.platform === 'linux') return;
    // Elsewhere a program has to be called, which takes a moment; until then the group is recorded without its start.
    const [started, hostStarted] = await Promise.all([
      askStartOf(pid),
      this.host?.started ?? askStartOf(process.pid),
    ]);
    if (!this.groups.has(pid)) return;
    this.host = { pid: process.pid, started: hostStarted };
    this.groups.set(pid, { pid, started });
    this.write();
  }

  private async sweepFile(file: string): Promise<number> {
    if (file === this.file) return 0;
    const entry = await readFile(file, 'utf8').then(parse, () => undefined);
    if (!entry || (await isSame(entry.host))) return 0;
    const orphans: KnownProcess[] = [];
    for (const group of entry.groups) if (await isOurs(group)) orphans.push(group);
    for (const { pid } of orphans) signalTree(pid, 'SIGKILL');
    await rm(file, { force: true });
    return orphans.length;
  }

  /** Written synchronously and atomically: a killed host has no time to write, and half a file is useless. */
  private write(): void {
    if (this.groups.size === 0) {
      // Nothing is left to clean up.
      rmSync(this.file, { force: true });
      return;
    }
    this.host ??= { pid: process.pid, started: startOf(process.pid) };
    const entry: Entry = { host: this.host, groups: [...this.groups.values()] };
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${this.file}.tmp`, JSON.stringify(entry), { mode: 0o600 });
    renameSync(`${this.file}.tmp`, this.file);
  }
}

/** Whether the group is the recorded one: its leader is the same process, or its leader is gone and others stayed. */
async function isOurs(group: KnownProcess): Promise<boolean> {
  if (!treeAlive(group.pid)) return false;
  // No system gives a new process the id of a group that still has members.
  return !isProcess(group.pid) || (await isSame(group));
}

async function isSame({ pid, started }: KnownProcess): Promise<boolean> {
  if (!isOwnProcess(pid)) return false;
  const now = startOf(pid) ?? (await askStartOf(pid));
  const then = started;
  // Where the start is unknown, nothing is ended that might belong to someone else.
  return now === undefined || then === undefined ? pid === process.pid : now === then;
}

async function askStartOf(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'win32') {
      const { stdout } = await run('powershell', [
        '-NoProfile',
        '-Command',
        `(Get-Process -Id ${pid}).StartTime.Ticks`,
      ]);
      return stdout.trim() || undefined;
    }
    return (await run('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

function parse(text: string): Entry | undefined {
  try {
    const entry = JSON.parse(text) as Partial<Entry>;
    return entry.host && Array.isArray(entry.groups) ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}
