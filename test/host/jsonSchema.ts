import * as z from 'zod';
import { fileSchema } from '../../src/config/model/schema';

/** Where the JSON Schema of the file says it is from. */
export const schemaId = 'https://github.com/mcp-pool/mcp-pool/mcp-config.schema.json';

/** The JSON Schema of `mcp-config.yaml`, for editors that check and complete YAML by one. */
export function jsonSchemaOf(): Record<string, unknown> {
  const { $schema, required, ...rest } = z.toJSONSchema(fileSchema, {
    io: 'input',
    // The newest revision that the YAML extension knows whole.
    target: 'draft-07',
    override: ({ zodSchema, jsonSchema }) => {
      const { description, examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (description) jsonSchema.markdownDescription = description;
      // zod leaves out the examples of what is transformed: they may be meant for either side.
      if (Array.isArray(examples)) jsonSchema.examples = examples;
      // An unknown key is a warning of ours, which names the one that was meant; `x-…` is left alone.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  // `required` is not passed on: other clients write `servers` for `mcpServers`, and our own problem says more.
  return { $schema, $id: schemaId, title: 'mcp-config.yaml', ...rest };
}
