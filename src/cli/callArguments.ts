import { readFile } from 'node:fs/promises';
import { text as readStream } from 'node:stream/consumers';
import type { Tool } from '@modelcontextprotocol/client';
import { abortable } from '../base/async';
import { didYouMean } from '../base/didYouMean';
import { failure } from '../base/failure';

/** Makes the arguments of a call from `key=value` words and `--args`; the words win. */
export async function callArguments(
  tool: Tool,
  words: readonly string[],
  json: string | undefined,
  signal?: AbortSignal,
): Promise<Record<string, unknown>> {
  const { fieldsOf, readField } = await import('../engine');
  const schema = tool.inputSchema as Record<string, unknown>;
  const fields = fieldsOf(schema);
  const args = json === undefined ? {} : await readJsonArguments(json, signal);
  for (const word of words) {
    const [key, value] = splitWord(word);
    const field = fields.find((one) => one.name === key);
    if (field) {
      const reading = readField(field, value);
      if ('problem' in reading) {
        throw failure('arguments', `'${key}' ${reading.problem}, but it is '${value}'.`, [
          `'${key}' takes ${field.expected}.`,
        ]);
      }
      args[key] = reading.value;
    } else if (fields.length > 0 && !schema.additionalProperties) {
      const names = fields.map((one) => one.name);
      const guess = didYouMean(key, names);
      throw failure('arguments', `'${tool.name}' has no argument '${key}'.`, [
        guess ? `Did you mean '${guess}'?` : `It takes: ${names.join(', ')}.`,
      ]);
    } else {
      args[key] = value;
    }
  }
  return args;
}

/** Makes the arguments of a prompt, which are all text. */
export function promptArguments(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map(splitWord));
}

function splitWord(word: string): [string, string] {
  const at = word.indexOf('=');
  if (at < 1)
    throw failure('usage', `Arguments are written key=value, not '${word}'.`, [
      "Or give them all as JSON: --args '{…}'",
    ]);
  return [word.slice(0, at), word.slice(at + 1)];
}

async function readJsonArguments(source: string, signal?: AbortSignal): Promise<Record<string, unknown>> {
  const text =
    source === '-'
      ? await abortable(readStream(process.stdin), signal)
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

function readArgumentFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw failure('usage', `The file '${file}' of --args cannot be read (${error.code}).`);
  });
}
