/** A text of the file: a key, a value or an item. */
export interface TolerantScalar {
  readonly kind: 'scalar';
  /** Where it begins and ends, its quotes included. */
  readonly from: number;
  to: number;
  readonly quote?: '"' | "'";
  /** Whether its closing quote is there. */
  readonly closed: boolean;
  /** Written over lines of its own below `|` or `>`. */
  readonly block: boolean;
}

/** A map or a list. */
export interface TolerantCollection {
  readonly kind: 'map' | 'list';
  /** Written in braces or brackets. */
  readonly flow: boolean;
  readonly from: number;
  to: number;
  /** The column of its keys or dashes. */
  readonly indent: number;
  readonly entries: TolerantEntry[];
  readonly owner: TolerantEntry;
}

/** A key with its value, an item of a list, or the document as a whole. */
export interface TolerantEntry {
  /** Undefined for the document. */
  readonly parent?: TolerantCollection;
  key?: TolerantScalar;
  /** Whether the colon or dash that makes it one is there; always for an item in brackets. */
  marked: boolean;
  readonly from: number;
  to: number;
  value?: TolerantScalar | TolerantCollection;
}

/** The file as far as it can be understood, however broken it is. */
export interface TolerantTree {
  readonly text: string;
  readonly root: TolerantEntry;
}

/** A scalar with the entry that it is in. */
export interface Found {
  readonly scalar: TolerantScalar;
  readonly entry: TolerantEntry;
  readonly isKey: boolean;
}

/** The text of a scalar; several lines stay as they are written. */
export function textOf({ text }: TolerantTree, scalar: TolerantScalar): string {
  const { from, to } = insideOf(scalar);
  const written = text.slice(from, to);
  if (scalar.quote === "'") return written.replaceAll("''", "'");
  if (scalar.quote !== '"' || !written.includes('\\')) return written;
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return written;
  }
}

/** The range of the text of a scalar, without its quotes. */
export function insideOf(scalar: TolerantScalar): { from: number; to: number } {
  const edge = scalar.quote ? 1 : 0;
  return { from: scalar.from + edge, to: scalar.to - (scalar.closed ? edge : 0) };
}

/** The name of an entry: its key, or its index in its list. */
export function entryName(tree: TolerantTree, entry: TolerantEntry): string {
  if (entry.parent?.kind === 'list') return String(entry.parent.entries.indexOf(entry));
  return entry.key ? textOf(tree, entry.key) : '';
}

/** The names from the top of the file down to an entry. */
export function pathOf(tree: TolerantTree, entry: TolerantEntry): string[] {
  const path: string[] = [];
  for (let at = entry; at.parent; at = at.parent.owner) path.unshift(entryName(tree, at));
  return path;
}

/** The entries of a map or list. */
export function entriesOf(entry: TolerantEntry | undefined): readonly TolerantEntry[] {
  return entry?.value && entry.value.kind !== 'scalar' ? entry.value.entries : [];
}

/** The entry at a path. */
export function entryAt(tree: TolerantTree, path: readonly string[]): TolerantEntry | undefined {
  let entry: TolerantEntry | undefined = tree.root;
  for (const step of path) entry = entriesOf(entry).find((one) => entryName(tree, one) === step);
  return entry;
}

/** The servers of the file, under either name of the key. */
export function serverEntries(tree: TolerantTree): readonly TolerantEntry[] {
  return entriesOf(entryAt(tree, ['mcpServers']) ?? entryAt(tree, ['servers']));
}

/** The texts of an entry: its value, its items, or a text on a line of its own below the key. */
export function textsOf(tree: TolerantTree, entry: TolerantEntry | undefined): readonly string[] {
  if (entry?.value?.kind === 'scalar') return [textOf(tree, entry.value)];
  return entriesOf(entry).flatMap((one) => {
    if (one.value?.kind === 'scalar' && one.parent?.kind === 'list') return [textOf(tree, one.value)];
    return one.key && !one.marked ? [textOf(tree, one.key)] : [];
  });
}

/** The scalar at an offset; `to` itself counts, since the cursor is there after typing. */
export function scalarAt(tree: TolerantTree, offset: number): Found | undefined {
  const touches = (scalar: TolerantScalar) => scalar.from <= offset && offset <= scalar.to;
  const search = (entry: TolerantEntry): Found | undefined => {
    if (entry.key && touches(entry.key)) return { scalar: entry.key, entry, isKey: true };
    if (entry.value?.kind === 'scalar')
      return touches(entry.value) ? { scalar: entry.value, entry, isKey: false } : undefined;
    for (const one of entriesOf(entry)) {
      const found = one.from <= offset && offset <= one.to ? search(one) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  return search(tree.root);
}
