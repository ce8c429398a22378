import { TookTooLong, withinTime } from '../../base/async';
import { isSecretProperty } from './secretArguments';
import { validate } from './validation';
import type { Issue } from './validationIssues';

/** The form field of one property of a tool's input schema. */
export interface Field {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly required: boolean;
  /** What its text form is: `choice` picks from `options`, `json` is written as JSON. */
  readonly kind: 'text' | 'number' | 'boolean' | 'choice' | 'choices' | 'json';
  /** The allowed values of `choice` and `choices`, with their titles. */
  readonly options?: readonly { readonly value: unknown; readonly label: string }[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  /** What it must be in words, such as "a whole number", for placeholders and errors. */
  readonly expected: string;
  /** It is a secret, by its name or because its schema says so: it is never stored. */
  readonly secret: boolean;
  /** The property's own schema with the definitions of the whole. */
  readonly schema: Record<string, unknown> | boolean;
}

/** A JSON Schema that is an object. */
export type Schema = Record<string, unknown>;

/** How long a form may take to be made of a schema, in ms: branches that refer to branches grow without end. */
const validationTimeoutMs = 300;

/**
 * The properties of an input schema as fields, required ones first, each group in the schema's order. Where that takes too long
 * each is asked for as JSON.
 */
export function fieldsOf(inputSchema: Schema): readonly Field[] {
  const fields = inTime(() => fieldsIn(resolve(inputSchema, inputSchema), inputSchema, fieldOf));
  return fields ?? fieldsIn(inputSchema, inputSchema, plainField);
}

function fieldsIn(object: Schema, root: Schema, fieldOf: MakeField): readonly Field[] {
  const properties = (object.properties ?? {}) as Record<string, unknown>;
  const required = new Set(Array.isArray(object.required) ? (object.required as string[]) : []);
  const fields = Object.entries(properties)
    .filter(([, schema]) => schema === true || (typeof schema === 'object' && schema !== null))
    .map(([name, schema]) =>
      fieldOf(name, schema === true ? {} : (schema as Schema), required.has(name), root),
    );
  return [...fields.filter((field) => field.required), ...fields.filter((field) => !field.required)];
}

/** Makes the field of one property. */
type MakeField = (name: string, raw: Schema, required: boolean, root: Schema) => Field;

const plainField: MakeField = (name, raw, required) => ({
  name,
  title: textOf(raw.title),
  description: textOf(raw.description),
  required,
  secret: isSecretProperty(name, raw),
  ...kindOf([]),
  schema: {},
});

function inTime<T>(work: () => T): T | undefined {
  try {
    return withinTime(validationTimeoutMs, work);
  } catch (error) {
    if (error instanceof TookTooLong) return undefined;
    throw error;
  }
}

/** Whether anything can be asked for at all; a schema of unusual shape is edited as JSON instead. */
export function isFormable(inputSchema: Schema): boolean {
  const object = inTime(() => resolve(inputSchema, inputSchema)) ?? { allOf: [] };
  const combined = ['oneOf', 'anyOf', 'allOf', 'if'].some((keyword) => keyword in object);
  return !combined || Object.keys((object.properties as object | undefined) ?? {}).length > 0;
}

function fieldOf(name: string, raw: Schema, required: boolean, root: Schema): Field {
  const schema = resolve(raw, root);
  // Some generators write a property that is like another one as a reference to it.
  const own = withDefinitions(String(raw.$ref).startsWith('#/properties/') ? schema : raw, root);
  const base = {
    name,
    title: textOf(raw.title ?? schema.title),
    description: textOf(raw.description ?? schema.description),
    required,
    default: raw.default ?? schema.default,
    examples: Array.isArray(schema.examples) ? schema.examples : undefined,
    secret: isSecretProperty(name, schema),
    schema: own,
  };
  const options = optionsOf(schema, root);
  if (options)
    return {
      ...base,
      kind: 'choice',
      options,
      expected: `one of ${options.map((one) => one.label).join(', ')}`,
    };
  const types = typesOf(schema, root);
  if (types.length === 1 && types[0] === 'array') {
    const items =
      typeof schema.items === 'object' && schema.items !== null
        ? resolve(schema.items as Schema, root)
        : undefined;
    const many = items && optionsOf(items, root);
    if (many)
      return {
        ...base,
        kind: 'choices',
        options: many,
        expected: `any of ${many.map((one) => one.label).join(', ')}`,
      };
  }
  return { ...base, ...kindOf(types) };
}

function kindOf(types: readonly string[]): Pick<Field, 'kind' | 'expected'> {
  const one = types.length === 1 ? types[0] : undefined;
  if (one === 'string') return { kind: 'text', expected: 'text' };
  if (one === 'number') return { kind: 'number', expected: 'a number' };
  if (one === 'integer') return { kind: 'number', expected: 'a whole number' };
  if (one === 'boolean') return { kind: 'boolean', expected: 'true or false' };
  if (one === 'array') return { kind: 'json', expected: 'a list, as JSON' };
  if (one === 'object') return { kind: 'json', expected: 'an object, as JSON' };
  return { kind: 'json', expected: 'JSON' };
}

/** How deep branches are followed, as a schema may refer to itself. */
const deepest = 5;

/** The types a schema allows, without `null`: an empty answer means null. */
function typesOf(schema: Schema, root: Schema, depth = 0): string[] {
  if (depth > deepest) return [];
  if (schema.type !== undefined)
    return [schema.type].flat().filter((type): type is string => type !== 'null' && typeof type === 'string');
  const branches = branchesOf(schema, root);
  return [...new Set(branches.flatMap((branch) => typesOf(branch, root, depth + 1)))];
}

function optionsOf(schema: Schema, root: Schema, depth = 0): Field['options'] {
  if (depth > deepest) return undefined;
  if (Array.isArray(schema.enum)) {
    const names = Array.isArray(schema.enumNames) ? schema.enumNames : [];
    return schema.enum.map((value, index) => ({ value, label: textOf(names[index]) ?? labelOf(value) }));
  }
  if ('const' in schema)
    return [{ value: schema.const, label: textOf(schema.title) ?? labelOf(schema.const) }];
  const branches = branchesOf(schema, root).filter((branch) => branch.type !== 'null');
  if (branches.length === 0) return undefined;
  const options = branches.map((branch) => optionsOf(branch, root, depth + 1));
  return options.every((one) => one !== undefined) ? options.flat() : undefined;
}

function branchesOf(schema: Schema, root: Schema): Schema[] {
  const branches = [schema.anyOf, schema.oneOf].filter(Array.isArray).flat() as (Schema | boolean)[];
  return branches
    .filter((branch): branch is Schema => typeof branch === 'object' && branch !== null)
    .map((branch) => resolve(branch, root));
}

/** Follows local `$ref`s and a lone `allOf`, as generators of schemas write them; a remote `$ref` is not followed. */
export function resolve(schema: Schema, root: Schema, depth = 0): Schema {
  if (depth > 20) return schema;
  if (typeof schema.$ref === 'string' && schema.$ref.startsWith('#')) {
    const { $ref, ...rest } = schema;
    const target = ($ref as string)
      .split('/')
      .slice(1)
      .reduce<unknown>((at, step) => {
        const key = percentDecoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
        return typeof at === 'object' && at !== null && Object.hasOwn(at, key)
          ? (at as Schema)[key]
          : undefined;
      }, root);
    return typeof target === 'object' && target !== null
      ? { ...resolve(target as Schema, root, depth + 1), ...rest }
      : rest;
  }
  if (Array.isArray(schema.allOf) && schema.allOf.length === 1 && schema.type === undefined) {
    const { allOf, ...rest } = schema;
    return { ...resolve((allOf as Schema[])[0] ?? {}, root, depth + 1), ...rest };
  }
  return schema;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withDefinitions(schema: Schema, root: Schema): Schema {
  const { $defs, definitions, $schema } = root;
  return {
    ...($schema ? { $schema } : {}),
    ...($defs ? { $defs } : {}),
    ...(definitions ? { definitions } : {}),
    ...schema,
  };
}

/** The result of reading a person's text. */
export type Reading = { readonly value: unknown } | { readonly problem: string };

/** Turns what a person typed into the field's type and checks it. The problem completes "'a' …". */
export function readField(field: Field, text: string): Reading {
  const read = readText(field, text);
  if ('problem' in read) return read;
  const problem = problemOf(validate(field.schema, read.value).issues, field);
  return problem ? { problem } : read;
}

function readText(field: Field, text: string): Reading {
  const trimmed = text.trim();
  switch (field.kind) {
    case 'text':
      return { value: text };
    case 'number': {
      // An empty text would be 0 and "0x1f" 31: only what JSON calls a number counts.
      if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed))
        return { problem: `must be ${field.expected}` };
      return readNumber(trimmed);
    }
    case 'boolean': {
      const word = trimmed.toLowerCase();
      const value = /^(?:true|yes|1)$/.test(word) || (/^(?:false|no|0)$/.test(word) ? false : undefined);
      return value === undefined ? { problem: `must be ${field.expected}` } : { value };
    }
    case 'choice': {
      // The value is what the schema says; a title of one may be the value of another.
      const option =
        field.options?.find((one) => labelOf(one.value) === text) ??
        field.options?.find((one) => one.label === text);
      return option ? { value: option.value } : { problem: `must be ${field.expected}` };
    }
    default:
      return readJson(field, trimmed);
  }
}

/** Numbers travel as JSON and double: one that would arrive as another is refused. */
function readNumber(text: string): Reading {
  const value = Number(text);
  if (!Number.isFinite(value)) return { problem: 'is too large' };
  if (/^[+-]?\d+$/.test(text) && !Number.isSafeInteger(value))
    return { problem: 'has more digits than can be sent exactly' };
  return { value };
}

function readJson(field: Field, text: string): Reading {
  const parsed = parseJson(text);
  if (parsed && fits(field, parsed.value)) return parsed;
  // A field that may also be text takes a bare word as that; so does one without any type. What starts like JSON is a mistake.
  if ((parsed || !/^[[{"]/.test(text)) && fits(field, text)) return { value: text };
  return parsed ?? { problem: `must be ${field.expected}` };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function fits(field: Field, value: unknown): boolean {
  const { issues, unusable } = validate(field.schema, value);
  return issues.length === 0 && !unusable;
}

function problemOf(issues: readonly Issue[], field: Field): string | undefined {
  const issue = issues[0];
  if (!issue) return undefined;
  return issue.path ? `must be ${field.expected}: '${issue.path}' ${issue.message}` : issue.message;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() ? value : undefined;
}

function labelOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
