const newline = 0x0a;

/** How much of each end of an oversized line is kept, to find out which request it answered. Bytes. */
const endsKept = 4096;

/** A complete line, or the two ends of one that was over the limit. */
export type Line =
  | { readonly text: string }
  | { readonly size: number; readonly head: string; readonly tail: string };

/**
 * Cuts a byte stream into lines. Chunks are kept in a list and joined once per line: joining at every chunk, as a growing
 * buffer does, makes a 32 MB message take seconds.
 */
export class LineReader {
  private chunks: Buffer[] = [];
  private size = 0;
  /** Set while inside a line over the limit: its first and, so far, last bytes. */
  private oversized: { head: Buffer; tail: Buffer } | undefined;

  constructor(
    private readonly limit: number,
    private readonly onLine: (line: Line) => void,
  ) {}

  /** Takes the next bytes of the stream. */
  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      // Nearly every message is one whole line of one chunk: it needs no list.
      if (this.size === 0 && end > start && end - start <= this.limit) {
        this.onLine({ text: chunk.toString('utf8', start, end) });
      } else {
        this.keep(chunk.subarray(start, end));
        this.finishLine();
      }
      start = end + 1;
    }
    if (start < chunk.length) this.keep(chunk.subarray(start));
  }

  /** The text after the last line break, when the stream has ended. */
  rest(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }

  private keep(part: Buffer): void {
    this.size += part.length;
    if (this.oversized) {
      this.oversized.tail = lastBytes(Buffer.concat([this.oversized.tail, part]));
    } else if (this.size > this.limit) {
      const whole = Buffer.concat([...this.chunks, part]);
      this.oversized = { head: Buffer.from(whole.subarray(0, endsKept)), tail: lastBytes(whole) };
      this.chunks = [];
    } else if (part.length > 0) {
      this.chunks.push(part);
    }
  }

  private finishLine(): void {
    const { chunks, size, oversized } = this;
    this.chunks = [];
    this.size = 0;
    this.oversized = undefined;
    if (oversized)
      this.onLine({ size, head: oversized.head.toString('utf8'), tail: oversized.tail.toString('utf8') });
    else if (size > 0)
      this.onLine({ text: (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8') });
  }
}

function lastBytes(buffer: Buffer): Buffer {
  return Buffer.from(buffer.subarray(Math.max(0, buffer.length - endsKept)));
}
