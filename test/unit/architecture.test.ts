import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Metafile, type Plugin, stop } from 'esbuild';
import { importsOfSource } from './support/imports';
import { filesBelow, readText, repository } from './support/repository';

const sources = filesBelow('src').filter((file) => file.endsWith('.ts'));
const imports = importsOfSource();

/** Who may say that somebody asks for a call: a person speaks in no other place. */
const entrances = {
  delegatedRequester: ['src/runtime/programPool.ts'],
  extensionRequester: ['src/editor/call/toolCalls.ts', 'src/editor/services/createApi.ts'],
  linkRequester: ['src/editor/call/toolCalls.ts'],
  mcpRequester: ['src/gateway/mcp/poolCatalog.ts', 'src/gateway/mcp/serverCatalog.ts'],
  paletteRequester: ['src/editor/call/broadcastTool.ts', 'src/editor/call/toolCalls.ts'],
  programRequester: ['src/runtime/programPool.ts'],
  restRequester: ['src/gateway/rest/callStream.ts', 'src/gateway/rest/toolRoutes.ts'],
  taskRequester: ['src/editor/tasks/callTerminal.ts'],
  terminalRequester: ['src/cli/backend/localBackend.ts', 'src/gateway/access/requestOrigin.ts'],
  windowRequester: ['src/gateway/access/requestOrigin.ts'],
};

describe('The house', () => {
  after(stop);

  it('Only the editor room and extension.ts know vscode', () => {
    const strangers = imports.filter(({ from, to }) => to === 'vscode' && !ofEditor(from));
    assert.deepEqual(strangers, []);
  });

  it('Every module outside the editor loads under plain Node', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-core-'));
    try {
      // These run the terminal command and the demo server when they are loaded; the modules they are made of are here.
      const entries = ['src/cli/cli.ts', 'src/demo/demo.ts'];
      const modules = sources.filter((file) => !ofEditor(file) && !entries.includes(file));
      await build({
        absWorkingDir: repository,
        entryPoints: [...modules, 'src/editor/documents/resourceUri.ts', 'src/editor/ids.ts'],
        outdir: folder,
        outbase: 'src',
        bundle: true,
        splitting: true,
        platform: 'node',
        format: 'esm',
        external: ['vscode'],
        alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
        outExtension: { '.js': '.mjs' },
        banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('/');" },
        logLevel: 'silent',
      });
      for (const file of modules) {
        const built = path.join(folder, file.replace(/^src\//, '').replace(/\.ts$/, '.mjs'));
        assert.ok(await import(pathToFileURL(built).href), file);
      }
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it('Each kind of requester is imported by its own entrance alone', () => {
    const found: Record<string, string[]> = {};
    for (const file of sources)
      for (const [name] of readText(file).matchAll(
        /\b(?!Requester\b)[a-z]+Requester\b(?=[^;]*? from '[^']*pool\/requester'|[^;]*? from '\.\/requester')/g,
      ))
        if (file !== 'src/pool/requester.ts') found[name] = [...new Set([...(found[name] ?? []), file])];
    assert.deepEqual(found, entrances);
  });

  it('Every import of ours leads to a file', () => {
    const missing = imports.filter(({ to }) => to.startsWith('src/') && !sources.includes(to));
    assert.deepEqual(missing, []);
  });

  it('No file is longer than 300 lines', () => {
    const long = sources
      .map((file) => ({ file, lines: readText(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 300);
    assert.deepEqual(long, []);
  });
});

describe('dist/extension.js', () => {
  after(stop);

  it('Is under 60 KB and holds none of the heavy libraries', async () => {
    const result = await shipped('src/extension.ts');
    const heavy = Object.keys(result.metafile.inputs).filter((input) =>
      /node_modules\/(?:zod|yaml|ajv|ajv-formats|@modelcontextprotocol)\//.test(input),
    );
    assert.deepEqual(heavy, []);
    const size = result.outputFiles[0]!.contents.byteLength;
    assert.ok(size < 60 * 1024, `it has ${size} bytes`);
  });
});

describe('dist/cli.js', () => {
  after(stop);

  it('Is under 120 KB and holds none of the heavy libraries: a warm call waits for all of it', async () => {
    const result = await shipped('src/cli/cli.ts');
    const heavy = Object.keys(result.metafile.inputs).filter((input) =>
      /node_modules\/(?:zod|yaml|ajv|ajv-formats|hono|@modelcontextprotocol)\//.test(input),
    );
    assert.deepEqual(heavy, []);
    const size = result.outputFiles[0]!.contents.byteLength;
    assert.ok(size < 120 * 1024, `it has ${size} bytes`);
  });
});

describe('dist/demo.js', () => {
  after(stop);

  it('Is under 500 KB and says what is wrong in one language only', async () => {
    const result = await shipped('src/demo/demo.ts');
    // `import { z } from 'zod'` would bring all of its languages.
    const languages = Object.keys(result.metafile.inputs).filter(
      (input) => /zod\/v4\/locales\/(?!en\.)/.test(input) && bytesOf(result.metafile, input) > 0,
    );
    assert.deepEqual(languages, []);
    const size = result.outputFiles[0]!.contents.byteLength;
    assert.ok(size < 500 * 1024, `it has ${size} bytes`);
  });
});

/** As in esbuild.js: the engine, the dialogs, the gateway and what proxies need are files of their own. */
const lazyBundles: Plugin = {
  name: 'lazy-bundles',
  setup(context) {
    context.onResolve({ filter: /\/(engine|dialogs|undici|gateway)$/ }, (args) =>
      args.kind === 'dynamic-import'
        ? { path: `./${path.basename(args.path)}.js`, external: true }
        : undefined,
    );
  },
};

/** Builds a part of the product as it ships, without writing it. */
function shipped(entry: string) {
  return build({
    absWorkingDir: repository,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    external: ['vscode'],
    plugins: [lazyBundles],
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
}

/** How much of a file is in what was built. */
function bytesOf({ outputs }: Metafile, input: string): number {
  return Object.values(outputs).reduce((sum, { inputs }) => sum + (inputs[input]?.bytesInOutput ?? 0), 0);
}

function ofEditor(file: string): boolean {
  return file.startsWith('src/editor/') || file === 'src/extension.ts' || file === 'src/dialogs.ts';
}
