import { type ChildProcess, execFile } from 'node:child_process';
import spawn from 'cross-spawn';

/** A child process whose three standard streams are pipes. */
export type PipedProcess = ChildProcess & {
  readonly stdin: NonNullable<ChildProcess['stdin']>;
  readonly stdout: NonNullable<ChildProcess['stdout']>;
  readonly stderr: NonNullable<ChildProcess['stderr']>;
};

/** What to start. */
export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

const windows = process.platform === 'win32';

/**
 * Starts a program as the leader of a process group of its own, so that what it starts in turn (`npx` starts node, which starts
 * the server) can be ended with it. On Windows the tree is walked instead.
 */
export function startTree(options: ProcessOptions): PipedProcess {
  return spawn(options.command, [...options.args], {
    cwd: options.cwd,
    env: options.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: !windows,
    windowsHide: true,
  }) as PipedProcess;
}

/** Signals the whole tree below a process started by {@link startTree}. A tree that is already gone is not an error. */
export function signalTree(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (windows) {
    // Windows has no signals: without /F only programs with a window would notice.
    execFile('taskkill', ['/pid', String(pid), '/T', '/F'], () => undefined);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: nothing of the group is left.
  }
}

/** Whether anything of the tree is still there. On Windows only the leader is checked. */
export function treeAlive(pid: number): boolean {
  try {
    process.kill(windows ? pid : -pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
