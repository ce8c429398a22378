import { keyAliases, typeAliases } from '../../src/config/parse/keyAliases';
import { configurationDocs } from './configurationDocs';
import { jsonSchemaOf } from './jsonSchema';
import { roomsPicture } from './roomsPicture';

/** The files that are made from the source, such as the schema of the configuration, and their texts. */
export function generatedFiles(): Readonly<Record<string, string>> {
  const names = [
    { from: 'servers', to: 'mcpServers' },
    ...Object.entries(keyAliases).map(([from, to]) => ({ from, to })),
    ...Object.entries(typeAliases).map(([from, to]) => ({ from: `type: ${from}`, to: `type: ${to}` })),
    { from: 'enabled: false', to: 'disabled: true' },
    { from: 'timeout: 60s', to: 'requestTimeout: 60s' },
  ];
  return {
    'media/mcp-config.schema.json': `${JSON.stringify(jsonSchemaOf(), undefined, 2)}\n`,
    'docs/configuration.md': configurationDocs(names),
    'docs/architecture.svg': roomsPicture(),
  };
}
