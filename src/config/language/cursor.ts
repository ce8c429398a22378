import { readTolerantly } from './tolerantYaml/tolerantReader';
import {
  cursorMark,
  isBlank,
  lineEnd,
  lineStart,
  nextWord,
  skipBlanks,
} from './tolerantYaml/tolerantScalars';
import {
  entryName,
  type Found,
  insideOf,
  pathOf,
  scalarAt,
  type TolerantEntry,
  type TolerantTree,
  textOf,
} from './tolerantYaml/tolerantTree';

/** A stretch of the text, by offsets. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where the cursor is, in terms of the file. */
export interface Cursor {
  /** Of the map that a key is in, of the key of a value, of the list of an item. */
  readonly path: readonly string[];
  readonly at: 'key' | 'value' | 'item';
  /** What is typed up to the cursor. */
  readonly prefix: string;
  /** The range to replace: the whole word, without its quotes. */
  readonly replace: Span;
  /** The other keys of the map; the other items of the list. */
  readonly siblings: readonly string[];
  /** The variable whose name the cursor is in. */
  readonly variable?: CursorVariable;
  /** The text to insert before it: a blank, a dash, or the missing indentation. */
  readonly lead: string;
  /** The text to insert after it: the comma before the next entry. */
  readonly tail: string;
  /** The column of the keys around the cursor. */
  readonly indent: number;
  readonly style: 'block' | 'flow' | 'json';
  /** The quote that the word is in. */
  readonly quote?: '"' | "'";
  /** Whether the text after the word is already there: the colon of a key, the closing quote of a text. */
  readonly ended: boolean;
  /** The file as it is, with a mark at the cursor. */
  readonly tree: TolerantTree;
}

/** A variable that is being typed. */
export interface CursorVariable {
  /** Behind `${`, or behind `$` when that is all there is. */
  readonly from: number;
  /** Behind the name. */
  readonly to: number;
  readonly typed: string;
  /** Whether its `{` and its `}` are there. */
  readonly opened: boolean;
  readonly closed: boolean;
}

/** Where the cursor is at an offset; undefined in a comment and wherever nothing can be written. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const start = lineStart(text, offset);
  const before = text.slice(start, offset);
  const after = text.slice(offset, lineEnd(text, offset));
  // Before the first word of a line there is only its indentation.
  if (/^\s*$/.test(before) && /^(?:[ \t]+[^\s#]|-\s|[{[])/.test(after)) return undefined;
  // Nothing can be inserted right before a comment either.
  if (after.startsWith('#') && isBlank(text, offset - 1)) return undefined;
  const tree = readTolerantly(`${text.slice(0, offset)}${cursorMark}${text.slice(offset)}`);
  const found = scalarAt(tree, offset);
  if (!found || !tree.text.slice(found.scalar.from, found.scalar.to).includes(cursorMark)) return undefined;
  const inside = insideOf(found.scalar);
  if (offset < inside.from || offset > inside.to - 1) return undefined;
  const { entry, scalar } = found;
  if (hasOtherValue(tree.text, found) || lacksComma(tree.text, entry)) return undefined;
  const at = entry.parent?.kind === 'list' ? 'item' : found.isKey ? 'key' : 'value';
  // A text may have several lines; what is replaced never has.
  const from = Math.max(inside.from, start + /^\s*/.exec(before)![0].length);
  const to = Math.min(Math.max(offset, inside.to - 1), offset + after.length);
  return {
    path: pathOf(tree, at === 'value' ? entry : (entry.parent?.owner ?? entry)),
    at,
    prefix: text.slice(from, offset),
    // Wrong indentation is replaced.
    replace: { from: rightColumn(tree.text, entry) === undefined ? from : start, to },
    siblings: siblingsOf(tree, entry, at),
    variable: found.isKey && entry.marked ? undefined : variableAt(text, offset, from),
    tail: tailOf(tree.text, found),
    lead: leadOf(tree.text, found, at),
    indent: entry.parent?.indent ?? 0,
    style: styleOf(tree, entry),
    quote: scalar.quote,
    ended: found.isKey && at === 'key' ? entry.marked : scalar.closed,
    tree,
  };
}

