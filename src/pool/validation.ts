import Ajv, { type ErrorObject } from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { didYouMean } from '../base/didYouMean';
import { errorMessage } from '../base/failure';

/** One thing that does not fit a schema. */
export interface Issue {
  /** Where, as `a.b[0]`; empty for the whole value. */
  readonly path: string;
  /** A sentence without the path, such as "must be a number". */
  readonly message: string;
}

/** What came of a validation. */
export interface Validation {
  readonly issues: readonly Issue[];
  /** Set when the schema itself cannot be used; the value was then not checked. */
  readonly unusable?: string;
}

type Schema = Record<string, unknown> | boolean;
type Check = (value: unknown) => readonly ErrorObject[];

const options = {
  allErrors: true,
  strict: false,
  verbose: true,
  logger: false,
  validateFormats: true,
} as const;
/**
 * Schemas in the wild are laxer than they say: patterns that are wrong only under the `u` flag, and tuples in the form of
 * draft-07 without a `$schema`. The dialect asked for comes first.
 */
const dialects = { new: [Ajv2020, Ajv], old: [Ajv, Ajv2020] };
const compiled = new WeakMap<object, Check | { unusable: string }>();

const noErrors: readonly ErrorObject[] = [];
const fits: Validation = { issues: [] };

/** Checks a value against any JSON Schema of draft-06 to 2020-12. Never throws and never fetches a `$ref`. */
export function validate(schema: Schema, value: unknown): Validation {
  if (schema === true) return { issues: [] };
  if (schema === false) return { issues: [{ path: '', message: 'must be left out' }] };
  let check = compiled.get(schema);
  if (!check) {
    check = compile(schema);
    compiled.set(schema, check);
  }
  if (typeof check !== 'function') return { issues: [], ...check };
  try {
    const errors = check(value);
    return errors.length === 0 ? fits : { issues: dedupe(errors.map(describe)) };
  } catch (error) {
    // A schema that refers to itself without end.
    return { issues: [], unusable: errorMessage(error) };
  }
}

/** One instance for each dialect knows the dialect's own schema. */
const judges = new Map<string, Ajv>();

/** Throws when a schema is not one of its dialect. */
function checkSchema(Dialect: typeof Ajv | typeof Ajv2020, unicodeRegExp: boolean, schema: object): void {
  const key = `${Dialect === Ajv ? 'draft-07' : '2020-12'} ${unicodeRegExp}`;
  let judge = judges.get(key);
  if (!judge) {
    judge = new Dialect({ ...options, unicodeRegExp });
    addFormats(judge);
    judges.set(key, judge);
  }
  if (!judge.validateSchema(schema)) throw new Error(`schema is invalid: ${judge.errorsText(judge.errors)}`);
}

function compile(schema: Record<string, unknown>): Check | { unusable: string } {
  const old = typeof schema.$schema === 'string' && /draft-0[4-7]/.test(schema.$schema);
  const attempts = dialects[old ? 'old' : 'new'].flatMap((Dialect) =>
    [true, false].map((unicodeRegExp) => ({ Dialect, unicodeRegExp })),
  );
  let unusable: string | undefined;
  for (const { Dialect, unicodeRegExp } of attempts) {
    try {
      // The dialect is chosen above; ajv would look the address up among its own and refuse those with another ending.
      const { $schema, $id, ...rest } = schema;
      checkSchema(Dialect, unicodeRegExp, rest);
      // Each schema has an instance of its own, as ids inside of one must not meet those of another. Without the dialect's own
      // schema, which takes many times longer to compile than a tool's, that costs next to nothing.
      const ajv = new Dialect({ ...options, unicodeRegExp, meta: false, validateSchema: false });
      addFormats(ajv);
      const check = ajv.compile(rest);
      return (value) => (check(value) ? noErrors : (check.errors ?? noErrors));
    } catch (error) {
      unusable ??= errorMessage(error);
    }
  }
  return { unusable: unusable ?? 'it cannot be compiled' };
}

function describe(error: ErrorObject): Issue {
  const { keyword, params, instancePath } = error;
  const path = toPath(instancePath);
  const below = (name: string) => (path ? `${path}.${name}` : name);
  switch (keyword) {
    case 'required':
      return { path: below(params.missingProperty), message: 'is required' };
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name: string = params.additionalProperty ?? params.unevaluatedProperty;
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
      const guess = didYouMean(name, known);
      return {
        path: below(name),
        message: guess ? `is not known. Did you mean '${guess}'?` : 'is not known',
      };
    }
    case 'type':
      return { path, message: `must be ${typeName(params.type)}` };
    case 'enum':
      return {
        path,
        message: `must be one of ${params.allowedValues.map((one: unknown) => JSON.stringify(one)).join(', ')}`,
      };
    case 'const':
      return { path, message: `must be ${JSON.stringify(params.allowedValue)}` };
    case 'format':
      return { path, message: `must be a valid ${params.format}` };
    case 'pattern':
      return { path, message: `must match the pattern ${params.pattern}` };
    case 'minLength':
      return {
        path,
        message: params.limit === 1 ? 'must not be empty' : `must have at least ${params.limit} characters`,
      };
    case 'maxLength':
      return { path, message: `must have at most ${params.limit} characters` };
    case 'uniqueItems':
      return { path, message: 'must not have the same item twice' };
    case 'not':
      return { path, message: 'is not allowed' };
    case 'minItems':
      return { path, message: `must have at least ${params.limit} item${params.limit === 1 ? '' : 's'}` };
    case 'maxItems':
    case 'items':
    case 'additionalItems':
      return { path, message: `must have at most ${params.limit} item${params.limit === 1 ? '' : 's'}` };
    case 'minimum':
      return { path, message: `must be ${params.limit} or more` };
    case 'maximum':
      return { path, message: `must be ${params.limit} or less` };
    case 'exclusiveMinimum':
      return { path, message: `must be more than ${params.limit}` };
    case 'exclusiveMaximum':
      return { path, message: `must be less than ${params.limit}` };
    case 'multipleOf':
      return { path, message: `must be a multiple of ${params.multipleOf}` };
    case 'oneOf':
      if (params.passingSchemas) return { path, message: 'fits more than one of the allowed shapes' };
      return { path, message: 'fits none of the allowed shapes' };
    case 'anyOf':
      return { path, message: 'fits none of the allowed shapes' };
    case 'false schema':
      return { path, message: 'must be left out' };
    default:
      return { path, message: error.message ?? 'is not valid' };
  }
}

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

function typeName(type: string | readonly string[]): string {
  return [type]
    .flat()
    .map((one) => typeNames[one] ?? one)
    .join(' or ');
}

/** `/a/0/b` as `a[0].b`. */
function toPath(pointer: string): string {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce(
    (path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : path ? `${path}.${step}` : step),
    '',
  );
}

function dedupe(issues: Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.filter(({ path, message }) => {
    const key = `${path}\n${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** An issue as a sentence part: "'a' must be a number". */
export function issueText({ path, message }: Issue): string {
  return path ? `'${path}' ${message}` : message;
}
