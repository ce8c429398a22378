import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { until } from './until';

/** A variable that marks a process and all that it starts; servers inherit every `XDG_` one. */
export function newMark(name = 'XDG_MCP_POOL_TEST'): NodeJS.ProcessEnv {
  return { [name]: randomUUID() };
}

/** The processes that carry a mark, as "pid command line". Empty where there is no /proc. */
export function marked(mark: NodeJS.ProcessEnv): string[] {
  const [wanted] = Object.entries(mark).map(([name, value]) => `${name}=${value}`);
  return pids().flatMap((pid) => {
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(wanted!)) return [];
      return [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`];
    } catch {
      // It ended in the meantime, or is not ours to look at.
      return [];
    }
  });
}

/** Waits until no process with the mark is left: a killed one takes the system a moment. */
export async function expectNoneLeft(mark: NodeJS.ProcessEnv): Promise<void> {
  const none = until('no process is left', () => marked(mark).length === 0);
  await none.catch((error: Error) => {
    const left = marked(mark);
    for (const line of left) process.kill(Number.parseInt(line, 10), 'SIGKILL');
    throw new Error(`${error.message}, but there still were:\n${left.join('\n')}`);
  });
}

/** Whether a process is there and not just waiting to be collected by its parent. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function pids(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
