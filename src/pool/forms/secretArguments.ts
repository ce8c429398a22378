import { looksSecret } from '../../base/redaction';
import { withoutSecrets } from '../../config/variables/plainSecrets';
import { resolve, type Schema } from './formFields';

/** The arguments of a call that may be stored on disk. */
export interface Rememberable {
  readonly arguments: Readonly<Record<string, unknown>>;
  /** The arguments that were removed, or parts of which were. */
  readonly left: readonly string[];
}

/** The longest text that is searched for secrets, in characters: a longer one is not stored. */
const longestText = 20_000;

/** Removes secrets: by name, by look, or because the schema of the tool marks them as a password or write-only. */
export function rememberable(args: Readonly<Record<string, unknown>>, inputSchema: Schema): Rememberable {
  const left: string[] = [];
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(args)) {
    const schema = propertyOf(inputSchema, name, inputSchema);
    if (isSecretProperty(name, schema) || holdsSecret(value, schema, inputSchema)) left.push(name);
    else kept[name] = value;
  }
  return { arguments: kept, left };
}

function holdsSecret(value: unknown, schema: Schema, root: Schema, depth = 0): boolean {
  if (isSecretSchema(schema)) return true;
  if (typeof value === 'string') return value.length > longestText || withoutSecrets(value) !== value;
  if (typeof value !== 'object' || value === null) return false;
  // What is nested deeper is not searched, and so not stored.
  if (depth > 8) return true;
  if (Array.isArray(value)) {
    const items = schemaAt(schema.items, root);
    return value.some((item) => holdsSecret(item, items, root, depth + 1));
  }
  return Object.entries(value).some(([name, item]) => {
    const property = propertyOf(schema, name, root);
    return isSecretProperty(name, property) || holdsSecret(item, property, root, depth + 1);
  });
}

/** The schema of a property, also where a branch of a combined schema has it; one that is secret comes first. */
function propertyOf(schema: Schema, name: string, root: Schema): Schema {
  const whole = resolve(schema, root);
  const branches = [
    whole,
    ...[whole.allOf, whole.anyOf, whole.oneOf].flat().map((one) => schemaAt(one, root)),
  ];
  const found = branches.flatMap(({ properties }) =>
    typeof properties === 'object' && properties !== null && Object.hasOwn(properties, name)
      ? [schemaAt((properties as Schema)[name], root)]
      : [],
  );
  return found.find(isSecretSchema) ?? found[0] ?? {};
}

/** The schema, or the branch of it that is secret. */
function schemaAt(value: unknown, root: Schema): Schema {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const schema = resolve(value as Schema, root);
  const branches = [schema.allOf, schema.anyOf, schema.oneOf].flat();
  const secret = branches.find(
    (one): one is Schema =>
      typeof one === 'object' && one !== null && isSecretSchema(resolve(one as Schema, root)),
  );
  return secret ? { ...schema, writeOnly: true } : schema;
}

/** Whether a property of an input schema is a secret, whatever its value. */
export function isSecretProperty(name: string, schema: Readonly<Record<string, unknown>>): boolean {
  return looksSecret(name) || isSecretSchema(schema);
}

/** Whether a schema marks itself as secret: https://json-schema.org/draft/2020-12/json-schema-validation#section-9.4 */
export function isSecretSchema({ format, writeOnly }: Readonly<Record<string, unknown>>): boolean {
  return format === 'password' || writeOnly === true;
}
