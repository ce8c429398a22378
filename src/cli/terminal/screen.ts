import { plural } from '../../base/text';
import { type SafeText, safe } from './safeText';

/** A stream that may be a terminal. */
export type MaybeTerminal<T> = T & { readonly isTTY?: boolean };
type Stream = MaybeTerminal<NodeJS.WritableStream>;

/** How many lines are kept while a question is open: the latest. */
const mostLines = 200;
const mostCharacters = 100_000;

/**
 * What a person sees. While a question is open, nothing else is written to a terminal: text below or over it could
 * look like another question. It is written when the question is answered.
 */
export class Screen {
  private questions = 0;
  private waiting: { readonly stream: Stream; readonly text: string }[] = [];
  private size = 0;
  private leftOut = 0;
  /** The stream whose last line the next one replaces. */
  private passing: Stream | undefined;

  /** Writes the text as it is. */
  write(stream: Stream, text: SafeText): void {
    if (this.questions > 0 && stream.isTTY) this.keep(stream, text.toString());
    else {
      if (stream.isTTY) this.clear();
      stream.write(text.toString());
    }
  }

  /** One line on stderr; external text in a bare string is made visible. */
  tell(text: SafeText | string, stream: Stream = process.stderr): void {
    this.write(stream, safe`${text}\n`);
  }

  /** Replaces the last line, until something else is written. */
  overwrite(stream: Stream, text: SafeText): void {
    if (this.questions > 0) return;
    stream.write(`\r\u001b[K${text}`);
    this.passing = text.toString() === '' ? undefined : stream;
  }

  /** Reserves the screen for a question; the returned function releases it. */
  hold(): () => void {
    this.clear();
    this.questions++;
    let held = true;
    return () => {
      if (held && --this.questions === 0) this.release();
      held = false;
    };
  }

  private clear(): void {
    this.passing?.write('\r\u001b[K');
    this.passing = undefined;
  }

  private keep(stream: Stream, text: string): void {
    this.waiting.push({ stream, text });
    this.size += text.length;
    while (this.waiting.length > mostLines || (this.size > mostCharacters && this.waiting.length > 1)) {
      this.size -= this.waiting.shift()!.text.length;
      this.leftOut++;
    }
  }

  private release(): void {
    const { waiting, leftOut } = this;
    Object.assign(this, { waiting: [], size: 0, leftOut: 0 });
    if (leftOut > 0)
      this.tell(safe`… ${plural(leftOut, 'line')} omitted while you were asked.`, waiting[0]!.stream);
    for (const { stream, text } of waiting) stream.write(text);
  }
}

/** The screen of this process. */
export const screen = new Screen();
