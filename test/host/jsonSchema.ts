import * as z from 'zod';
import { fileSchema } from '../../src/config/model/schema';

/** The `$id` of the JSON Schema of the file. */
export const schemaId = 'https://github.com/mcp-pool/mcp-pool/mcp-config.schema.json';

/** The JSON Schema of `mcp-config.yaml`, for editors that check and complete YAML by one. */
export function jsonSchemaOf(): Record<string, unknown> {
  const { $schema, required, ...rest } = z.toJSONSchema(fileSchema, {
    io: 'input',
    // The newest revision that the YAML extension supports fully.
    target: 'draft-07',
    override: ({ zodSchema, jsonSchema }) => {
      const { description, examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (description) jsonSchema.markdownDescription = description;
      // zod drops the examples of transformed values: they could be for either side.
      if (Array.isArray(examples)) jsonSchema.examples = examples;
      // We warn about an unknown key and name the one that was meant; `x-…` is ignored.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  // `required` is not passed on: other clients write `servers` for `mcpServers`, and our own message is clearer.
  return { $schema, $id: schemaId, title: 'mcp-config.yaml', ...rest };
}
