import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile, type OutputFile } from 'esbuild';
import { readText, repositoryRoot } from '../repository';

const { shipped } = createRequire(import.meta.url)(path.join(repositoryRoot, 'esbuild.js')) as {
  shipped: BuildOptions;
};

/** What the build of a package adds: the declarations of the API for other extensions and two lists of files, in bytes. */
const madeWhenPacked = 6 * 1024;

/** Extension, terminal command and demo server as they ship, without writing them. */
export async function buildShipped() {
  const { metafile, outputFiles } = await build({
    ...shipped,
    absWorkingDir: repositoryRoot,
    write: false,
    metafile: true,
  });
  return { metafile, outputFiles };
}

/** The bytes of the .vsix: all that .vscodeignore lets in, deflated, and what a zip writes about each file. */
export function packedBytes(outputFiles: readonly OutputFile[]): number {
  const others = readText('.vscodeignore')
    .split('\n')
    .filter((line) => line.startsWith('!') && !/dist\/.*mjs$|api\.d\.ts$/.test(line))
    .map((line) => ({ name: line.slice(1), bytes: readFileSync(path.join(repositoryRoot, line.slice(1))) }));
  const built = outputFiles.map(({ path: file, contents }) => ({
    name: path.relative(repositoryRoot, file),
    bytes: contents,
  }));
  return [...built, ...others]
    .map(({ name, bytes }) => deflateRawSync(bytes).byteLength + 102 + 2 * `extension/${name}`.length)
    .reduce((sum, size) => sum + size, madeWhenPacked);
}

/** All that is loaded before an entry runs: its own chunk and those that it imports statically. */
export function loadedWith({ outputs }: Metafile, entryPoint: string) {
  const entry = Object.keys(outputs).find((name) => outputs[name]!.entryPoint === entryPoint);
  if (!entry) throw new Error(`${entryPoint} is no entry.`);
  const chunks = new Set([entry]);
  for (const chunk of chunks)
    for (const { path: to, kind } of outputs[chunk]!.imports)
      if (kind === 'import-statement' && outputs[to]) chunks.add(to);
  const loaded = [...chunks].map((name) => outputs[name]!);
  return {
    chunks: chunks.size,
    bytes: loaded.reduce((sum, { bytes }) => sum + bytes, 0),
    inputs: loaded.flatMap(({ inputs }) =>
      Object.keys(inputs).filter((input) => inputs[input]!.bytesInOutput > 0),
    ),
  };
}
