import type * as z from 'zod';
import { didYouMean } from '../../base/didYouMean';
import { shown } from '../../base/text';
import { timesOf } from '../model/duration';
import { identityProviderKeys, oauthKeys } from '../model/oauthSchema';
import type { ProblemCollector } from '../yaml/problemCollector';
import { keyEdit, valueFix } from '../yaml/quickFixEdits';

const typeNames: Record<string, string> = {
  string: 'text',
  array: 'a list',
  record: 'a map',
  object: 'a map',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

/** What unions accept, by their key: zod only says that nothing fits. */
const unions: Record<string, string> = {
  inheritEnv: "'safe', 'all' or a list of names",
  restart: 'true, false or a number of attempts from 0 to 100',
  scopes: 'text or a list of texts',
};

/** Reports problems with the shape of `owner`, such as "'env' of 'a' must be a map.", and returns them. */
export function reportShape(
  owner: string,
  issues: readonly z.core.$ZodIssue[],
  reports: ProblemCollector,
  at: readonly PropertyKey[] = [],
): readonly string[] {
  return issues.map((issue) => {
    const path = [...at, ...issue.path];
    const units = typeof issue.input === 'number' ? timesOf(issue.input) : [];
    const needsUnit = issue.code === 'custom' && issue.params?.unit && units.length > 0;
    const where = issue.path.length > 0 ? `${nameOf(issue.path)} of '${owner}'` : `'${owner}'`;
    const message = `${where} ${needsUnit ? `needs a unit: ${units.join(' or ')}?` : `${wordsOf(issue)}.`}`;
    const fixes = needsUnit ? units.map((text) => valueFix(reports, path, text)) : [];
    reports.add('error', 'shape', message, path, { fixes });
    return message;
  });
}

function nameOf(path: readonly PropertyKey[]): string {
  return `'${shown(path.map(String).join('.'))}'`;
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined) return 'is missing';
  const wanted = wantedBy(issue);
  return issue.input === null ? `is empty: it ${wanted}. Remove it if it has no value` : wanted;
}

function wantedBy(issue: z.core.$ZodIssue): string {
  // The message of the schema completes the sentence.
  if (issue.code === 'custom' || issue.code === 'invalid_format') return issue.message;
  if (issue.code === 'invalid_type') return `must be ${typeNames[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_union') return `must be ${unions[String(issue.path.at(-1))] ?? 'text'}`;
  if (issue.code === 'too_small' && issue.origin === 'number') return `must be at least ${issue.minimum}`;
  if (issue.code === 'too_small') return 'must not be empty';
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`;
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map((value) => `'${String(value)}'`).join(', ')}`;
  return 'has an invalid value';
}

/** Reports an unknown key, with the one that was probably meant. */
export function unknownKey(key: string, guess: string | undefined): string {
  if (key.startsWith('//'))
    return "'//' does not start a comment: the line is read as a key. Start it with '#'.";
  return `Unknown key '${shown(key)}'. ${guess ? `Did you mean '${guess}'?` : 'It is ignored.'}`;
}

/** Reports the keys of a server, or of the defaults of servers, that are not known. */
export function reportEntryKeys(entry: object, known: readonly string[], reports: ProblemCollector): void {
  reportUnknownKeys(entry, known, reports);
  const { oauth } = entry as { oauth?: { identityProvider?: unknown } | null };
  reportUnknownKeys(oauth, oauthKeys, reports, ['oauth']);
  reportUnknownKeys(oauth?.identityProvider, identityProviderKeys, reports, ['oauth', 'identityProvider']);
}

/** Reports unknown keys, with the one that was probably meant; `x-*` are notes of the person. */
export function reportUnknownKeys(
  value: unknown,
  known: readonly string[],
  reports: ProblemCollector,
  at: readonly PropertyKey[] = [],
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const key of Object.keys(value)) {
    if (known.includes(key) || key.startsWith('x-')) continue;
    const guess = didYouMean(key, known);
    const message = unknownKey(key, guess);
    const path = [...at, key];
    const fixes =
      guess && !Object.hasOwn(value, guess)
        ? [{ title: `Change to '${guess}'`, edits: [keyEdit(reports, path, guess)] }]
        : [];
    reports.add('warning', 'unknown-key', message, path, { key: true, fixes });
  }
}
