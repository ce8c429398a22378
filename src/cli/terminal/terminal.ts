import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { abortable, Sequencer } from '../../base/async';
import { failure } from '../../base/failure';
import { type SafeText, safe, safeLines } from './safeText';
import { type MaybeTerminal, type Screen, screen as screenOfProcess } from './screen';

/** How a question is asked. */
export interface AskOptions {
  /** Whether the typed text is hidden. */
  readonly hidden?: boolean;
  /** What is shown above the question, which itself is short: it is redrawn while a person types. */
  readonly above?: SafeText;
  readonly signal?: AbortSignal;
}

/** The person at stdin and stderr; stdout is the result's. */
export class Terminal {
  private readonly turn = new Sequencer();

  /** A `quiet` one writes and asks nothing: with `--json` stderr is for machines. */
  constructor(
    private readonly quiet: boolean,
    private readonly input: MaybeTerminal<NodeJS.ReadableStream> = process.stdin,
    private readonly output: MaybeTerminal<NodeJS.WritableStream> = process.stderr,
    private readonly interrupt: () => void = () => void process.emit('SIGINT'),
    private readonly screen: Screen = screenOfProcess,
  ) {}

  /** Whether a person can be asked. */
  get interactive(): boolean {
    return !this.quiet && this.input.isTTY === true && this.output.isTTY === true;
  }

  /** Whether a person sees messages at once. */
  get live(): boolean {
    return !this.quiet && this.output.isTTY === true;
  }

  /** How wide it is; undefined when it does not know, which some report as 0. */
  get columns(): number | undefined {
    return (this.output as { readonly columns?: number }).columns || undefined;
  }

  say(text: SafeText | string): void {
    if (!this.quiet) this.screen.write(this.output, safe`${safeLines(text)}\n`);
  }

  /**
   * The line that is typed behind the question; undefined when the input ended. One question is asked after the other, and nothing
   * else is written while one is open.
   */
  ask(question: SafeText | string, options: AskOptions = {}): Promise<string | undefined> {
    return this.turn.queue(async () => {
      options.signal?.throwIfAborted();
      const release = this.screen.hold();
      try {
        return await this.read(String(safeLines(question)), options);
      } finally {
        release();
      }
    });
  }

  private async read(
    question: string,
    { hidden = false, above, signal }: AskOptions,
  ): Promise<string | undefined> {
    if (above) this.output.write(`${above}\n`);
    // Without its own output the reader would show the typed characters as they come.
    const output = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : this.output;
    if (hidden) this.output.write(question);
    const reader = createInterface({ input: this.input, output, terminal: hidden || undefined });
    let answer: string | undefined;
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
      answer = await abortable(Promise.race([answered, ended]), signal);
      return answer;
    } finally {
      reader.close();
      // A typed answer has ended the line.
      if (hidden || answer === undefined) this.output.write('\n');
    }
  }
}
