import type { Readable } from 'node:stream';

/** One event of a stream of a gateway. */
export interface ReadEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: unknown;
}

/** Reads server-sent events as our gateway writes them: one line of data each, and comments that only keep the stream alive. */
export async function* readEvents(stream: Readable): AsyncGenerator<ReadEvent> {
  stream.setEncoding('utf8');
  // A large result comes in many pieces: they are joined once, at its end.
  let pieces: string[] = [];
  for await (const piece of stream as AsyncIterable<string>) {
    const before = pieces.at(-1)?.at(-1) ?? '';
    pieces.push(piece);
    if (!`${before}${piece}`.includes('\n\n')) continue;
    const blocks = pieces.join('').split('\n\n');
    pieces = [blocks.pop()!];
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
  }
}

function parse(block: string): ReadEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([^:]*): ?(.*)$/s.exec(line) ?? [];
    fields.set(name, value);
  }
  const data = fields.get('data');
  if (!data) return undefined;
  return { event: fields.get('event') ?? 'message', id: fields.get('id'), data: JSON.parse(data) };
}