/** Whether the value of a key is in brackets after the cursor or on the lines below, so that no other fits. */
function hasOtherValue(text: string, { scalar, entry, isKey }: Found): boolean {
  if (isKey || !entry.parent || entry.parent.flow) return false;
  const written = text.slice(scalar.from, scalar.to);
  if (written !== cursorMark) return new RegExp(`^${cursorMark}\\s*[[{|>]`).test(written);
  const next = nextWord(text, scalar.to);
  const depth = next - lineStart(text, next);
  const { indent, kind } = entry.parent;
  const isList = kind === 'map' && depth === indent && /^-\s/.test(text.slice(next, next + 2));
  return next < text.length && (depth > indent || isList);
}

/** Whether a comma must be written first. */
function lacksComma(text: string, entry: TolerantEntry): boolean {
  const { flow = false, entries = [] } = entry.parent ?? {};
  const before = entries[entries.indexOf(entry) - 1];
  return flow && before !== undefined && !text.slice(before.to, entry.from).includes(',');
}

function tailOf(text: string, { entry, scalar }: Found): string {
  const { flow = false, entries = [] } = entry.parent ?? {};
  const after = entries[entries.indexOf(entry) + 1];
  // Where a word already is, the person omitted its comma.
  if (!flow || !after || text.slice(scalar.from, scalar.to) !== cursorMark) return '';
  return text.slice(entry.to, after.from).includes(',') ? '' : ',';
}

/** The column that an entry beginning at the cursor should have and does not. */
function rightColumn(text: string, { parent, marked, from }: TolerantEntry): number | undefined {
  const start = lineStart(text, from);
  if (!parent || skipBlanks(text, start) < from) return undefined;
  if (parent.flow) return from - start <= parent.indent ? parent.indent + 2 : undefined;
  return marked || from - start === parent.indent ? undefined : parent.indent;
}

function leadOf(text: string, { entry, scalar }: Found, at: Cursor['at']): string {
  const { parent } = entry;
  const column = rightColumn(text, entry);
  if (column !== undefined) return `${' '.repeat(column)}${at === 'item' && !parent?.flow ? '- ' : ''}`;
  if (at === 'item' && !entry.marked) return '- ';
  const before = text[scalar.from - 1];
  if (at === 'value') return before === ':' ? ' ' : '';
  if (parent?.flow) return before === ',' ? ' ' : '';
  return at === 'item' && before === '-' && scalar.from === entry.from + 1 ? ' ' : '';
}

function siblingsOf(tree: TolerantTree, entry: TolerantEntry, at: Cursor['at']): string[] {
  const others = (entry.parent?.entries ?? []).filter((one) => one !== entry);
  if (at === 'item')
    return others.flatMap(({ value }) => (value?.kind === 'scalar' ? [textOf(tree, value)] : []));
  return others.filter(({ key, marked }) => key && marked).map((one) => entryName(tree, one));
}

function styleOf({ root }: TolerantTree, { parent }: TolerantEntry): Cursor['style'] {
  if (root.value && root.value.kind !== 'scalar' && root.value.flow) return 'json';
  return parent?.flow ? 'flow' : 'block';
}

function variableAt(text: string, offset: number, from: number): CursorVariable | undefined {
  const match = /\$(?:(\{)([^{}]*))?$/.exec(text.slice(from, offset));
  if (!match) return undefined;
  const [, opened, typed = ''] = match;
  const to = opened ? offset + /^[\w:.-]*/.exec(text.slice(offset, offset + 200))![0].length : offset;
  return { from: offset - typed.length, to, typed, opened: opened !== undefined, closed: text[to] === '}' };
}
