import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { cli } from '../places';
import { expectNoneLeft, newMark } from '../processes';
import { within } from '../until';

/** How a run of the terminal command went. */
export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly bytes: Buffer;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run needs beside its words. */
export interface RunOptions {
  readonly cwd: string;
  /** Written to stdin, which then ends. */
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A run that is under way. */
export interface LiveRun {
  readonly child: ChildProcessWithoutNullStreams;
  readonly mark: NodeJS.ProcessEnv;
  /** Resolves when it has ended and left no process behind, and fails when it did leave one. Waits from when it is first asked for. */
  readonly done: Promise<Run>;
}

/** Runs the terminal command to its end, and checks that it leaves no process behind. */
export function mcpPool(words: readonly string[], options: RunOptions): Promise<Run> {
  const { child, done } = startMcpPool(words, options);
  child.stdin.end(options.input ?? '');
  return done;
}

/** Starts the terminal command. Its stdin stays open. What it keeps is kept in the folder it runs in. */
export function startMcpPool(words: readonly string[], { cwd, env }: RunOptions): LiveRun {
  const mark = newMark();
  const own = { MCP_POOL_STATE: path.join(cwd, '.state'), ...mark };
  const child = spawn(process.execPath, [cli, ...words], { cwd, env: { ...process.env, ...own, ...env } });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => undefined);
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const end = async (): Promise<Run> => {
    const [code, signal] = await within(`the end of mcp-pool ${words.join(' ')}`, closed).catch(
      (error: Error) => {
        child.kill('SIGKILL');
        throw new Error(`${error.message}\nstderr: ${Buffer.concat(err)}`);
      },
    );
    const bytes = Buffer.concat(out);
    await expectNoneLeft(mark);
    return { code, signal, bytes, stdout: bytes.toString(), stderr: Buffer.concat(err).toString() };
  };
  let ended: Promise<Run> | undefined;
  return {
    child,
    mark,
    get done() {
      ended ??= end();
      return ended;
    },
  };
}

/** Checks the exit code, and shows what was printed when it is another. */
export function expectCode(run: Run, code: number): void {
  assert.equal(run.code, code, `exit code ${run.code}\nstdout: ${run.stdout}\nstderr: ${run.stderr}`);
}

/** The one JSON value on stdout. */
export function jsonOf<T>(run: Run): T {
  return JSON.parse(run.stdout) as T;
}

/** An error as `--json` prints it. */
export interface JsonError {
  readonly kind: string;
  readonly message: string;
  readonly nextSteps: readonly string[];
  readonly detail?: string;
}

/** The one JSON line on stderr. */
export function errorOf(run: Run): JsonError {
  const lines = run.stderr.split('\n').filter(Boolean);
  assert.equal(lines.length, 1, `one line on stderr, but it holds:\n${run.stderr}`);
  const error = JSON.parse(lines[0]!) as JsonError;
  assert.equal(typeof error.kind, 'string');
  assert.equal(typeof error.message, 'string');
  assert.ok(Array.isArray(error.nextSteps));
  return error;
}
