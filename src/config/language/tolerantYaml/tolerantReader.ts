import { FlowReader } from './tolerantFlow';
import {
  cursorMark,
  deepestNesting,
  endsKey,
  isBlank,
  isComment,
  lineEnd,
  lineStart,
  nextLine,
  nextWord,
  plainScalar,
  quotedScalar,
  skipBlanks,
  skipVariable,
  special,
} from './tolerantScalars';
import type { TolerantCollection, TolerantEntry, TolerantScalar, TolerantTree } from './tolerantTree';

/**
 * Reads the file line by line, without ever giving up: while a person types it is broken most of the time, and a parser of YAML
 * recovers too late and only from what is likely in a finished file.
 */
export function readTolerantly(text: string): TolerantTree {
  return { text, root: new LooseReader(text).read() };
}

/** An open collection; the document is one without a collection, left of every column. */
interface Frame {
  readonly indent: number;
  readonly node?: TolerantCollection;
  /** What a deeper line belongs to. */
  last: TolerantEntry;
}

class LooseReader {
  private readonly root: TolerantEntry;
  private readonly frames: Frame[];
  private readonly flow: FlowReader;

  constructor(private readonly text: string) {
    this.root = { marked: true, from: 0, to: text.length };
    this.frames = [{ indent: -1, last: this.root }];
    this.flow = new FlowReader(text);
  }

  read(): TolerantEntry {
    let at = this.text.startsWith('\uFEFF') ? 1 : 0;
    while (at < this.text.length) {
      const start = skipBlanks(this.text, at);
      const end = lineEnd(this.text, start);
      const empty = start >= end || isComment(this.text, start) || isMarker(this.text, at);
      const next = empty ? nextLine(this.text, start) : this.content(start, start - at);
      at = Math.max(next, at + 1);
    }
    return this.root;
  }

  /** Reads from the first word of a line, or from what follows a dash, and says where the next line begins. */
  private content(from: number, column: number): number {
    const { text } = this;
    if (this.isDash(from)) {
      const item = this.place(from, column, 'list');
      item.marked = true;
      const inner = skipBlanks(text, from + 1);
      if (inner >= lineEnd(text, from) || isComment(text, inner)) return this.close(item, from + 1);
      const nested =
        this.frames.length < deepestNesting && (this.isDash(inner) || this.keyAt(inner) !== undefined);
      return nested ? this.content(inner, column + inner - from) : this.value(item, inner, column);
    }
    const key = this.keyAt(from);
    if (key) {
      const entry = this.place(from, column, 'map');
      entry.key = key.scalar;
      entry.marked = true;
      const inner = skipBlanks(text, key.colon + 1);
      if (inner >= lineEnd(text, key.colon) || isComment(text, inner))
        return this.close(entry, key.colon + 1);
      return this.value(entry, inner, column);
    }
    return this.alone(from, column);
  }

  /** A line without colon or dash: half-written text, or the value of the line above. */
  private alone(from: number, column: number): number {
    const { text } = this;
    const scalar = this.scalar(from, column);
    if (scalar.to === from + 1 && text[from] === cursorMark) return this.emptyLine(scalar, column);
    this.leave(column);
    const { last, indent } = this.frames.at(-1)!;
    if ((text[from] === '{' || text[from] === '[') && column > indent && !last.value)
      return this.value(last, from, indent);
    if (column > indent && isOpenText(last)) return this.goOn(last, scalar.to);
    return this.fill(this.place(from, column), scalar);
  }

  /** The cursor is as deep as the next line needs it: no entry may come between a key and what is below it. */
  private emptyLine(cursor: TolerantScalar, column: number): number {
    const { text } = this;
    const { from } = cursor;
    const next = nextWord(text, from);
    const { last, indent } = this.frames.at(-1)!;
    const depth = next - lineStart(text, next);
    if (next >= text.length) return this.fill(this.place(from, column), cursor);
    if (depth > indent && isOpenText(last) && !this.isDash(next) && !this.keyAt(next))
      return this.goOn(last, cursor.to);
    const isOpen = last.marked && !last.value;
    if (isOpen && this.isDash(next) && depth >= indent)
      return this.fill(this.place(from, depth, 'list'), cursor);
    const deeper = depth > column || (isOpen && depth > indent);
    return this.fill(this.place(from, deeper ? depth : column), cursor);
  }

  private goOn(entry: TolerantEntry & { value: TolerantScalar }, to: number): number {
    entry.value.to = to;
    return this.close(entry, to);
  }

  private fill(entry: TolerantEntry, scalar: TolerantScalar): number {
    if (entry.parent!.kind === 'list') entry.value = scalar;
    else entry.key = scalar;
    return this.close(entry, scalar.to);
  }

  private isDash(at: number): boolean {
    return this.text[at] === '-' && (isBlank(this.text, at + 1) || this.text[at + 1] === cursorMark);
  }

