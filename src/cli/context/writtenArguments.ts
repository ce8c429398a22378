import { abortable } from '../../base/async';
import { failure } from '../../base/failure';
import type { WrittenArguments } from '../../pool/typedArguments';

/** The arguments of a call as they were written: words, and the JSON of `--args`, which may name a file or stdin. */
export async function writtenArguments(
  words: readonly string[],
  json: string | undefined,
  signal?: AbortSignal,
): Promise<WrittenArguments> {
  return { words, given: json === undefined ? {} : await readJsonArguments(json, signal) };
}

async function readJsonArguments(source: string, signal?: AbortSignal): Promise<Record<string, unknown>> {
  const text =
    source === '-'
      ? await abortable(readInput(), signal)
      : source.startsWith('@')
        ? await readArgumentFile(source.slice(1))
        : source;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw failure('usage', `--args is not valid JSON: ${(error as Error).message}.`, [
      'Quote it for the shell: --args \'{"key": "value"}\'',
    ]);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw failure('usage', '--args must be a JSON object.', ['Write --args \'{"key": "value"}\'']);
  }
  return value as Record<string, unknown>;
}

async function readInput(): Promise<string> {
  const { text } = await import('node:stream/consumers');
  return text(process.stdin);
}

async function readArgumentFile(file: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw failure('usage', `The file '${file}' of --args cannot be read (${error.code}).`);
  });
}
