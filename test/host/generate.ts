// Writes the files that are made from the schema of the configuration: node out/test/host/generate.mjs
import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { generatedFiles } from './generated';
import { repositoryRoot } from './repository';

for (const [file, text] of Object.entries(generatedFiles())) {
  await writeFile(path.join(repositoryRoot, file), text);
  console.log(file);
}
