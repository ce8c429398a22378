import { createRequire } from 'node:module';
import path from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { repository } from './repository';

const { shipped } = createRequire(import.meta.url)(path.join(repository, 'esbuild.js')) as {
  shipped: BuildOptions;
};

/** Extension, terminal command and demo server as they ship, without writing them. */
export async function buildShipped() {
  const { metafile, outputFiles } = await build({
    ...shipped,
    absWorkingDir: repository,
    write: false,
    metafile: true,
  });
  return { metafile, outputFiles };
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
