import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createGzip } from 'node:zlib';

const block = Buffer.alloc(1024 * 1024, ' ');

/** How the connection of an endless answer ended. */
export interface Endless {
  /** Resolves when the other side let go of it. */
  readonly closed: Promise<unknown>;
}

/**
 * Answers with a body that has no end, of which a thousandth goes over the wire: spaces behind the first words, packed. It stops
 * when the other side closes the connection.
 */
export function answerEndlessly(
  response: ServerResponse,
  status: number,
  { type = 'text/plain', first = 'Out of order' }: { readonly type?: string; readonly first?: string } = {},
): Endless {
  const closed = once(response, 'close');
  response.writeHead(status, { 'content-type': type, 'content-encoding': 'gzip' });
  const gzip = createGzip({ level: 1 });
  gzip.on('error', () => undefined);
  gzip.pipe(response);
  gzip.write(first);
  const more = () => {
    if (!response.closed && !response.destroyed) gzip.write(block, () => setImmediate(more));
  };
  more();
  return { closed };
}
