import { PassThrough } from 'node:stream';
import { Terminal } from '../../../src/cli/terminal/terminal';
import { until } from '../../support/until';

/** A terminal with a person in front of it. */
export class FakeTerminal {
  /** Everything that was shown. */
  shown = '';
  interrupted = false;
  private seen = 0;
  private readonly input = Object.assign(new PassThrough(), { isTTY: true });
  private readonly output = Object.assign(new PassThrough(), { isTTY: true });
  readonly terminal = new Terminal(false, this.input, this.output, () => {
    this.interrupted = true;
  });

  constructor() {
    this.output.on('data', (chunk: Buffer) => {
      this.shown += chunk.toString();
    });
  }

  /** Waits until something is shown that was not before, and types then. */
  async when(words: string, keys: string): Promise<void> {
    await until(`'${words}' is shown`, () => this.shown.includes(words, this.seen));
    this.seen = this.shown.length;
    this.input.write(keys);
  }

  /** Ends the input, as Ctrl+D does. */
  end(): void {
    this.input.end();
  }
}
