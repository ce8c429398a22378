import Ajv, { type ErrorObject } from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { TookTooLong, withinTime } from '../../base/async';
import { errorMessage } from '../../base/failure';
import { oneLine } from '../../base/text';
import { patternMaker } from './safePatterns';
import { type Extent, extentOf } from './schemaSize';
import { type Issue, issuesOf } from './validationIssues';

/** The result of a validation. */
export interface Validation {
  readonly issues: readonly Issue[];
  /** Set when the schema itself cannot be used; the value was then not checked. */
  readonly unusable?: string;
  /** The parts of the schema that could not be used, each as a sentence; the rest was checked. */
  readonly unchecked?: readonly string[];
}

type Schema = Record<string, unknown> | boolean;

/** A compiled schema. */
interface Judge {
  readonly errors: (value: unknown) => readonly ErrorObject[];
  readonly unchecked: readonly string[];
}

/** What is known of a schema, which is external data and compiled once. */
interface Known {
  /** Finds all that does not fit; for values of usual size. */
  readonly all: Judge;
  /** Stops at the first issue, so that a large value cannot have millions; compiled on demand. */
  first?: Judge;
  /** The most steps per node of a value; undefined when the size of the schema does not determine it. */
  readonly steps: number | undefined;
}

/** How long a schema may take to compile, and a value to check, in ms. */
const times = { compile: 1000, check: 400 };

/** The largest schema, in nodes. The largest of real tools have a few thousand. */
const largest = { nodes: 20_000, signs: 2_000_000, depth: 250 };

/** Values up to that are of usual size: what people and programs give to tools. */
const usual = { nodes: 2000, signs: 100_000 };

/** The most work without a time limit, as the size of the schema times that of the value. */
const littleWork = 200_000;

/** Keywords that check one value many times or by a pattern: the sizes do not predict the time. */
const costly =
  /^(?:\$(?:dynamic|recursive)?[rR]ef|pattern|patternProperties|format|(?:all|any|one)Of|not|if|contains|uniqueItems|unevaluated\w+|dependentSchemas|dependencies|propertyNames)$/;

const options = { strict: false, verbose: true, logger: false, inlineRefs: 20 } as const;

/**
 * Real schemas are laxer than they claim, such as tuples in the form of draft-07 without a `$schema`. The dialect asked for
 * comes first.
 */
const dialects = { new: [Ajv2020, Ajv], old: [Ajv, Ajv2020] };
const known = new WeakMap<object, Known | { readonly unusable: string }>();
const tooSlow = { unusable: 'it takes too long to check' };

/**
 * Checks a value against any JSON Schema of draft-06 to 2020-12. Never throws, never fetches a `$ref`, and never takes longer than
 * a second or so: a schema of a server that would is not used from then on.
 */
export function validate(schema: Schema, value: unknown): Validation {
  if (schema === true) return { issues: [] };
  if (schema === false) return { issues: [{ path: '', message: 'is not allowed' }] };
  const found = known.get(schema) ?? prepare(schema);
  known.set(schema, found);
  if ('unusable' in found) return { issues: [], ...found };
  const extent = extentOf(value, usual);
  try {
    if (!extent) found.first ??= withinTime(times.compile, () => compile(schema, false));
    const judge = (!extent && found.first) || found.all;
    const check = () => issuesOf(judge.errors(value));
    const issues = needsClock(found, extent) ? withinTime(times.check, check) : check();
    return { issues, ...(judge.unchecked.length > 0 ? { unchecked: judge.unchecked } : {}) };
  } catch (error) {
    if (!(error instanceof TookTooLong)) return { issues: [], unusable: whyUnusable(error) };
    // It would take as long for the next value, unless the value itself is large.
    if (extent) known.set(schema, tooSlow);
    return { issues: [], ...tooSlow };
  }
}

function needsClock({ steps }: Known, extent: Extent | undefined): boolean {
  return steps === undefined || !extent || steps * extent.nodes > littleWork;
}

function prepare(schema: Record<string, unknown>): Known | { readonly unusable: string } {
  let isCostly = false;
  const extent = extentOf(schema, largest, (name) => {
    isCostly ||= costly.test(name);
  });
  if (!extent || extent.depth > largest.depth) return { unusable: 'it is too large or too deep' };
  try {
    const all = withinTime(times.compile, () => compile(schema, true));
    return { all, steps: isCostly ? undefined : extent.nodes };
  } catch (error) {
    // The state of an interrupted validator is unknown.
    if (error instanceof TookTooLong) dialectJudges.clear();
    return error instanceof TookTooLong ? tooSlow : { unusable: whyUnusable(error) };
  }
}

function whyUnusable(error: unknown): string {
  return error instanceof RangeError ? 'it refers to itself without end' : oneLine(errorMessage(error));
}

/** One instance for each dialect has the dialect's own schema. */
const dialectJudges = new Map<unknown, Ajv>();

/** Throws when a schema is not one of its dialect. A problem of a pattern is found when it is compiled. */
function checkSchema(Dialect: typeof Ajv | typeof Ajv2020, schema: object): void {
  let judge = dialectJudges.get(Dialect);
  if (!judge) {
    judge = new Dialect({ ...options, validateFormats: false });
    dialectJudges.set(Dialect, judge);
  }
  if (!judge.validateSchema(schema)) throw new Error(`schema is invalid: ${judge.errorsText(judge.errors)}`);
}

function compile(schema: Record<string, unknown>, allErrors: boolean): Judge {
  // The dialect is chosen here; ajv would look the address up among its own and reject variants of it.
  const { $schema, $id, ...rest } = schema;
  const old = typeof $schema === 'string' && /draft-0[4-7]/.test($schema);
  let unusable: unknown;
  for (const Dialect of dialects[old ? 'old' : 'new']) {
    const unchecked: string[] = [];
    try {
      checkSchema(Dialect, rest);
      // Each schema has an instance of its own, as ids inside of one must not meet those of another. Without the dialect's own
      // schema, which takes many times longer to compile than a tool's, that costs next to nothing.
      const regExp = patternMaker((sentence) => unchecked.push(sentence));
      const ajv = new Dialect({
        ...options,
        allErrors,
        code: { regExp },
        meta: false,
        validateSchema: false,
      });
      addFormats(ajv);
      const check = ajv.compile(rest);
      return { errors: (value) => (check(value) ? [] : (check.errors ?? [])), unchecked };
    } catch (error) {
      unusable ??= error;
    }
  }
  throw unusable;
}
