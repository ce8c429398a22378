import * as z from 'zod';
import { code, paragraphs } from '../../base/markdown';
import { readDuration } from '../model/duration';
import { fileSchema } from '../model/schema';

/** The value of a key. */
export type ValueKind = 'text' | 'boolean' | 'number' | 'enum' | 'duration' | 'list' | 'map' | 'union';

/** What the schema says about the value at one place of the file. */
export interface ValueDoc {
  readonly kind: ValueKind;
  /** The kinds that a union is made of; the kind itself otherwise. */
  readonly kinds: readonly ValueKind[];
  /** The words that are allowed there, `true` and `false` among them. */
  readonly values: readonly string[];
  readonly examples: readonly string[];
  /** Its type in words, as Markdown. */
  readonly words: string;
}

/** What the schema says about one key. */
export interface KeyDoc extends ValueDoc {
  readonly key: string;
  /** Markdown. */
  readonly description: string;
  readonly required: boolean;
  /** The default. */
  readonly default?: string;
}

type Schema = z.core.$ZodType;

/** The keys that a map at this path may have; none where it is not a map, or has free names. */
export function keysAt(path: readonly string[]): readonly KeyDoc[] {
  const schema = schemaAt(path);
  return schema ? Object.entries(shapeOf(schema)).map(([key, value]) => keyDoc(key, value)) : [];
}

/** The documentation of the key at this path. */
export function keyAt(path: readonly string[]): KeyDoc | undefined {
  const key = path.at(-1);
  const parent = schemaAt(path.slice(0, -1));
  const schema = parent && key !== undefined ? shapeOf(parent)[ownName(path)] : undefined;
  return schema && keyDoc(key!, schema);
}

/** The documentation of the value at this path, also of a free name or of an item. */
export function valueAt(path: readonly string[]): ValueDoc | undefined {
  const schema = schemaAt(path);
  return schema && valueDoc(schema);
}

/** The documentation of the items of the list at this path. */
export function itemAt(path: readonly string[]): ValueDoc | undefined {
  const schema = schemaAt(path);
  const item = schema && itemOf(schema);
  return item && valueDoc(item);
}

/** Whether the keys of the map at this path are names that the person chooses. */
export function hasFreeNames(path: readonly string[]): boolean {
  const schema = schemaAt(path);
  return schema !== undefined && namedIn(schema) !== undefined;
}

/** Other clients call the top key `servers`, which is understood. */
function ownName(path: readonly string[]): string {
  return path.length === 1 && path[0] === 'servers' ? 'mcpServers' : path.at(-1)!;
}

function schemaAt(path: readonly string[]): Schema | undefined {
  let schema: Schema | undefined = fileSchema;
  for (const [index, step] of path.entries()) {
    if (!schema) return undefined;
    const own: Schema | undefined = shapeOf(schema)[ownName(path.slice(0, index + 1))];
    schema = own ?? namedIn(schema) ?? (/^\d+$/.test(step) ? itemOf(schema) : undefined);
  }
  return schema;
}

function keyDoc(key: string, schema: Schema): KeyDoc {
  const { description = '', default: value } = metaOf(schema);
  const required = defOf(schema).type !== 'optional';
  return { key, description, required, ...valueDoc(schema), default: value };
}

function valueDoc(schema: Schema): ValueDoc {
  const forms = formsOf(schema);
  const kinds = forms.map(kindOf);
  const values = forms.flatMap(valuesOf);
  const examples = metaOf(schema).examples;
  const words = forms.map(wordsOf).join(', or ');
  return { kind: kinds.length === 1 ? kinds[0]! : 'union', kinds, values, examples, words };
}

