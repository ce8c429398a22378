import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Range } from '../model/definition';
import { type AliasCheck, isMergeKey } from './aliasCheck';

/** Finds the place in the text of anything in a parsed YAML document. */
export class SourceMap {
  private readonly lines = new LineCounter();
  private readonly pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  constructor(
    private readonly document: Document,
    private readonly survey: AliasCheck,
    private readonly text: string,
  ) {
    // The parser miscounts lines where it meets something it cannot read.
    this.lines.addNewLine(0);
    for (const { index } of text.matchAll(/\n/g)) this.lines.addNewLine(index + 1);
  }

  /** The place of the value at a path; of the nearest parent there is when the value itself is missing. */
  of(path: readonly PropertyKey[]): Range {
    const { node, pair } = this.walk(path);
    // An empty value has no place of its own: its key is used.
    const empty = isScalar(node) && node.range?.[0] === node.range?.[1];
    return this.ofNode(empty && pair ? pair.key : node) ?? this.ofOffsets(0, 1);
  }

  /** The place of the key at a path, such as the name of a server. */
  ofKey(path: readonly PropertyKey[]): Range {
    return this.ofNode(this.walk(path).pair?.key) ?? this.of(path);
  }

  /** The first line with content: for problems of the file as a whole. */
  top(): Range {
    const { line, column, endLine, endColumn } = this.of([]);
    if (endLine === line) return { line, column, endLine, endColumn };
    const width = this.lineAt(line).length;
    return { line, column, endLine: line, endColumn: Math.max(column, width + 1) };
  }

  /** The text of a number or boolean as it was written; undefined when there is none at the path. */
  written(path: readonly PropertyKey[]): string | undefined {
    return this.scalarAt(path)?.source;
  }

  /** The place of a part of the text of a value, which is written there as it is; of the whole value when it is not. */
  within(path: readonly PropertyKey[], part: string, nth = 0): Range {
    return this.exactly(path, part, nth) ?? this.of(path);
  }

  /** The place of the nth of the same parts of a text, however it is quoted or folded; undefined when it is not visible in the text. */
  exactly(path: readonly PropertyKey[], part: string, nth = 0): Range | undefined {
    const range = this.scalarAt(path)?.range;
    if (!range) return undefined;
    const written = this.text.slice(range[0], range[1]);
    const forms = [part, JSON.stringify(part).slice(1, -1), part.replaceAll("'", "''")].map(escaped);
    const folded = escaped(part).replace(/\s+/g, '\\s*\\\\?\\s+');
    for (const form of [...forms, folded]) {
      const found = [...written.matchAll(new RegExp(form, 'g'))][nth];
      if (found) return this.ofOffsets(range[0] + found.index, range[0] + found.index + found[0].length);
    }
    return undefined;
  }

  /** How a text is written, and where without its anchor and tag; undefined when there is no text at the path. */
  textAt(path: readonly PropertyKey[]) {
    const scalar = this.scalarAt(path);
    const range = this.ofNode(scalar);
    return scalar && range && { range, value: String(scalar.value), style: scalar.type };
  }

  /** The text at a place. */
  textOf({ line, column, endLine, endColumn }: Range): string {
    return this.text.slice(this.offsetOf(line, column), this.offsetOf(endLine, endColumn));
  }

  /** Whether there is something at a path. */
  has(path: readonly PropertyKey[]): boolean {
    return this.walk(path).complete;
  }

  /** The node at a path in the document; an alias is not resolved. */
  nodeAt(path: readonly PropertyKey[]): unknown {
    const { node, complete } = this.walk(path);
    return complete ? node : undefined;
  }

  /** A line without its break. */
  lineAt(line: number): string {
    const start = this.lines.lineStarts[line - 1] ?? 0;
    return this.text.slice(start, this.lines.lineStarts[line]).replace(/\r?\n$/, '');
  }

  /** The end of the text. */
  end(): Range {
    const [line, column] = this.linePos(this.text.length);
    return { line, column, endLine: line, endColumn: column };
  }

  /** Whether a line `...` ends the document before the text ends. */
  hasEndMark(): boolean {
    return /^\.\.\.(?:\s|$)/m.test(this.text);
  }

  /** The line break of the text. */
  get lineBreak(): string {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** The place from one offset to another. */
  ofOffsets(from: number, to: number): Range {
    const [line, column] = this.linePos(from);
    const [endLine, endColumn] = this.linePos(Math.max(from + 1, to));
    return { line, column, endLine, endColumn };
  }

  /** The place of a part of the document. */
  ofNode(node: unknown): Range | undefined {
    const range = (node as Node | null | undefined)?.range;
    return range ? this.ofOffsets(range[0], range[1]) : undefined;
  }

  /** An offset within the text as line and column. */
  private linePos(offset: number): [line: number, column: number] {
    const { line, col } = this.lines.linePos(Math.min(offset, this.text.length));
    return [line, col];
  }

  private offsetOf(line: number, column: number): number {
    return (this.lines.lineStarts[line - 1] ?? 0) + column - 1;
  }

  private scalarAt(path: readonly PropertyKey[]): Scalar.Parsed | undefined {
    const { node, complete } = this.walk(path);
    const value = this.survey.resolve(node);
    return complete && isScalar(value) ? (value as Scalar.Parsed) : undefined;
  }

  private walk(path: readonly PropertyKey[]): { node: unknown; pair?: Pair; complete: boolean } {
    let node: unknown = this.document.contents;
    let pair: Pair | undefined;
    for (const step of path) {
      const here = this.survey.resolve(node);
      if (isMap(here)) {
        const next = this.pairOf(here, String(step));
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

  /** The pair that gives a map its key: its own, or else one of a map that it merges. */
  private pairOf(map: YAMLMap, key: string): Pair | undefined {
    const known = this.pairs.get(map);
    if (known) return known.get(key);
    const pairs = new Map<string, Pair>();
    const add = (one: Pair) => {
      if (isScalar(one.key) && !pairs.has(String(one.key.value))) pairs.set(String(one.key.value), one);
    };
    this.pairs.set(map, pairs);
    for (const pair of map.items) if (!isMergeKey(pair)) add(pair);
    for (const pair of map.items.filter(isMergeKey))
      for (const source of this.survey.sourcesOf(pair) ?? []) {
        this.pairOf(source as YAMLMap, '');
        for (const one of this.pairs.get(source as YAMLMap)?.values() ?? []) add(one);
      }
    return pairs.get(key);
  }
}

/** A text as a pattern of itself. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
