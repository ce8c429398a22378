import { isDeepStrictEqual } from 'node:util';
import type { InputEntry } from '../model/schema';

/** What the configuration file and the secret storage already have. */
export interface KnownInputs {
  readonly inputs?: Readonly<Record<string, InputEntry>>;
  /** The stored values of `secret` inputs. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Collects the inputs that imported servers need. An id that already exists with another meaning is not reused. */
export class InputRegistry {
  private readonly entries = new Map<string, InputEntry>();
  private readonly values = new Map<string, string>();

  constructor(private readonly known: KnownInputs = {}) {}

  get inputs(): Record<string, InputEntry> {
    return Object.fromEntries(this.entries);
  }

  /** The values of new inputs. */
  get secrets(): Record<string, string> {
    return Object.fromEntries(this.values);
  }

  /** Adds an input and returns the id that it got. */
  declare(wanted: string, entry: InputEntry, value?: string): string {
    for (let count = 1; ; count += 1) {
      const id = count === 1 ? inputId(wanted) : `${inputId(wanted)}-${count}`;
      const there = this.entries.get(id) ?? ownOf(this.known.inputs, id);
      if (there && !this.means(id, there, entry, value)) continue;
      this.entries.set(id, there ?? entry);
      if (value !== undefined) this.values.set(id, value);
      return id;
    }
  }

  private means(id: string, there: InputEntry, entry: InputEntry, value: string | undefined): boolean {
    const stored = this.values.get(id) ?? ownOf(this.known.secrets, id);
    // Inputs are the same only with the same answer.
    if (value !== undefined) return stored === value && there.type === entry.type;
    return isDeepStrictEqual(there, entry) && !this.values.has(id);
  }
}

/** The ids of the inputs that an entry asks for. */
export function inputIdsOf(entry: unknown): readonly string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string')
      for (const [, id] of value.matchAll(/\$\{input:([^}]*)\}/g)) found.add(id!);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(entry);
  return [...found];
}

/** A word that is valid in `${input:…}` and needs no quotes in YAML. */
function inputId(text: string): string {
  const id = text
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[^A-Za-z_]+/, '')
    .replace(/-+$/, '');
  return id === '' || id === '__proto__' ? 'input' : id;
}

function ownOf<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
