const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** How much of each end of an oversized event is kept, to find out which request it answered. Bytes. */
const endsKept = 4096;

/** One event of a stream, or the two ends of the data of one that was over the limit. */
export type SseEvent =
  | {
      readonly type: string;
      readonly data: string;
      readonly id?: string;
      readonly retry?: string;
    }
  | { readonly size: number; readonly head: string; readonly tail: string };

/**
 * Cuts a byte stream into server-sent events. Chunks are kept in a list and joined once per line, so a large message costs no
 * more than its bytes. https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export class SseReader {
  private chunks: Uint8Array[] = [];
  private lineSize = 0;
  private newline = lineFeed;
  private sawNewline = false;
  private first = true;

  private type = '';
  private data: string[] = [];
  private size = 0;
  private id: string | undefined;
  private retry: string | undefined;
  private ends: { head: Buffer; tail: Buffer } | undefined;

  constructor(
    private readonly limit: number,
    private readonly onEvent: (event: SseEvent) => void,
  ) {}

  /** Takes the next bytes of the stream. */
  push(part: Uint8Array): void {
    const chunk = this.sawNewline ? part : this.findNewline(part);
    let start = 0;
    for (let end = chunk.indexOf(this.newline); end !== -1; end = chunk.indexOf(this.newline, start)) {
      this.keep(chunk.subarray(start, end));
      this.finishLine();
      start = end + 1;
    }
    if (start < chunk.length) this.keep(chunk.subarray(start));
  }

  /** The stream has ended: servers that omit the last empty line still have an event here. */
  end(): void {
    if (this.lineSize > 0) this.finishLine();
    this.dispatch();
  }

  /** A few streams end their lines with a lone carriage return. */
  private findNewline(part: Uint8Array): Uint8Array {
    const last = this.chunks.at(-1);
    let chunk = part;
    if (last && last[last.length - 1] === carriageReturn) {
      chunk = Buffer.concat([...this.chunks, part]);
      this.chunks = [];
      this.lineSize = 0;
    }
    const at = chunk.indexOf(carriageReturn);
    const feed = chunk.indexOf(lineFeed);
    const lone = at !== -1 && at + 1 < chunk.length && chunk[at + 1] !== lineFeed;
    if (lone && (feed === -1 || at < feed)) this.newline = carriageReturn;
    this.sawNewline = feed !== -1 || this.newline === carriageReturn;
    return chunk;
  }

  private keep(part: Uint8Array): void {
    this.lineSize += part.length;
    if (this.ends) {
      this.ends.tail = lastBytes(Buffer.concat([this.ends.tail, part]));
      this.size += part.length;
    } else if (this.size + this.lineSize > this.limit) {
      const whole = Buffer.concat([Buffer.from(this.data.join('\n')), ...this.chunks, part]);
      this.ends = { head: Buffer.from(whole.subarray(0, endsKept)), tail: lastBytes(whole) };
      this.size += this.lineSize;
      this.chunks = [];
      this.data = [];
    } else if (part.length > 0) this.chunks.push(part);
  }

  private finishLine(): void {
    const { chunks, lineSize } = this;
    this.chunks = [];
    this.lineSize = 0;
    if (this.ends && lineSize > 1) return;
    if (this.ends) {
      if (lineSize === 0 || lastByte(this.ends.tail) === carriageReturn) this.dispatch();
      return;
    }
    const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    if (this.first && text.startsWith('\ufeff')) text = text.slice(1);
    this.first = false;
    if (text.endsWith('\r')) text = text.slice(0, -1);
    if (!text.includes('\r')) this.readLine(text);
    else for (const line of text.split('\r')) this.readLine(line);
  }

  private readLine(line: string): void {
    if (line === '') {
      this.dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') {
      this.data.push(value);
      this.size += value.length;
    } else if (field === 'event') this.type = value;
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retry = value;
  }

  private dispatch(): void {
    const { type, data, id, retry, ends, size } = this;
    this.type = '';
    this.data = [];
    this.size = 0;
    this.id = undefined;
    this.retry = undefined;
    this.ends = undefined;
    if (ends) this.onEvent({ size, head: withoutField(ends.head), tail: ends.tail.toString('utf8') });
    else if (data.length > 0 || id !== undefined || retry !== undefined)
      this.onEvent({ type: type || 'message', data: data.join('\n'), id, retry });
  }
}

function withoutField(head: Buffer): string {
  return head.toString('utf8').replace(/^data: ?/, '');
}

function lastBytes(buffer: Buffer): Buffer {
  return Buffer.from(buffer.subarray(Math.max(0, buffer.length - endsKept)));
}

function lastByte(buffer: Buffer): number | undefined {
  return buffer[buffer.length - 1];
}
