import { Validator } from '@seriousme/openapi-schema-validator';

/** What an independent validator finds wrong with an OpenAPI document. */
export async function validate(document: object): Promise<unknown[]> {
  const { valid, errors } = await new Validator().validate(document as Record<string, unknown>);
  return valid ? [] : [errors].flat();
}
