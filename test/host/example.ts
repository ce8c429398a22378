// Runs an example: node out/test/host/example.mjs basicClient
import { readdirSync } from 'node:fs';
import { patternsFolder, runExample } from './examples';

const [name] = process.argv.slice(2);
if (name === undefined) {
  const names = readdirSync(patternsFolder).filter((file) => /\.(ts|sh)$/.test(file));
  console.log(`Which one? ${names.join(', ')}`);
} else {
  process.exitCode = (await runExample(name, { stdio: 'inherit' })).code ?? 1;
}
