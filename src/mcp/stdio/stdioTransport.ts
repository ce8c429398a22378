import type { Readable } from 'node:stream';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { settlesWithin } from '../../base/async';
import { idInEnds, messageIn, readEnvelopes, syntheticError } from '../transport/jsonRpc';
import { NotificationOrder } from '../transport/notificationOrder';
import type { PoolTransport, ProcessEnd, ServerLogLine } from '../transport/poolTransport';
import { type Line, LineReader } from './lineReader';
import { type PipedProcess, type ProcessOptions, signalTree, startTree, treeAlive } from './processTree';

/** The options of a host for the processes of all its servers. */
export interface StdioHost {
  /** How long a process has after its stdin is closed, and how long after the signal to end, in ms. */
  readonly graceMs?: { readonly stdin: number; readonly terminate: number };
  /** Called with each process group that is started and ended, so that one left behind by a crash of the host can be found. */
  readonly onProcess?: (event: { readonly kind: 'started' | 'ended'; readonly pid: number }) => void;
}

/** The options of a launch that a {@link StdioTransport} uses. */
export interface StdioOptions extends StdioHost {
  readonly onLog: (line: ServerLogLine) => void;
  /** The largest accepted message, in bytes. */
  readonly messageLimit?: number;
}

const stderrKept = 16 * 1024;
const printedKept = 5;
const sent = Promise.resolve();
/** How long the pipes may stay open after the process is gone, in ms: a grandchild can keep them open forever. */
const pipesTimeoutMs = 100;

/**
 * The stdio transport: https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#stdio
 *
 * The SDK's own starts a second process to detect the protocol version, waits forever when a grandchild holds stdout, kills
 * only the direct child and drops malformed answers; see docs/architecture.md. `pid` and `stderr` are public because the SDK
 * recognizes a stdio transport by them.
 */
export class StdioTransport implements PoolTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];
  readonly detectsDisconnect = false;

  private process: PipedProcess | undefined;
  private closed = false;
  private stderrText = '';
  private stderrRest = '';
  private readonly order = new NotificationOrder((message) => this.onmessage?.(message));
  private readonly printedLines: string[] = [];
  private exited: Promise<void> = Promise.resolve();
  private closing: Promise<void> | undefined;
  private code: number | null = null;
  private signal: NodeJS.Signals | null = null;

  constructor(
    private readonly program: ProcessOptions,
    private readonly options: StdioOptions,
  ) {}

  get pid(): number | undefined {
    return this.process?.pid;
  }

  get stderr(): Readable | null {
    return this.process?.stderr ?? null;
  }

  /** How the process ended, and its last output; exit code and signal are null while it runs. */
  get processEnd(): ProcessEnd {
    return { code: this.code, signal: this.signal, stderr: this.stderrText, printed: this.printedLines };
  }

  async start(): Promise<void> {
    const child = startTree(this.program);
    this.process = child;
    const spawned = new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.code = code;
        this.signal = signal;
        resolve();
      });
      child.once('error', () => resolve());
    });
    this.readStreams(child);
    await spawned;
    if (child.pid !== undefined) this.options.onProcess?.({ kind: 'started', pid: child.pid });
    child.on('error', (error) => this.onerror?.(error));
  }

  send(message: JSONRPCMessage): Promise<void> {
    const stdin = this.process?.stdin;
    if (this.closed || !stdin?.writable) return Promise.reject(new Error('The server has closed its input.'));
    const line = `${JSON.stringify(message)}\n`;
    if (!stdin.writableNeedDrain) {
      // A broken pipe is reported by its error and by the end of the process.
      stdin.write(line);
      return sent;
    }
    return new Promise((resolve, reject) => {
      stdin.write(line, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Ends the process and everything it started: stdin is closed, then it is signaled to end, then killed. About 2 s at most. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    const pid = this.process?.pid;
    const grace = this.options.graceMs ?? { stdin: 600, terminate: 1000 };
    if (pid !== undefined) {
      this.process?.stdin.end();
      if (!(await settlesWithin(this.exited, grace.stdin))) {
        signalTree(pid, 'SIGTERM');
        await settlesWithin(this.exited, grace.terminate);
      }
      // Also when the leader exited on its own: its children may have stayed.
      if (treeAlive(pid)) signalTree(pid, 'SIGKILL');
      await settlesWithin(this.exited, 400);
      this.options.onProcess?.({ kind: 'ended', pid });
    }
    this.finish();
  }

  private readStreams(child: PipedProcess): void {
    const reader = new LineReader(this.options.messageLimit ?? 64 * 1024 * 1024, (line) =>
      this.receive(line),
    );
    child.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => this.receiveStderr(text));
    child.stderr.on('end', () => this.receiveStderr('\n'));
    for (const stream of [child.stdin, child.stdout, child.stderr]) {
      stream.on('error', (error: Error) => this.onerror?.(error));
    }
    const ended = () => {
      const rest = reader.rest();
      if (rest.trim()) this.notePrinted(rest);
      void this.close();
    };
    // A server that closes stdout can never answer again, whether it keeps running or not.
    child.stdout.once('end', ended);
    child.once('exit', () => setTimeout(() => (this.closed ? undefined : ended()), pipesTimeoutMs).unref());
  }

  private receive(line: Line): void {
    if (this.closed) return;
    if (!('text' in line)) {
      this.receiveOversized(line);
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(line.text);
    } catch {
      if (line.text.trim()) this.notePrinted(line.text);
      return;
    }
    for (const envelope of readEnvelopes(value, line.text.length)) {
      const message = messageIn(envelope);
      if (message) this.order.take(message);
      else this.notePrinted(line.text);
    }
  }

  private receiveStderr(text: string): void {
    this.stderrText = (this.stderrText + text).slice(-stderrKept);
    const lines = (this.stderrRest + text).split('\n');
    // A line without end, such as a progress bar, must not grow without limit.
    this.stderrRest = lines.pop()!.slice(-stderrKept);
    // Only whole lines are reported: secrets are found in lines, and a chunk may end in the middle of one.
    for (const line of lines)
      if (line.trim()) this.options.onLog({ source: 'stderr', level: 'info', text: line.replace(/\r$/, '') });
  }

  private receiveOversized(line: { size: number; head: string; tail: string }): void {
    const limit = this.options.messageLimit ?? 64 * 1024 * 1024;
    const text = `The server sent a message of ${megabytes(line.size)}, over the limit of ${megabytes(limit)}.`;
    const id = idInEnds(line.head, line.tail);
    if (id === undefined) this.onerror?.(new Error(text));
    else this.order.take(syntheticError(id, text));
  }

  /** A line on stdout that is not an MCP message: a common mistake of servers. */
  private notePrinted(line: string): void {
    const text = line.replace(/\r$/, '');
    this.printedLines.push(text.slice(0, 500));
    if (this.printedLines.length > printedKept) this.printedLines.shift();
    this.options.onLog({ source: 'stdout', level: 'warning', text });
  }

  private finish(): void {
    if (this.closed) return;
    this.closed = true;
    this.process?.stdout.destroy();
    this.process?.stderr.destroy();
    this.process?.stdin.destroy();
    this.onclose?.();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0)} MB`;
}
