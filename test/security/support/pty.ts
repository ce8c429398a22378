import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { cli } from '../../support/places';
import { until, within } from '../../support/until';

/** How a run in a terminal is made. */
export interface PtyOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly columns?: number;
  readonly rows?: number;
}

/** The terminal command in a terminal of its own: stdin, stdout and stderr are one. */
export class Pty {
  /** Everything that was sent to the terminal. */
  sent = '';
  readonly child: ChildProcessWithoutNullStreams;
  private static readonly running = new Set<Pty>();
  private seen = 0;
  private readonly columns: number;
  private readonly rows: number;

  constructor(words: readonly string[], { cwd, env, columns = 80, rows = 24 }: PtyOptions) {
    this.columns = columns;
    this.rows = rows;
    const quoted = [process.execPath, cli, ...words].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
    const command = `stty cols ${columns} rows ${rows}; exec ${quoted.join(' ')}`;
    this.child = spawn('script', ['-qec', command, '/dev/null'], {
      cwd,
      env: {
        ...process.env,
        TERM: 'xterm-256color',
        NO_COLOR: undefined,
        MCP_POOL_STATE: path.join(cwd, '.state'),
        ...env,
      },
    });
    Pty.running.add(this);
    this.child.once('close', () => Pty.running.delete(this));
    this.child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      this.sent += chunk;
    });
  }

  /** Ends those that a test which failed has left. */
  static endAll(): void {
    for (const { child } of Pty.running) child.kill('SIGKILL');
  }

  /** Waits until something is shown that was not before, and types then. */
  async when(words: string | RegExp, keys = ''): Promise<void> {
    const isThere = () => {
      const fresh = this.sent.slice(this.seen);
      return typeof words === 'string' ? fresh.includes(words) : words.test(fresh);
    };
    await until(`${words} is shown`, isThere).catch((error: Error) => {
      throw new Error(`${error.message}\n${JSON.stringify(this.sent.slice(-3000))}`);
    });
    this.seen = this.sent.length;
    if (keys) this.child.stdin.write(keys);
  }

  /** What stands on the screen now, as far as lines that only grow can tell. */
  screen(): string {
    const rows = this.sent
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal is told by.
      .replaceAll(/\u001b\[[\d;]*[A-Za-z]/g, '')
      .replaceAll('\r', '')
      .split('\n')
      .flatMap((line) => line.match(new RegExp(`.{1,${this.columns}}`, 'gu')) ?? ['']);
    return rows.slice(-this.rows).join('\n');
  }

  /** Its exit code, once it has ended. */
  async ended(): Promise<number> {
    const [code] = (await within('the end of the terminal', once(this.child, 'close'))) as [number];
    return code;
  }

  /** Ends it as Ctrl+C does. */
  async interrupt(): Promise<void> {
    const ended = this.ended();
    this.child.stdin.write('\u0003');
    await ended;
  }
}
