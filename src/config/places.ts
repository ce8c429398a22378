import { type Document, isAlias, isMap, isPair, isSeq, type LineCounter, type Node, type Pair } from 'yaml';
import type { Range } from './definition';

/** Finds the place in the text of anything in a parsed YAML document. */
export class Places {
  constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
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

  /** The place from one offset to another. */
  ofOffsets(from: number, to: number): Range {
    const start = this.lines.linePos(from);
    const end = this.lines.linePos(Math.max(from + 1, to));
    return { line: start.line, column: start.col, endLine: end.line, endColumn: end.col };
  }

  private start(): Range {
    return { line: 1, column: 1, endLine: 1, endColumn: 2 };
  }

  private ofNode(node: unknown): Range | undefined {
    const range = (node as Node | null | undefined)?.range;
    return range ? this.ofOffsets(range[0], range[1]) : undefined;
  }

  private walk(path: readonly PropertyKey[]): { node: unknown; pair?: Pair } {
    let node: unknown = this.document.contents;
    let pair: Pair | undefined;
    for (const step of path) {
      const here = isAlias(node) ? node.resolve(this.document) : node;
      if (isMap(here)) {
        const next = here.items.find((item) => isPair(item) && String(item.key) === String(step));
        if (!next) break;
        pair = next;
        node = next.value ?? next.key;
      } else if (isSeq(here) && here.items[Number(step)] !== undefined) {
        pair = undefined;
        node = here.items[Number(step)];
      } else break;
    }
    return { node, pair };
  }
}
