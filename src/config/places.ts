import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  visit,
} from 'yaml';
import type { Range } from './definition';

/** Finds the place in the text of anything in a parsed YAML document. */
export class Places {
  constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
    private readonly text: string,
  ) {}

  /** The place of the value at a path; of the nearest parent there is when the value itself is missing. */
  of(path: readonly PropertyKey[]): Range {
    const found = this.walk(path);
    return this.ofNode(found.node) ?? this.start();
  }

  /** The place of the key at a path, such as the name of a server. */
  ofKey(path: readonly PropertyKey[]): Range {
    const pair = this.walk(path).pair;
    return this.ofNode(pair?.key) ?? this.of(path);
  }

  /** The first line of what the file holds: for what is wrong with it as a whole. */
  top(): Range {
    const { line, column, endLine, endColumn } = this.of([]);
    return endLine === line ? { line, column, endLine, endColumn } : this.ofLine(line, column);
  }

  /** The text of a number or boolean as it was written, or undefined when it comes from a merge. */
  written(path: readonly PropertyKey[]): string | undefined {
    const { node, complete } = this.walk(path);
    const value = isAlias(node) ? node.resolve(this.document) : node;
    return complete && isScalar(value) ? value.source : undefined;
  }

  /** The place of a part of the text of a value, which is written there as it is; of the whole value when it is not. */
  within(path: readonly PropertyKey[], part: string): Range {
    const range = (this.walk(path).node as Node | null | undefined)?.range;
    const at = range ? this.text.indexOf(part, range[0]) : -1;
    return range && at >= 0 && at < range[1] ? this.ofOffsets(at, at + part.length) : this.of(path);
  }

  /** The text that stands at a place. */
  textOf({ line, column, endLine, endColumn }: Range): string {
    const { lineStarts } = this.lines;
    return this.text.slice(lineStarts[line - 1]! + column - 1, lineStarts[endLine - 1]! + endColumn - 1);
  }

  /** Whether there is something at a path. */
  has(path: readonly PropertyKey[]): boolean {
    return this.walk(path).complete;
  }

  /** The start of the line below a key that opens a block; undefined when its value stands on the same line. */
  belowKey(path: readonly PropertyKey[]): Range | undefined {
    const { line } = this.ofKey(path);
    const start = this.lines.lineStarts[line];
    const { pair } = this.walk(path);
    if (start === undefined || (isMap(pair?.value) && pair.value.flow)) return undefined;
    return { line: line + 1, column: 1, endLine: line + 1, endColumn: 1 };
  }

  /** Whether the last line of the text is ended. */
  endsWithBreak(): boolean {
    return this.text === '' || this.text.endsWith('\n');
  }

  /** The end of the text. */
  end(): Range {
    const { line, col } = this.lines.linePos(this.text.length);
    return { line, column: col, endLine: line, endColumn: col };
  }

  /** The aliases that stand for nothing. */
  danglingAliases(): readonly { readonly name: string; readonly range: Range }[] {
    const found: Alias[] = [];
    visit(this.document, {
      Alias: (_, alias) => {
        if (!alias.resolve(this.document)) found.push(alias);
      },
    });
    return found.map((alias) => ({ name: alias.source, range: this.ofNode(alias) ?? this.start() }));
  }

  /** The first merge key `<<` whose value is no map. */
  badMerge(): Range | undefined {
    let bad: Pair | undefined;
    visit(this.document, {
      Pair: (_, pair) => {
        if (!isScalar(pair.key) || pair.key.source !== '<<') return undefined;
        const value = isAlias(pair.value) ? pair.value.resolve(this.document) : pair.value;
        const sources = isSeq(value) ? value.items : [value];
        if (sources.every((one) => isMap(isAlias(one) ? one.resolve(this.document) : one))) return undefined;
        bad = pair;
        return visit.BREAK;
      },
    });
    return this.ofNode(bad?.key);
  }

  /** The place from one offset to another. */
  ofOffsets(from: number, to: number): Range {
    const start = this.lines.linePos(from);
    const end = this.lines.linePos(Math.max(from + 1, to));
    return { line: start.line, column: start.col, endLine: end.line, endColumn: end.col };
  }

  private start(): Range {
    return { line: 1, column: 1, endLine: 1, endColumn: 2 };
  }

  private ofLine(line: number, column: number): Range {
    const next = this.lines.lineStarts[line];
    // Without the line break itself.
    const width = next === undefined ? 1 : next - (this.lines.lineStarts[line - 1] ?? 0) - 1;
    return { line, column, endLine: line, endColumn: Math.max(column + 1, width + 1) };
  }

  private ofNode(node: unknown): Range | undefined {
    const range = (node as Node | null | undefined)?.range;
    return range ? this.ofOffsets(range[0], range[1]) : undefined;
  }

  private walk(path: readonly PropertyKey[]): { node: unknown; pair?: Pair; complete: boolean } {
    let node: unknown = this.document.contents;
    let pair: Pair | undefined;
    for (const step of path) {
      const here = isAlias(node) ? node.resolve(this.document) : node;
      if (isMap(here)) {
        const next = here.items.find((item) => isPair(item) && String(item.key) === String(step));
        if (!next) return { node, pair, complete: false };
        pair = next;
        node = next.value ?? next.key;
      } else if (isSeq(here) && here.items[Number(step)] !== undefined) {
        pair = undefined;
        node = here.items[Number(step)];
      } else return { node, pair, complete: false };
    }
    return { node, pair, complete: true };
  }
}
