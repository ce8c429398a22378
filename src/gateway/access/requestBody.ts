import type { GatewayLimits } from './gatewayOptions';
import { problem } from './problemDetails';

type BodyLimits = Pick<GatewayLimits, 'body' | 'depth'>;

/** Reads a JSON body; undefined when there is none. A body that is too large, too deep or not JSON is a problem. */
export async function readJsonBody(request: Request, limits: BodyLimits): Promise<unknown> {
  const bytes = await readBytes(request, limits);
  if (bytes.length === 0) return undefined;
  checkType(request);
  return parseJson(bytes, limits);
}

/** Reads a body that must be a JSON object; an empty one is the empty object. */
export async function readObject(request: Request, limits: BodyLimits): Promise<Record<string, unknown>> {
  const value = (await readJsonBody(request, limits)) ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw problem(400, 'request', 'The body must be a JSON object.', ['Send {"key": "value"}.']);
  return value as Record<string, unknown>;
}

function checkType(request: Request): void {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type))
    throw problem(415, 'request', 'The body must be JSON.', ['Send Content-Type: application/json.']);
  if (!/^(?:identity)?$/i.test(request.headers.get('content-encoding') ?? ''))
    throw problem(415, 'request', 'The body must not be compressed.');
}

async function readBytes(request: Request, { body }: BodyLimits): Promise<Buffer> {
  const tooLarge = () =>
    problem(413, 'request', `The body is larger than ${body} bytes.`, [], { connection: 'close' });
  if (Number(request.headers.get('content-length') ?? 0) > body) throw tooLarge();
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  try {
    for (let part = await readPart(reader); !part.done; part = await readPart(reader)) {
      length += part.value.length;
      if (length > body) {
        await reader.cancel().catch(() => undefined);
        throw tooLarge();
      }
      chunks.push(part.value);
    }
  } finally {
    reader.releaseLock();
  }
  return Buffer.concat(chunks);
}

/** A client that disconnects in the middle is not our error. */
function readPart(reader: ReadableStreamDefaultReader<Uint8Array>) {
  return reader.read().catch(() => {
    throw problem(400, 'request', 'The body is incomplete.');
  });
}

function parseJson(bytes: Buffer, { depth }: BodyLimits): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw problem(400, 'request', 'The body is not UTF-8.');
  }
  if (depthOf(text) > depth)
    throw problem(400, 'request', `The body is nested more than ${depth} levels deep.`);
  try {
    return JSON.parse(text, (key, value) => {
      // Copied by careless code, it would change all objects.
      if (key === '__proto__') throw problem(400, 'request', "The body must not have the key '__proto__'.");
      return value;
    });
  } catch (error) {
    if (error instanceof SyntaxError)
      throw problem(400, 'request', `The body is not valid JSON: ${error.message}.`, [
        'Check the quotes and commas.',
      ]);
    throw error;
  }
}

/** How deep objects and lists are nested, without building them. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inText) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) inText = true;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}
