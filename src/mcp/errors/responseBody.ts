import { badResponse, HttpFault, oversized, webPage } from './httpFault';

/** The first words of a body, without markup. */
export function excerpt(text: string): string | undefined {
  const words = text
    .slice(0, 20_000)
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words ? words.slice(0, 300) : undefined;
}

/** Whether a body is a web page. */
export function isWebPage(text: string, contentType = ''): boolean {
  return (
    /\bhtml\b/i.test(contentType) || /^\s*<(?:!doctype|html|head|body|\?xml)\b/i.test(text.slice(0, 200))
  );
}

/** Reads a whole body as JSON. Throws an {@link HttpFault} when it is too large, empty or something else. */
export async function parseJsonBody(response: Response, limit: number): Promise<unknown> {
  const text = await readText(response, limit);
  if (text.trim() === '') throw badResponse('it sent an empty answer');
  try {
    return JSON.parse(text);
  } catch {
    const type = response.headers.get('content-type') ?? '';
    if (isWebPage(text, type)) throw webPage(response.status, excerpt(text));
    throw badResponse(`its answer is not JSON${type ? ` (${type})` : ''}`, excerpt(text));
  }
}

async function readText(response: Response, limit: number): Promise<string> {
  if (!response.body) return '';
  const announced = Number(response.headers.get('content-length') ?? 0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  try {
    if (announced > limit) throw oversized(announced, limit);
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > limit) throw oversized(size, limit);
      chunks.push(value);
    }
  } catch (error) {
    if (error instanceof HttpFault) await reader.cancel().catch(() => undefined);
    throw error;
  }
  return Buffer.concat(chunks, size).toString('utf8');
}
