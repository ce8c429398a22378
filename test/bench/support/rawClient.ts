import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';

/** What a server answers. */
export type Answer = Readonly<Record<string, unknown>>;

/** The least that a client can be: a process, lines and JSON. The floor that figures stand on. */
export class RawClient {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private chunks: Buffer[] = [];
  private count = 0;

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stderr.resume();
    this.child.stdout.on('data', (chunk: Buffer) => this.read(chunk));
  }

  /** The handshake of the 2025 era, up to the tools. */
  async initialize(): Promise<Answer> {
    const clientInfo = { name: 'raw', version: '1.0.0' };
    await this.request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
    this.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return this.request('tools/list', {});
  }

  request(method: string, params: Answer): Promise<Answer> {
    const id = ++this.count;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.send({ jsonrpc: '2.0', id, method, params });
    });
  }

  async close(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.stdin.end();
    await ended;
  }

  private send(message: object): void {
    this.child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  private read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const line = Buffer.concat([...this.chunks, chunk.subarray(start, end)]).toString();
      this.chunks = [];
      start = end + 1;
      const answer = JSON.parse(line) as Answer;
      const id = answer.id as number;
      const resolve = this.waiting.get(id);
      this.waiting.delete(id);
      resolve?.(answer);
    }
    if (start < chunk.length) this.chunks.push(chunk.subarray(start));
  }
}
