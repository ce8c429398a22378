import {
  cursorMark,
  deepestNesting,
  isBlank,
  isComment,
  lineEnd,
  lineStart,
  nextLine,
  nextWord,
  plainScalar,
  quotedScalar,
  skipBlanks,
} from './tolerantScalars';
import type { TolerantCollection, TolerantEntry, TolerantScalar } from './tolerantTree';

/** Reads lists and maps in brackets, finished or not. */
export class FlowReader {
  constructor(private readonly text: string) {}

  /**
   * Reads the collection that begins at an offset as the value of an entry, and returns where to continue. One that is never
   * closed ends where a line is indented no deeper than `indent`, as the collection around it continues there.
   */
  read(owner: TolerantEntry, from: number, indent: number): number {
    const at = this.collection(owner, from, indent);
    return at.next;
  }

  private collection(
    owner: TolerantEntry,
    from: number,
    indent: number,
    depth = 0,
  ): { next: number; ended: boolean } {
    const { text } = this;
    const kind = text[from] === '{' ? 'map' : 'list';
    const node: TolerantCollection = { kind, flow: true, from, to: from + 1, indent, entries: [], owner };
    owner.value = node;
    let entry: TolerantEntry | undefined;
    const add = (at: number, marked: boolean): TolerantEntry => {
      const added = { parent: node, marked, from: at, to: at };
      node.entries.push(added);
      return added;
    };
    let at = from + 1;
    for (;;) {
      const gap = this.skip(at, indent);
      at = gap.next;
      node.to = at;
      if (gap.ended) return gap;
      const character = text[at]!;
      if (character === '}' || character === ']') {
        node.to = at + 1;
        return { next: at + 1, ended: false };
      }
      if (character === ',') {
        entry = undefined;
        at++;
      } else if (character === ':' && kind === 'map' && entry && !entry.value) {
        entry.marked = true;
        entry.to = ++at;
      } else if ((character === '{' || character === '[') && depth < deepestNesting) {
        if (!entry || entry.value || !entry.marked) entry = add(at, true);
        const inner = this.collection(entry, at, indent, depth + 1);
        at = inner.next;
        entry.to = at;
        if (inner.ended) {
          node.to = at;
          return inner;
        }
        if (kind === 'list') entry = undefined;
      } else {
        const scalar = this.scalar(at, indent, kind);
        if (kind === 'list') add(at, true).value = scalar;
        else if (entry?.marked && !entry.value) entry.value = scalar;
        else {
          entry = add(at, false);
          entry.key = scalar;
        }
        at = scalar.to;
        (entry ?? node.entries.at(-1)!).to = at;
      }
    }
  }

  /** Skips blanks, comments and line breaks; ends at a line that belongs to what is around. */
  private skip(from: number, indent: number): { next: number; ended: boolean } {
    const { text } = this;
    let at = from;
    for (;;) {
      at = skipBlanks(text, at);
      if (isComment(text, at)) at = lineEnd(text, at);
      if (at >= text.length) return { next: at, ended: true };
      if (!isBlank(text, at)) return { next: at, ended: false };
      at = nextLine(text, at);
      if (this.isOutside(at, indent)) return { next: at, ended: true };
    }
  }

  /** Whether the line at an offset belongs to what is around. */
  private isOutside(line: number, indent: number): boolean {
    const { text } = this;
    let first = skipBlanks(text, line);
    if (first - line > indent || first >= lineEnd(text, first)) return false;
    // The cursor alone on its line is where the next words are.
    if (text[first] === cursorMark) first = isBlank(text, first + 1) ? nextWord(text, first) : first + 1;
    return first - lineStart(text, first) <= indent && !/[\]},#]/.test(text[first] ?? '');
  }

  private scalar(at: number, indent: number, kind: 'map' | 'list'): TolerantScalar {
    const { text } = this;
    if (text[at] === '"' || text[at] === "'") return quotedScalar(text, at, indent);
    return plainScalar(text, at, kind);
  }
}
