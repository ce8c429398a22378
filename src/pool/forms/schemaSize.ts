/** How large something of JSON is. */
export interface Extent {
  /** Objects, lists, and their entries. */
  readonly nodes: number;
  /** The characters of all its texts and names. */
  readonly signs: number;
  /** How deep its lists and objects are nested. */
  readonly depth: number;
}

/** Measures a value of JSON without recursion; returns undefined as soon as it has more nodes or characters than that. */
export function extentOf(
  value: unknown,
  most: Pick<Extent, 'nodes' | 'signs'>,
  onName?: (name: string) => void,
): Extent | undefined {
  let nodes = 0;
  let signs = 0;
  let deepest = 0;
  const open: [value: unknown, depth: number][] = [[value, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [at, depth] = next;
    nodes++;
    if (typeof at === 'string') signs += at.length;
    if (typeof at === 'object' && at !== null) {
      deepest = Math.max(deepest, depth);
      if (Array.isArray(at)) {
        if (nodes + open.length + at.length > most.nodes) return undefined;
        for (const one of at) open.push([one, depth + 1]);
      } else
        for (const name in at) {
          signs += name.length;
          onName?.(name);
          open.push([(at as Record<string, unknown>)[name], depth + 1]);
          if (nodes + open.length > most.nodes) return undefined;
        }
    }
    if (nodes > most.nodes || signs > most.signs) return undefined;
  }
  return { nodes, signs, depth: deepest };
}
