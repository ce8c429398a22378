// Writes the files that are made from others, such as the schema of the configuration: node out/test/host/generate.mjs
import { copyFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { repositoryRoot } from '../support/repository';
import { generatedFiles } from './generated';

for (const [file, text] of Object.entries(generatedFiles())) {
  await writeFile(path.join(repositoryRoot, file), text);
  console.log(file);
}

// What extension authors copy lies where the example has it.
const api = 'examples/extension/mcp-pool.d.ts';
await copyFile(path.join(repositoryRoot, 'dist/api.d.ts'), path.join(repositoryRoot, api));
console.log(api);
