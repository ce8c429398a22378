import { detailForOwner } from '../base/failure';
import type { CommandFailure } from './exitCode';
import { type Style, styleFor } from './style';

/** Where a command writes to. With `json`, stdout holds one JSON value and stderr one JSON line per error. */
export class Output {
  constructor(
    readonly json: boolean,
    private readonly stdout: NodeJS.WritableStream = process.stdout,
    private readonly stderr: NodeJS.WritableStream = process.stderr,
    /** Text is wanted where a program reads, too. */
    private readonly text = false,
  ) {}

  /** How texts on stdout are set off. */
  get style(): Style {
    return styleFor(this.stdout);
  }

  /** Whether a person sees stderr. */
  get watched(): boolean {
    return !this.json && isTerminal(this.stderr);
  }

  /** Whether a person sees stdout. */
  get seen(): boolean {
    return isTerminal(this.stdout);
  }

  /** Whether what is many things goes to a program: then each is one JSON value on a line of its own. */
  get lines(): boolean {
    return !this.json && !this.text && !this.seen;
  }

  /** How wide the terminal of stderr is; undefined when it does not know, which some tell as 0. */
  get columns(): number | undefined {
    return (this.stderr as { readonly columns?: number }).columns || undefined;
  }

  /** Puts a text in the place of the last line of stderr, which a terminal must show. */
  overwrite(text: string): void {
    this.stderr.write(`\r\u001b[K${text}`);
  }

  /** Text for people on stdout. */
  print(text: string): void {
    this.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** Bytes on stdout as they are. */
  printBytes(bytes: Uint8Array): void {
    this.stdout.write(bytes);
  }

  printJson(value: unknown): void {
    this.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
  }

  /** One JSON value as one line. */
  printLine(value: unknown): void {
    this.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** A remark beside the result; with `json` it is left out. */
  note(text: string): void {
    if (!this.json) this.stderr.write(`${text}\n`);
  }

  fail({ kind, message, nextSteps, ...more }: CommandFailure): void {
    const detail = detailForOwner(more);
    if (this.json) {
      this.stderr.write(`${JSON.stringify({ kind, message, nextSteps, ...(detail ? { detail } : {}) })}\n`);
      return;
    }
    const style = styleFor(this.stderr);
    const lines = [
      `${style('red', 'mcp-pool:')} ${message}`,
      ...(detail ? [indent(detail)] : []),
      ...nextSteps.map((step) => `  → ${step}`),
    ];
    this.stderr.write(`${lines.join('\n')}\n`);
  }

  /** Resolves when everything is on its way: a pipe would lose the rest when the process ends. */
  async flush(): Promise<void> {
    await Promise.all(
      [this.stdout, this.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))),
    );
  }
}

function isTerminal(stream: NodeJS.WritableStream): boolean {
  return (stream as { readonly isTTY?: boolean }).isTTY === true;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