  private value(entry: TolerantEntry, start: number, indent: number): number {
    const { text } = this;
    let from = start;
    // Anchors and tags.
    for (let end = lineEnd(text, from); /[&!]/.test(text[from] ?? ''); ) {
      while (from < end && !isBlank(text, from)) from++;
      from = skipBlanks(text, from);
      if (from >= end || isComment(text, from)) return this.close(entry, from);
    }
    if (text[from] === '{' || text[from] === '[') {
      const next = this.flow.read(entry, from, indent);
      // One that was never closed ends where the next line begins.
      return this.close(entry, next, next === lineStart(text, next) ? next : undefined);
    }
    const header = /^[|>][-+\d]{0,2}[ \t]*(?:#.*)?$/.test(text.slice(from, lineEnd(text, from)));
    entry.value = header ? this.blockScalar(from, indent) : this.scalar(from, indent);
    return this.close(entry, entry.value.to);
  }

  private scalar(from: number, indent: number): TolerantScalar {
    return this.text[from] === '"' || this.text[from] === "'"
      ? quotedScalar(this.text, from, indent)
      : plainScalar(this.text, from);
  }

  private blockScalar(from: number, indent: number): TolerantScalar {
    let to = lineEnd(this.text, from);
    for (let line = nextLine(this.text, from); line < this.text.length; line = nextLine(this.text, line)) {
      const first = skipBlanks(this.text, line);
      const end = lineEnd(this.text, first);
      if (first < end && first - line <= indent) break;
      if (first < end) to = end;
    }
    return { kind: 'scalar', from, to, closed: true, block: true };
  }

  /** The key that a line begins with. */
  private keyAt(from: number): { scalar: TolerantScalar; colon: number } | undefined {
    const { text } = this;
    const end = lineEnd(text, from);
    if (text[from] === '"' || text[from] === "'") {
      const scalar = quotedScalar(text, from, Number.MAX_SAFE_INTEGER);
      const colon = skipBlanks(text, scalar.to);
      return endsKey(text, colon, false) ? { scalar, colon } : undefined;
    }
    if (/[{}[\],#|>&*!%@`]/.test(text[from]!)) return undefined;
    for (let at = from; at < end; at++) {
      if (!special.has(text[at]!)) continue;
      if (isComment(text, at)) break;
      if (text.startsWith('${', at)) at = skipVariable(text, at) - 1;
      if (!endsKey(text, at, false)) continue;
      let to = at;
      while (to > from && /[ \t]/.test(text[to - 1]!)) to--;
      return { scalar: { kind: 'scalar', from, to, closed: true, block: false }, colon: at };
    }
    return undefined;
  }

  /** A new entry for a line at a column; of the collection that is nearest where none is quite there. */
  private place(from: number, column: number, kind?: 'map' | 'list'): TolerantEntry {
    this.leave(column);
    let top = this.frames.at(-1)!;
    // A list may be as deep as its key: a dash opens it, and the next key ends it.
    const below = this.frames.at(-2);
    if (kind !== 'list' && top.node?.kind === 'list' && below?.indent === column) {
      this.frames.pop();
      top = below;
    } else if (kind === 'list' && top.node?.kind === 'map' && top.indent === column && !top.last.value)
      top = this.open(top.last, from, column, 'list');
    if (top.indent < column) {
      const { value } = top.last;
      if (!value) top = this.open(top.last, from, column, kind ?? 'map');
      // Entries of another column are there already: it belongs to them all the same.
      else if (value.kind !== 'scalar' && !value.flow) top = this.enter(value);
      else if (!top.node) top = this.open({ ...this.root }, from, column, kind ?? 'map');
    }
    const entry: TolerantEntry = { parent: top.node!, marked: false, from, to: from };
    top.node!.entries.push(entry);
    top.last = entry;
    return entry;
  }

  private open(owner: TolerantEntry, from: number, indent: number, kind: 'map' | 'list'): Frame {
    const node: TolerantCollection = { kind, flow: false, from, to: from, indent, entries: [], owner };
    owner.value = node;
    return this.enter(node);
  }

  private enter(node: TolerantCollection): Frame {
    const frame = { indent: node.indent, node, last: node.entries.at(-1) ?? node.owner };
    this.frames.push(frame);
    return frame;
  }

  private leave(column: number): void {
    while (this.frames.at(-1)!.indent > column) this.frames.pop();
  }

  /** Everything around an entry reaches at least to its end; the rest of its line belongs to nothing. */
  private close(entry: TolerantEntry, to: number, next = nextLine(this.text, to)): number {
    for (let at: TolerantEntry | undefined = entry; at; at = at.parent?.owner) {
      at.to = Math.max(at.to, to);
      if (at.value && at.value.kind !== 'scalar') at.value.to = Math.max(at.value.to, to);
    }
    return next;
  }
}

/** A line about the document as a whole. */
function isMarker(text: string, at: number): boolean {
  return text[at] === '%' || text.startsWith('---', at) || text.startsWith('...', at);
}

/** Whether the value of an entry is a text that may continue in the next line. */
function isOpenText(entry: TolerantEntry): entry is TolerantEntry & { value: TolerantScalar } {
  return entry.value?.kind === 'scalar' && !entry.value.quote;
}
