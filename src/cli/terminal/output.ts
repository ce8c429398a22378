import { detailForOwner } from '../../base/failure';
import { visibleJson } from '../../base/text';
import type { CommandFailure } from './exitCode';
import { barred, firstBare, joined, type SafeText, safe, safeLines } from './safeText';
import { type MaybeTerminal, type Screen, screen as screenOfProcess } from './screen';
import { type Style, styleFor } from './style';

/** Where a command writes to. With `json`, stdout holds one JSON value and stderr one JSON line per error. */
export class Output {
  constructor(
    readonly json: boolean,
    private readonly stdout: MaybeTerminal<NodeJS.WritableStream> = process.stdout,
    private readonly stderr: MaybeTerminal<NodeJS.WritableStream> = process.stderr,
    /** Print text even where a program reads. */
    private readonly text = false,
    private readonly screen: Screen = screenOfProcess,
  ) {}

  /** How text on stdout is styled. */
  get style(): Style {
    return styleFor(this.stdout);
  }

  /** Whether a person sees stderr. */
  get watched(): boolean {
    return !this.json && this.stderr.isTTY === true;
  }

  /** Whether a person sees stdout. */
  get seen(): boolean {
    return this.stdout.isTTY === true;
  }

  /** Whether a list goes to a program: then each item is one JSON value on its own line. */
  get lines(): boolean {
    return !this.json && !this.text && !this.seen;
  }

  /** How wide the terminal of stderr is; undefined when it does not know, which some report as 0. */
  get columns(): number | undefined {
    return (this.stderr as { readonly columns?: number }).columns || undefined;
  }

  /** Replaces the last line of stderr, which must be a terminal. */
  overwrite(text: SafeText): void {
    this.screen.overwrite(this.stderr, text);
  }

  /** Text for people on stdout. */
  print(text: SafeText | string): void {
    const lines = safeLines(text);
    this.screen.write(this.stdout, String(lines).endsWith('\n') ? lines : safe`${lines}\n`);
  }

  /** A result of a server on stdout: unchanged where a program reads, with every character visible for a person. */
  printResult(text: string): void {
    if (this.seen) this.print(text);
    else this.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** Bytes on stdout as they are, where a program reads. */
  printBytes(bytes: Uint8Array): void {
    if (this.seen) throw new TypeError('Binary data is not for a terminal.');
    this.stdout.write(bytes);
  }

  printJson(value: unknown): void {
    this.print(visibleJson(value, 2));
  }

  /** One JSON value as one line. */
  printLine(value: unknown): void {
    this.print(visibleJson(value));
  }

  /** A remark beside the result; omitted with `json`. */
  note(text: SafeText | string): void {
    if (!this.json) this.screen.write(this.stderr, safe`${safeLines(text)}\n`);
  }

  fail({ kind, message, nextSteps, ...more }: CommandFailure): void {
    const detail = detailForOwner(more);
    if (this.json) {
      const told = { kind, message, nextSteps, ...(detail ? { detail } : {}) };
      this.screen.write(this.stderr, safe`${visibleJson(told)}\n`);
      return;
    }
    const style = styleFor(this.stderr);
    const lines = [
      safe`${style('red', 'mcp-pool:')} ${firstBare(message)}`,
      ...(detail ? [barred(detail)] : []),
      ...nextSteps.map((step) => safe`  → ${step}`),
    ];
    this.screen.write(this.stderr, safe`${joined(lines)}\n`);
  }

  /** Resolves when everything is on its way: a pipe would lose the rest when the process ends. */
  async flush(): Promise<void> {
    await Promise.all(
      [this.stdout, this.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))),
    );
  }
}
