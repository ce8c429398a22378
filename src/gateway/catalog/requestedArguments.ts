import { looksSecret, mask, Redactor } from '../../base/redaction';
import { oneLine } from '../../base/text';
import { secretsInText, withoutSecrets } from '../../config/variables/plainSecrets';

/** A longer text in the arguments of a call is cut. */
const longestText = 500;
/** So much of a text is looked at. */
const longestLooked = 2000;
/** So many of the items of a list, or keys of an object, are shown. */
const mostItems = 50;
const deepest = 5;

type Arguments = Readonly<Record<string, unknown>>;

/** Arguments without what has the look of a secret, by its name or by itself. */
export function argumentsToShow(args: Arguments): unknown {
  return shown(args, 0);
}

function shown(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return oneLine(withoutSecrets(value.slice(0, longestLooked)), longestText);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return '…';
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => shown(item, depth + 1));
  const entries = Object.entries(value).slice(0, mostItems);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, looksSecret(key) ? mask : shown(item, depth + 1)]),
  );
}

const redactors = new WeakMap<Arguments, Redactor>();

/** What is said of a call, without what is secret in its arguments: servers repeat them in errors and in what they say of progress. */
export function saidOf(args: Arguments, text: string): string {
  const known = redactors.get(args) ?? new Redactor(secretsOf(args, false, 0));
  redactors.set(args, known);
  return known.redact(text);
}

/** The texts in a value that are secret; `told` says that a key above it tells so. */
function secretsOf(value: unknown, told: boolean, depth: number): readonly string[] {
  if (typeof value === 'string') {
    const text = value.slice(0, longestLooked);
    return told || withoutSecrets(text) === mask ? [text] : secretsInText(text);
  }
  if (typeof value !== 'object' || value === null || depth > deepest) return [];
  const entries = Object.entries(value).slice(0, mostItems);
  return entries.flatMap(([key, item]) => secretsOf(item, told || looksSecret(key), depth + 1));
}
