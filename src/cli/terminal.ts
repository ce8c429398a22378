import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { abortable, Sequencer } from '../base/async';
import { failure } from '../base/failure';

/** A stream that may be a terminal. */
type MaybeTerminal<T> = T & { readonly isTTY?: boolean };

/** How a question is asked. */
export interface AskOptions {
  /** What is typed is not shown. */
  readonly hidden?: boolean;
  readonly signal?: AbortSignal;
}

/** The person at stdin and stderr; stdout is the result's. */
export class Terminal {
  private readonly turn = new Sequencer();

  /** A `quiet` one says nothing and asks nothing: with `--json` stderr is for machines. */
  constructor(
    private readonly quiet: boolean,
    private readonly input: MaybeTerminal<NodeJS.ReadableStream> = process.stdin,
    private readonly output: MaybeTerminal<NodeJS.WritableStream> = process.stderr,
    private readonly interrupt: () => void = () => void process.emit('SIGINT'),
  ) {}

  /** Whether there is somebody who can be asked. */
  get interactive(): boolean {
    return !this.quiet && this.input.isTTY === true && this.output.isTTY === true;
  }

  /** Whether somebody sees what is said at once. */
  get live(): boolean {
    return !this.quiet && this.output.isTTY === true;
  }

  say(text: string): void {
    if (!this.quiet) this.output.write(`${text}\n`);
  }

  /** The line that is typed behind the question; undefined when the input ended. One question is asked after the other. */
  ask(question: string, options: AskOptions = {}): Promise<string | undefined> {
    return this.turn.queue(() => this.read(question, options));
  }

  private async read(question: string, { hidden = false, signal }: AskOptions): Promise<string | undefined> {
    signal?.throwIfAborted();
    // Without an output of its own the reader would show the typed characters as they come.
    const output = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : this.output;
    if (hidden) this.output.write(question);
    const reader = createInterface({ input: this.input, output, terminal: hidden || undefined });
    try {
      // While it asks, the terminal hands Ctrl+C and Ctrl+D to the reader and not to the process.
      const ended = new Promise<undefined>((resolve, reject) => {
        reader.once('SIGINT', () => {
          reject(failure('cancelled', 'Stopped.'));
          this.interrupt();
        });
        reader.once('close', () => resolve(undefined));
      });
      const answered = reader.question(hidden ? '' : question);
      answered.catch(() => undefined);
      const answer = await abortable(Promise.race([answered, ended]), signal);
      if (answer === undefined && !hidden) this.output.write('\n');
      return answer;
    } finally {
      reader.close();
      if (hidden) this.output.write('\n');
    }
  }
}
