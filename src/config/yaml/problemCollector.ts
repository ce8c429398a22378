import type { Problem, QuickFix, Range } from '../model/definition';
import type { SourceMap } from './sourceMap';

/** Options of a report besides its message. */
export interface ReportOptions {
  /** The place is the key, not its value. */
  readonly key?: boolean;
  readonly fixes?: readonly QuickFix[];
  /** The exact place, where it is not a whole key or value. */
  readonly range?: Range;
}

/** Collects the problems below one path of a document. */
export class ProblemCollector {
  /** Keys that were written under another name. */
  private readonly written = new Map<PropertyKey, string>();

  constructor(
    readonly sourceMap: SourceMap,
    private readonly path: readonly PropertyKey[],
    private readonly problems: Problem[],
    /** The first owner of each problem: an anchor that several entries use is read with each of them, and its problems are reported once. */
    private readonly owners = new Map<string, ProblemCollector>(),
  ) {}

  /** The reports of an entry below, which report problems of shared parts once. */
  below(path: readonly PropertyKey[]): ProblemCollector {
    return new ProblemCollector(this.sourceMap, path, this.problems, this.owners);
  }

  /** From now on problems of `key` are shown at `as`. */
  renamed(key: string, as: string): void {
    this.written.set(key, as);
  }

  /** The path in the document of something below. */
  pathOf(at: readonly PropertyKey[]): readonly PropertyKey[] {
    const [first, ...rest] = at;
    return first === undefined ? this.path : [...this.path, this.written.get(first) ?? first, ...rest];
  }

  /** Reports something at a key or value below. */
  add(
    severity: Problem['severity'],
    code: string,
    message: string,
    at: readonly PropertyKey[] = [],
    { key = false, fixes, range }: ReportOptions = {},
  ): void {
    const path = this.pathOf(at);
    const place = range ?? (key ? this.sourceMap.ofKey(path) : this.sourceMap.of(path));
    const shared = JSON.stringify([code, place.line, place.column, at]);
    const owner = this.owners.get(shared) ?? this;
    if (owner !== this) return;
    this.owners.set(shared, this);
    this.problems.push({ severity, code, message, range: place, ...(fixes?.length ? { fixes } : {}) });
  }
}
