import type { ErrorObject } from 'ajv';
import { didYouMean } from '../../base/didYouMean';
import { shown } from '../../base/text';

/** One thing that does not fit a schema. */
export interface Issue {
  /** Where, as `a.b[0]`; empty for the whole value. */
  readonly path: string;
  /** A sentence without the path, such as "must be a number". */
  readonly message: string;
}

/** How many issues, and how many values of an `enum`, are shown. */
const mostIssues = 100;
const mostValues = 50;

/** The errors of ajv in words, each once. */
export function issuesOf(errors: readonly ErrorObject[]): readonly Issue[] {
  return dedupe(errors.slice(0, mostIssues).map(describe));
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
        message: guess ? `is unknown. Did you mean '${guess}'?` : 'is unknown',
      };
    }
    case 'type':
      return { path, message: `must be ${typeName(params.type)}` };
    case 'enum':
      return {
        path,
        message: `must be one of ${valuesOf(params.allowedValues)}`,
      };
    case 'const':
      return { path, message: `must be ${JSON.stringify(params.allowedValue)}` };
    case 'format':
      return { path, message: `must be a valid ${shown(params.format)}` };
    case 'pattern':
      return { path, message: `must match the pattern ${shown(params.pattern)}` };
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
      return { path, message: 'is not allowed' };
    default:
      return { path, message: error.message ?? 'is not valid' };
  }
}

function valuesOf(allowed: readonly unknown[]): string {
  const values = allowed.slice(0, mostValues).map((one) => JSON.stringify(one));
  const more = allowed.length - values.length;
  return `${values.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
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