function defOf(schema: Schema): z.core.$ZodTypes['_zod']['def'] {
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** The schema inside a wrapper, as it is written in the file. */
function innerOf(schema: Schema): Schema | undefined {
  const def = defOf(schema);
  if (def.type === 'pipe') return def.in;
  return def.type === 'optional' || def.type === 'nullable' ? def.innerType : undefined;
}

/** What the schema says about a value in words, and as data. */
interface Meta {
  readonly description?: string;
  readonly examples: readonly string[];
  readonly default?: string;
}

function metaOf(schema: Schema): Meta {
  const inner = innerOf(schema);
  const below: Meta = inner ? metaOf(inner) : { examples: [] };
  const own = z.globalRegistry.get(schema) ?? {};
  return {
    description: own.description ?? below.description,
    examples: Array.isArray(own.examples) ? own.examples.map(String) : below.examples,
    default: own.default === undefined ? below.default : String(own.default),
  };
}

/** The schemas that a value may follow, without wrappers. */
function formsOf(schema: Schema): Schema[] {
  const inner = innerOf(schema);
  if (inner) return isDuration(schema) ? [schema] : formsOf(inner);
  const def = defOf(schema);
  if (def.type !== 'union') return [schema];
  const forms = def.options.flatMap(formsOf);
  // A number and a boolean where text is allowed are text.
  const text = forms.some((form) => defOf(form).type === 'string');
  return text ? forms.filter((form) => !['number', 'boolean'].includes(defOf(form).type)) : forms;
}

function isDuration(schema: Schema): boolean {
  const { examples } = metaOf(schema);
  return (
    defOf(schema).type === 'pipe' &&
    examples.length > 0 &&
    examples.every((one) => readDuration(one) !== undefined)
  );
}

function shapeOf(schema: Schema): Record<string, Schema> {
  const def = formsOf(schema)
    .map(defOf)
    .find(({ type }) => type === 'object');
  // Without a prototype, so that `toString` is not a key.
  return Object.assign(Object.create(null), def?.type === 'object' ? def.shape : {});
}

/** The values of the free names of a map. */
function namedIn(schema: Schema): Schema | undefined {
  const def = formsOf(schema)
    .map(defOf)
    .find(({ type }) => type === 'record');
  return def?.type === 'record' ? def.valueType : undefined;
}

function itemOf(schema: Schema): Schema | undefined {
  const def = formsOf(schema)
    .map(defOf)
    .find(({ type }) => type === 'array');
  return def?.type === 'array' ? def.element : undefined;
}

const kinds: Readonly<Record<string, ValueKind>> = {
  array: 'list',
  boolean: 'boolean',
  enum: 'enum',
  number: 'number',
  object: 'map',
  pipe: 'duration',
  record: 'map',
};

function kindOf(form: Schema): ValueKind {
  return kinds[defOf(form).type] ?? 'text';
}

function valuesOf(form: Schema): string[] {
  const def = defOf(form);
  if (def.type === 'enum') return Object.values(def.entries).map(String);
  return def.type === 'boolean' ? ['true', 'false'] : [];
}

function wordsOf(form: Schema): string {
  const def = defOf(form);
  if (def.type === 'boolean' || def.type === 'enum') {
    const values = valuesOf(form).map((value) => `\`${value}\``);
    return [values.slice(0, -1).join(', '), values.at(-1)].filter(Boolean).join(' or ');
  }
  if (def.type === 'number') {
    const { minValue, maxValue } = form as z.ZodNumber;
    return `whole number from ${minValue} to ${maxValue}`;
  }
  if (def.type === 'array') return `list of ${plainWords(def.element)}`;
  if (def.type === 'record') return `map of names to ${plainWords(def.valueType)}`;
  if (def.type === 'object') return 'map';
  return def.type === 'pipe' ? `time, such as \`${metaOf(form).examples[0]}\`` : 'text';
}

function plainWords(schema: Schema): string {
  const nothing = defOf(schema).type === 'nullable' ? ' or `null`' : '';
  const words = formsOf(schema).map(wordsOf).join(' or ');
  return `${/^(text|map)$/.test(words) ? `${words}s` : words}${nothing}`;
}

/** The text about a key: its description and examples, if any. */
export function keyMarkdown({ description, examples }: KeyDoc): string {
  return paragraphs(
    description,
    examples.length > 0 ? `Examples: ${examples.map(code).join(', ')}` : undefined,
  );
}
