import { problem } from '../access/problemDetails';
import { type Json, string } from '../openapi/openApiAnswers';

/** One value of a query or body: what the description says of it, and how it is read. */
export interface RequestField<T> {
  readonly schema: Json;
  readonly description?: string;
  readonly required?: boolean;
  /** Throws a problem when the value is not what it should be; undefined is one that was left out. */
  read(value: unknown, name: string): T;
}

/** The values of a query or body by their names. */
export type Fields = Readonly<Record<string, RequestField<unknown>>>;

/** What fields are read as. */
export type ValuesOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends RequestField<infer T> ? T : never;
};

/** The body of a request: what the description says of it, and how it is read. */
export interface Body<T> {
  readonly schema: Json;
  /** Whether it must be sent. */
  readonly required?: boolean;
  read(value: Record<string, unknown>): T;
}

/** A text that must be there. */
export function text(description?: string): RequestField<string> {
  return { schema: string, description, required: true, read: readText };
}

/** A text that may be left out, but not be empty. */
export function optionalText(description?: string): RequestField<string | undefined> {
  const read = (value: unknown, name: string) => (value === undefined ? undefined : readText(value, name));
  return { schema: string, description, read };
}

/** A value of a query as it is written. */
export function written(description: string): RequestField<string | undefined> {
  return { schema: string, description, read: (value) => value as string | undefined };
}

/** An object; the empty one when left out. */
export function object(description?: string): RequestField<Record<string, unknown>> {
  return { schema: { type: 'object' }, description, read: readObjectValue };
}

/** A list of texts; `mend` says how each is to be written. */
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

/** A body that is an object of whatever. */
export function anyBody(schema: Json = { type: 'object' }): Body<Record<string, unknown>> {
  return { schema, read: (value) => value };
}

/** Refuses words of a body that mean nothing: most are mistyped, and what they should do would be missed in silence. */
function onlyKeys(body: Record<string, unknown>, known: readonly string[]): void {
  const stranger = Object.keys(body).find((key) => !known.includes(key));
  if (stranger !== undefined)
    throw problem(400, 'request', `The body has the unknown key '${stranger}'.`, [
      `Known are: ${known.join(', ')}.`,
    ]);
}

function readText(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw problem(400, 'request', `'${name}' must be a text.`, [`Give '${name}'.`]);
}

function readObjectValue(value: unknown, name: string): Record<string, unknown> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw problem(400, 'request', `'${name}' must be an object.`, [`Give '${name}' as {"key": "value"}.`]);
}
