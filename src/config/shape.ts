import type { z } from 'zod';
import { didYouMean } from '../base/didYouMean';
import type { Reports } from './reports';

const typeNames: Record<string, string> = {
  string: 'text',
  array: 'a list',
  record: 'a map',
  object: 'a map',
  boolean: 'true or false',
  number: 'a number',
};

/** What unions take, by their key: zod tells only that nothing fits. */
const unions: Record<string, string> = {
  inheritEnv: "'safe', 'all' or a list of names",
  restart: 'true, false or a number of tries from 0 to 100',
  scopes: 'text or a list of texts',
};

/** Says what is wrong with the shape of a value of `owner`, such as "'env' of 'a' must be a map." */
export function shapeMessage(owner: string, issue: z.core.$ZodIssue): string {
  const where = issue.path.length > 0 ? `'${issue.path.map(String).join('.')}' of '${owner}'` : `'${owner}'`;
  // The schema's own words complete the sentence.
  if (issue.message.startsWith('must ')) return `${where} ${issue.message}.`;
  if (issue.code === 'invalid_type')
    return `${where} must be ${typeNames[issue.expected] ?? issue.expected}.`;
  if (issue.code === 'invalid_union')
    return `${where} must be ${unions[String(issue.path.at(-1))] ?? 'text'}.`;
  if (issue.code === 'too_small' && issue.origin === 'number')
    return `${where} must be at least ${issue.minimum}.`;
  if (issue.code === 'too_small') return `${where} must not be empty.`;
  if (issue.code === 'too_big') return `${where} must be at most ${issue.maximum}.`;
  if (issue.code === 'invalid_value')
    return `${where} must be one of ${issue.values.map((value) => `'${String(value)}'`).join(', ')}.`;
  return `${where}: ${issue.message}`;
}

/** Reports keys that are not known, with the one that was probably meant; `x-*` are notes of the person. */
export function reportUnknownKeys(
  value: object,
  known: readonly string[],
  reports: Reports,
  at: readonly PropertyKey[] = [],
): void {
  const free = known.filter((key) => !Object.hasOwn(value, key));
  for (const key of Object.keys(value)) {
    if (known.includes(key) || key.startsWith('x-')) continue;
    const guess = didYouMean(key, known);
    const message = `Unknown key '${key}'. ${guess ? `Did you mean '${guess}'?` : `It is ignored.`}`;
    const range = reports.places.ofKey(reports.pathOf([...at, key]));
    const fixes =
      guess && free.includes(guess)
        ? [{ title: `Change to '${guess}'`, edits: [{ range, text: guess }] }]
        : [];
    reports.add('warning', 'unknown-key', message, [...at, key], { range, fixes });
  }
}
