import { isDeepStrictEqual } from 'node:util';
import type { WrittenEntry } from '../model/entryTypes';
import { serverSchema } from '../model/schema';
import type { ImportedServer } from './importServers';

/** A server whose name is taken. */
export interface NameClash {
  readonly name: string;
  /** Whether the server that is there means the same. */
  readonly same: boolean;
  /** A name that is not taken, such as `weather-2`. */
  readonly freeName: string;
}

/** The servers whose names are already taken, with a free name for each. */
export function findClashes(
  servers: readonly ImportedServer[],
  existing: Readonly<Record<string, WrittenEntry>>,
): readonly NameClash[] {
  const taken = new Set([...Object.keys(existing), ...servers.map(({ name }) => name)]);
  return servers
    .filter(({ name }) => Object.hasOwn(existing, name))
    .map(({ name, entry }) => {
      const free = freeName(name, taken);
      taken.add(free);
      return { name, same: sameEntry(existing[name], entry), freeName: free };
    });
}

/** The name, or the first of `name-2`, `name-3` and so on that is not taken. */
export function freeName(name: string, taken: Iterable<string>): string {
  const names = new Set(taken);
  const [, stem = name, number = '1'] = /^(.+)-(\d{1,6})$/.exec(name) ?? [];
  let free = name;
  for (let count = Number(number) + 1; names.has(free); count += 1) free = `${stem}-${count}`;
  return free;
}

/** Whether two entries mean the same, however they are written. */
export function sameEntry(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(meaning(a), meaning(b));
}

function meaning(entry: unknown): unknown {
  const parsed = serverSchema.safeParse(entry);
  if (!parsed.success) return entry;
  const { type, disabled, ...rest } = parsed.data;
  const isImplied = type === 'http' || type === 'stdio' || type === 'ws';
  const known = Object.entries({
    ...rest,
    disabled: disabled || undefined,
    type: isImplied ? undefined : type?.replace('-h', 'H'),
  });
  return Object.fromEntries(known.filter(([, value]) => !isEmpty(value)));
}

/** Values that mean the same as a missing key. */
function isEmpty(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
