import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';

/** Nothing that is meant lies deeper; and what walks a document calls itself for each level. */
const deepest = 50;
/** With every alias written out, a configuration has no more values than these. */
const mostValues = 100_000;
/** Each alias is looked up among all. */
const mostAliases = 2_000;

/** Something that stands where it must not. */
export interface YamlIssue {
  readonly kind: 'duplicate' | 'dangling' | 'badMerge' | 'endlessMerge';
  readonly name: string;
  readonly node: Node;
  /** Directly at the top of the file. */
  readonly top: boolean;
}

/** Why a document is not looked into at all. */
export type LimitExceeded = 'deep' | 'aliases' | 'values';

/**
 * One walk over a document: what its aliases stand for, and what YAML itself allows or finds too slowly. The size of what the
 * aliases make of it is known before any of that is made.
 */
export class AliasCheck {
  readonly issues: YamlIssue[] = [];
  readonly exceeded?: LimitExceeded;
  private readonly anchors = new Map<string, Node>();
  private readonly targets = new Map<Alias, Node>();
  /** How many values each collection stands for; 0 while it is being walked. */
  private readonly sizes = new Map<unknown, number>();

  constructor(document: Document) {
    const size = this.walk(document.contents, 0);
    if (size === Number.POSITIVE_INFINITY) this.exceeded = 'deep';
    else if (this.targets.size > mostAliases) this.exceeded = 'aliases';
    else if (size > mostValues) this.exceeded = this.targets.size > 0 ? 'aliases' : 'values';
  }

  /** What stands at a node: of an alias its anchor. */
  resolve(node: unknown): unknown {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  /** The maps that a merge key `<<` takes its keys from; undefined when one of them is no map. */
  sourcesOf({ value }: Pair): readonly unknown[] | undefined {
    const whole = this.resolve(value);
    const sources = (isSeq(whole) ? whole.items : [whole]).map((one) => this.resolve(one));
    return sources.every(isMap) ? sources : undefined;
  }

  private walk(node: unknown, depth: number): number {
    if (depth > deepest) return Number.POSITIVE_INFINITY;
    if (isAlias(node)) return this.walkAlias(node);
    const { anchor } = (node ?? {}) as { anchor?: string };
    if (anchor) this.anchors.set(anchor, node as Node);
    if (!isMap(node) && !isSeq(node)) return 1;
    this.sizes.set(node, 0);
    let size = 1;
    if (isSeq(node)) for (const item of node.items) size += this.walk(item, depth + 1);
    else {
      const names = new Set<string>();
      for (const pair of node.items) {
        size += this.walk(pair.key, depth + 1) + this.walk(pair.value, depth + 1);
        this.checkKey(pair, names, depth === 0);
      }
    }
    this.sizes.set(node, size);
    return size;
  }

  private walkAlias(alias: Alias): number {
    const target = this.anchors.get(alias.source);
    if (!target) {
      this.issues.push({ kind: 'dangling', name: alias.source, node: alias, top: false });
      return 1;
    }
    this.targets.set(alias, target);
    return this.sizes.get(target) ?? 1;
  }

  private checkKey(pair: Pair, names: Set<string>, top: boolean): void {
    if (!isScalar(pair.key)) return;
    const name = String(pair.key.value);
    const slip = (kind: YamlIssue['kind']) => this.issues.push({ kind, name, node: pair.key as Node, top });
    if (isMergeKey(pair)) {
      const sources = this.sourcesOf(pair);
      if (!sources) slip('badMerge');
      else if (sources.some((source) => this.sizes.get(source) === 0)) slip('endlessMerge');
    } else if (names.has(name)) slip('duplicate');
    names.add(name);
  }
}

/** Whether a pair is a merge key `<<` with its sources. */
export function isMergeKey({ key }: Pair): boolean {
  return isScalar(key) && key.value === '<<' && (!key.type || key.type === 'PLAIN');
}
