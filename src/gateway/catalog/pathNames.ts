import { createHash } from 'node:crypto';

/** The longest name that all known clients accept. */
const longest = 64;

/** A name that is valid in a path: the name itself if possible, else without invalid characters and with a hash. */
export function pathName(name: string): string {
  return /^[\w-](?:[\w. -]*[\w-])?$/.test(name) ? name : hashed(name.replace(/[^\w-]+/g, '_'), [name]);
}

/**
 * The name of a tool or prompt among those of all servers: `server__tool`, always, so that it does not change when another server
 * comes. Of letters, digits, `_` and `-`, at most 64: a name that needed more than that has a hash at its end.
 */
export function poolName(server: string, name: string): string {
  const plain = `${server}__${name}`;
  // With two underscores in a name, two pairs could give one name.
  const fits = /^[\w-]+$/.test(plain) && plain.length <= longest && !server.includes('__');
  return fits ? plain : hashed(plain.replace(/[^\w-]+/g, '_'), [server, name]);
}

/** Gives each item its name; where two servers of one name would clash, the later gets a hash of its id. */
export function namesOf<T extends { readonly server: { readonly id: string; readonly name: string } }>(
  items: readonly T[],
  nameOf: (item: T) => string,
): ReadonlyMap<string, T> {
  const named = new Map<string, T>();
  for (const item of items) {
    const { id, name } = item.server;
    const plain = poolName(name, nameOf(item));
    named.set(named.has(plain) ? hashed(plain, [id, nameOf(item)]) : plain, item);
  }
  return named;
}

function hashed(name: string, of: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 8);
  return `${name.slice(0, longest - hash.length - 1)}_${hash}`;
}
