import { problem } from '../access/problemDetails';
import { type Json, string } from '../openapi/openApiAnswers';

/** One value of a query or body: its description, and how it is read. */
export interface RequestField<T> {
  readonly schema: Json;
  readonly description?: string;
  readonly required?: boolean;
  /** Throws a problem when the value is not valid; undefined means that it is missing. */
  read(value: unknown, name: string): T;
}

/** The values of a query or body by name. */
export type Fields = Readonly<Record<string, RequestField<unknown>>>;

/** The values that fields are read as. */
export type ValuesOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends RequestField<infer T> ? T : never;
};

/** The body of a request: its description, and how it is read. */
export interface Body<T> {
  readonly schema: Json;
  /** Whether it must be sent. */
  readonly required?: boolean;
  read(value: Record<string, unknown>): T;
}

/** A required string. */
export function text(description?: string): RequestField<string> {
  return { schema: string, description, required: true, read: readText };
}

/** An optional string that must not be empty. */
export function optionalText(description?: string): RequestField<string | undefined> {
  const read = (value: unknown, name: string) => (value === undefined ? undefined : readText(value, name));
  return { schema: string, description, read };
}

/** A value of a query, unchanged. */
export function written(description: string): RequestField<string | undefined> {
  return { schema: string, description, read: (value) => value as string | undefined };
}

/** An object. Default: an empty one. */
export function object(description?: string): RequestField<Record<string, unknown>> {
  return { schema: { type: 'object' }, description, read: readObjectValue };
}

/** A list of strings; `mend` is the next step that says how to write each. */
export function texts(
  { what, mend, empty }: { readonly what: string; readonly mend: string; readonly empty: boolean },
  description?: string,
): RequestField<readonly string[] | undefined> {
  return {
    schema: { type: 'array', items: string },
    description,
    read: (value, name) => {
      if (value === undefined) return undefined;
      if (!Array.isArray(value) || (!empty && value.length === 0))
        throw problem(400, 'request', `'${name}' must be a list of ${what}.`, [mend]);
      return value.map((one) => {
        if (typeof one === 'string' && (empty || one !== '')) return one;
        throw problem(400, 'request', `'${name}' must be a list of ${what}.`, [mend]);
      });
    },
  };
}

/** The values of a query. */
export function readFields<F extends Fields>(
  fields: F,
  values: Readonly<Record<string, unknown>>,
): ValuesOf<F> {
  const read = Object.entries(fields).map(([name, field]) => [name, field.read(values[name], name)]);
  return Object.fromEntries(read) as ValuesOf<F>;
}

/** A body of these values and no others. */
export function bodyOf<F extends Fields>(fields: F): Body<ValuesOf<F>> {
  const all = Object.entries(fields);
  const properties = all.map(([name, { schema, description }]) => [
    name,
    { ...schema, ...(description === undefined ? {} : { description }) },
  ]);
  return {
    required: true,
    schema: {
      type: 'object',
      properties: Object.fromEntries(properties),
      required: all.flatMap(([name, { required }]) => (required ? [name] : [])),
      additionalProperties: false,
    },
    read: (value) => {
      onlyKeys(value, Object.keys(fields));
      return readFields(fields, value);
    },
  };
}

/** A body that is any object. */
export function anyBody(schema: Json = { type: 'object' }): Body<Record<string, unknown>> {
  return { schema, read: (value) => value };
}

/** Rejects unknown keys of a body: most are mistyped, and would be ignored silently. */
function onlyKeys(body: Record<string, unknown>, known: readonly string[]): void {
  const stranger = Object.keys(body).find((key) => !known.includes(key));
  if (stranger !== undefined)
    throw problem(400, 'request', `The body has the unknown key '${stranger}'.`, [
      `Known keys: ${known.join(', ')}.`,
    ]);
}

function readText(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw problem(400, 'request', `'${name}' must be a string.`, [`Give '${name}'.`]);
}

function readObjectValue(value: unknown, name: string): Record<string, unknown> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw problem(400, 'request', `'${name}' must be an object.`, [`Give '${name}' as {"key": "value"}.`]);
}
