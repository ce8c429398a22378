import { looksSecret, mask, Redactor } from '../../base/redaction';
import { oneLine } from '../../base/text';
import { secretsInText, withoutSecrets } from '../../config/variables/plainSecrets';

/** A longer text in the arguments of a call is cut. */
const longestText = 500;
/** How much of a text is checked. */
const longestLooked = 2000;
/** How many items of a list, or keys of an object, are shown. */
const mostItems = 50;
const deepest = 5;

type Arguments = Readonly<Record<string, unknown>>;

/** Arguments without values that look like secrets, by name or by value. */
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

/** A text about a call, without the secrets in its arguments: servers repeat them in errors and in progress messages. */
export function saidOf(args: Arguments, text: string): string {
  const known = redactors.get(args) ?? new Redactor(secretsOf(args, false, 0));
  redactors.set(args, known);
  return known.redact(text);
}

/** The secret texts in a value; `told` means that a key above it marks it as secret. */
function secretsOf(value: unknown, told: boolean, depth: number): readonly string[] {
  if (typeof value === 'string') {
    const text = value.slice(0, longestLooked);
    return told || withoutSecrets(text) === mask ? [text] : secretsInText(text);
  }
  if (typeof value !== 'object' || value === null || depth > deepest) return [];
  const entries = Object.entries(value).slice(0, mostItems);
  return entries.flatMap(([key, item]) => secretsOf(item, told || looksSecret(key), depth + 1));
}
