import { commandLine, oneLine } from '../../base/text';
import type { Span } from './cursor';
import { readTolerantly } from './tolerantYaml/tolerantReader';
import {
  entriesOf,
  entryName,
  type TolerantEntry,
  type TolerantTree,
  textsOf,
} from './tolerantYaml/tolerantTree';

/** Something in the outline of a file. */
export interface FileSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'section' | 'server' | 'input' | 'key';
  /** All of it, and its name. */
  readonly range: Span;
  readonly selectionRange: Span;
  readonly children: readonly FileSymbol[];
}

const longestDetail = 80;
/** The values below these may be secret, so they are not shown. */
const mayBeSecret = ['env', 'headers', 'oauth'];

/** The outline of a file, as far as it can be understood. */
export function symbolsOf(text: string): FileSymbol[] {
  const tree = readTolerantly(text);
  return named(tree, tree.root).map((section) => {
    const name = entryName(tree, section);
    const kind =
      name === 'mcpServers' || name === 'servers' ? 'server' : name === 'inputs' ? 'input' : undefined;
    const children = named(tree, section).map((entry) =>
      kind ? symbol(tree, entry, kind, detailOf(tree, entry, kind), keys(tree, entry)) : keyOf(tree, entry),
    );
    return symbol(tree, section, 'section', '', children);
  });
}

/** How a server is launched, in short: its command line, its address, or its type. */
export function launchWords(tree: TolerantTree, entry: TolerantEntry): string {
  const of = (key: string) =>
    textsOf(
      tree,
      named(tree, entry).find((one) => entryName(tree, one) === key),
    );
  const [command] = of('command');
  if (command !== undefined) return oneLine(commandLine(command, of('args')), longestDetail);
  const [url] = of('url');
  // What follows the path may be a token.
  return oneLine(
    url?.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//') ?? of('type')[0] ?? '',
    longestDetail,
  );
}

function named(tree: TolerantTree, entry: TolerantEntry): TolerantEntry[] {
  return entriesOf(entry).filter((one) => one.key && one.marked && entryName(tree, one) !== '');
}

function detailOf(tree: TolerantTree, entry: TolerantEntry, kind: 'server' | 'input'): string {
  if (kind === 'server') return launchWords(tree, entry);
  const description = named(tree, entry).find((one) => entryName(tree, one) === 'description');
  return oneLine(textsOf(tree, description)[0] ?? '', longestDetail);
}

function keys(tree: TolerantTree, entry: TolerantEntry): FileSymbol[] {
  return named(tree, entry).map((one) => keyOf(tree, one));
}

function keyOf(tree: TolerantTree, entry: TolerantEntry): FileSymbol {
  const hidden = mayBeSecret.includes(entryName(tree, entry));
  const below = named(tree, entry).map((one) => symbol(tree, one, 'key', '', []));
  const detail = hidden || below.length > 0 ? '' : oneLine(textsOf(tree, entry).join(', '), longestDetail);
  return symbol(tree, entry, 'key', detail, below);
}

function symbol(
  tree: TolerantTree,
  entry: TolerantEntry,
  kind: FileSymbol['kind'],
  detail: string,
  children: readonly FileSymbol[],
): FileSymbol {
  const { from, to } = entry.key!;
  const range = { from: Math.min(entry.from, from), to: Math.max(entry.to, to) };
  return { name: entryName(tree, entry), detail, kind, range, selectionRange: { from, to }, children };
}
