import type { InputEntry } from '../model/schema';
import type { InputRegistry } from './inputRegistry';
import { isRecord, own, stringOf, stringsOf } from './json';

/** Declares the `inputs` of VS Code as ours; returns the id that each of them got. */
export function convertInputs(
  raw: unknown,
  book: InputRegistry,
  note: (sentence: string) => void,
): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  if (raw === undefined) return ids;
  if (!Array.isArray(raw)) {
    note("The 'inputs' are not a list and were skipped.");
    return ids;
  }
  for (const one of raw) {
    const id = stringOf(own(one, 'id'));
    if (!isRecord(one) || id === undefined || id.trim() === '') {
      note('An input without an id was skipped.');
      continue;
    }
    ids.set(id, book.declare(id, inputOf(id, one, note)));
  }
  return ids;
}

function inputOf(id: string, raw: Record<string, unknown>, note: (sentence: string) => void): InputEntry {
  const type = own(raw, 'type');
  const description = stringOf(own(raw, 'description'));
  const standard = stringOf(own(raw, 'default'));
  const shared = {
    ...(description === undefined ? {} : { description }),
    ...(standard === undefined ? {} : { default: standard }),
  };
  if (type === 'pickString') {
    const options = optionsOf(own(raw, 'options'));
    if (options && options.length > 0) return { type: 'pick', ...shared, options };
    note(`The input '${id}' has no options to pick from: it is a text now.`);
  } else if (type === 'command') {
    const command = stringOf(own(raw, 'command')) ?? '';
    note(`The input '${id}' ran the command '${command}': MCP Pool asks you for it once instead.`);
  } else if (type !== 'promptString' && type !== undefined)
    note(`The input '${id}' is of an unknown type: it is a text now.`);
  // A default of a secret would be a secret in the file.
  if (own(raw, 'password') === true)
    return { type: 'secret', ...(description === undefined ? {} : { description }) };
  return { type: 'text', ...shared };
}

function optionsOf(raw: unknown): string[] | undefined {
  return stringsOf(
    Array.isArray(raw)
      ? raw.map((one) => (isRecord(one) ? (own(one, 'value') ?? own(one, 'label')) : one))
      : raw,
  );
}
