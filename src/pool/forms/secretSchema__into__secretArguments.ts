import { looksSecret } from '../../base/redaction';

/** Whether a property of an input schema is a secret, whatever its value. */
export function isSecretProperty(name: string, schema: Readonly<Record<string, unknown>>): boolean {
  return looksSecret(name) || isSecretSchema(schema);
}

/** Whether a schema says so itself: https://json-schema.org/draft/2020-12/json-schema-validation#section-9.4 */
export function isSecretSchema({ format, writeOnly }: Readonly<Record<string, unknown>>): boolean {
  return format === 'password' || writeOnly === true;
}
