import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';

/** The deepest level of a document: walking it recurses for each level. */
const deepest = 50;
/** The most values of a configuration with all aliases expanded. */
const mostValues = 100_000;
/** The most aliases, as each is looked up among all. */
const mostAliases = 2_000;

/** Something in a place where it is not allowed. */
export interface YamlIssue {
  readonly kind: 'duplicate' | 'dangling' | 'badMerge' | 'endlessMerge';
  readonly name: string;
  readonly node: Node;
  /** Directly at the top of the file. */
  readonly top: boolean;
}

/** Why a document is not read at all. */
export type LimitExceeded = 'deep' | 'aliases' | 'values';

/**
 * One walk over a document: what its aliases refer to, and what the YAML parser allows or finds too slowly.
 * The expanded size is known before anything is expanded.
 */
export class AliasCheck {
  readonly issues: YamlIssue[] = [];
  readonly exceeded?: LimitExceeded;
  private readonly anchors = new Map<string, Node>();
  private readonly targets = new Map<Alias, Node>();
  /** How many values each collection expands to; 0 while it is being walked. */
  private readonly sizes = new Map<unknown, number>();

  constructor(document: Document) {
    const size = this.walk(document.contents, 0);
    if (size === Number.POSITIVE_INFINITY) this.exceeded = 'deep';
    else if (this.targets.size > mostAliases) this.exceeded = 'aliases';
    else if (size > mostValues) this.exceeded = this.targets.size > 0 ? 'aliases' : 'values';
  }

  /** The node, or the anchor of an alias. */
  resolve(node: unknown): unknown {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  /** The maps that a merge key `<<` takes its keys from; undefined when one of them is not a map. */
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
