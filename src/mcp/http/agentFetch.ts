import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { abortable } from '../../base/async';
import { limitConnecting, type ProxyConnections, requestOver } from './proxyConnections';

/**
 * Sends one request through a proxy, and answers as Node's `fetch` does without one. It follows no redirect: all callers
 * decide that themselves and ask for `manual`, and with anything else a redirect is an error.
 */
export async function agentFetch(
  url: string | URL,
  init: RequestInit,
  connections: ProxyConnections,
): Promise<Response> {
  const signal = init.signal ?? undefined;
  // Node's own reading of the arguments, but for the signal: this one would follow another.
  const asked = new Request(url, { ...init, signal: null });
  const body = asked.body && Buffer.from(await asked.arrayBuffer());
  signal?.throwIfAborted();
  const address = new URL(asked.url);
  address.hash = '';
  const { headers, ...way } = connections.requestFor(address, signal);
  const { method } = asked;
  const call = requestOver(way.protocol)({
    ...way,
    method,
    headers: { ...headersOf(asked, address, body), ...headers },
  });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    // Errors may also come after the answer has begun.
    call.once('response', resolve).on('error', reject).once('socket', limitConnecting);
    // Such as after a switch to another protocol.
    call.once('close', () => reject(Object.assign(new Error('no answer'), { code: 'ECONNRESET' })));
  });
  call.end(body);
  try {
    return responseOf(await abortable(answer, signal), asked, signal);
  } catch (error) {
    call.destroy();
    throw error;
  }
}

/** They are about one connection, which may be the one to the proxy. */
const notSent = ['proxy-authorization', 'transfer-encoding', 'keep-alive', 'upgrade', 'expect'];

/** The headers of a request as Node's `fetch` would send them. */
function headersOf(
  { headers, method }: Request,
  { protocol, host }: URL,
  body: Buffer | null,
): Record<string, string> {
  const coding = protocol === 'https:' ? 'br, gzip, deflate' : 'gzip, deflate';
  const refused = notSent.find((name) => headers.has(name));
  if (refused) throw new TypeError(`the header ${refused} cannot be sent`);
  const sent = {
    ...{ accept: '*/*', 'accept-language': '*', 'sec-fetch-mode': 'cors', 'user-agent': 'node' },
    ...{ 'accept-encoding': coding, ...Object.fromEntries(headers), host },
  };
  const length = body?.length ?? (/^(?:POST|PUT)$/.test(method) ? 0 : undefined);
  return length === undefined ? sent : { ...sent, 'content-length': String(length) };
}

function responseOf(message: IncomingMessage, asked: Request, signal: AbortSignal | undefined): Response {
  const { statusCode: status = 0, statusMessage: statusText, rawHeaders } = message;
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!);
  if (asked.redirect !== 'manual' && [301, 302, 303, 307, 308].includes(status) && headers.has('location'))
    throw new TypeError('unexpected redirect');
  const isEmpty = asked.method === 'HEAD' || [204, 205, 304].includes(status);
  if (isEmpty) message.resume();
  const body = isEmpty ? null : bodyOf(message, decoded(message, headers.get('content-encoding')), signal);
  return new Response(body, { status, statusText, headers });
}

/** As much is read ahead as ends most answers whose body no one reads: their connection is then free again. */
const ahead = new ByteLengthQueuingStrategy({ highWaterMark: 64 * 1024 });

function bodyOf(message: Readable, chunks: Readable, signal?: AbortSignal): ReadableStream<Uint8Array> {
  const iterator: AsyncIterator<Uint8Array> = chunks[Symbol.asyncIterator]();
  let abort: () => void;
  const ended = () => signal?.removeEventListener('abort', abort);
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        abort = () => {
          controller.error(signal?.reason);
          message.destroy();
        };
        if (signal?.aborted) abort();
        else signal?.addEventListener('abort', abort, { once: true });
      },
      async pull(controller) {
        try {
          const { value, done } = await iterator.next();
          if (!done) return controller.enqueue(value);
          ended();
          return controller.close();
        } catch (cause) {
          ended();
          message.destroy();
          // Without effect on a stream that was aborted or canceled.
          return controller.error(new TypeError('terminated', { cause }));
        }
      },
      cancel() {
        ended();
        message.destroy();
      },
    },
    ahead,
  );
}

// What arrives is passed on at once, and an end that is missing is no error, as in Node's `fetch`.
const zlib = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const brotli = { flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH };

const decoders = new Map<string, (source: Readable) => Readable>([
  ['gzip', (source) => pipeline(source, createGunzip(zlib), () => undefined)],
  ['x-gzip', (source) => pipeline(source, createGunzip(zlib), () => undefined)],
  ['br', (source) => pipeline(source, createBrotliDecompress(brotli), () => undefined)],
  ['deflate', (source) => Readable.from(inflated(source))],
]);

function decoded(message: Readable, encoding: string | null): Readable {
  const codings = encoding?.toLowerCase().split(/\s*,\s*/) ?? [];
  if (codings.length > 5) throw new Error(`the answer is encoded ${codings.length} times`);
  const chosen = codings.map((coding) => decoders.get(coding.trim()));
  if (!chosen.every((decoder) => decoder !== undefined)) return message;
  return chosen.reduceRight<Readable>((source, decoder) => decoder(source), message);
}

/** Some servers leave out the header of zlib, whose first byte ends with the digit 8. */
async function* inflated(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  const { value: first, done } = await chunks.next();
  if (done) return;
  const all = async function* () {
    yield first;
    yield* { [Symbol.asyncIterator]: () => chunks };
  };
  const inflate = (first[0]! & 15) === 8 ? createInflate(zlib) : createInflateRaw(zlib);
  yield* pipeline(all, inflate, () => undefined);
}
