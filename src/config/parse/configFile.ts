import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type FailureError, failure } from '../../base/failure';
import type { Problem } from '../model/definition';
import { problemLine } from '../model/definition';
import { type ParsedConfig, parseConfig } from './parseConfig';

/** Reads a configuration file. One that is missing is a `configuration` failure with these steps. */
export async function readConfigFile(file: string, nextSteps: readonly string[]): Promise<ParsedConfig> {
  const absolute = path.resolve(file);
  const text = await readFile(absolute, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'ENOENT' ? `There is no ${file} here` : `${file} cannot be read (${error.code})`;
    throw failure('configuration', `${why}: ${absolute}`, nextSteps);
  });
  return parseConfig(text, { file: absolute, folder: path.dirname(absolute) });
}

/** Why a configuration cannot be used as a whole: its first error, and the others as its detail. */
export function unusableConfig(
  file: string,
  problems: readonly Problem[],
  nextSteps: readonly string[],
): FailureError {
  const [first, ...more] = problems.filter(({ severity }) => severity === 'error');
  const place = first && `line ${first.range.line}, column ${first.range.column}: ${first.message}`;
  const detail = more.map((problem) => problemLine(file, problem)).join('\n');
  return failure('configuration', `${file} cannot be used: ${place}`, nextSteps, detail);
}
