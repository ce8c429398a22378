import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';
import { filesBelow, readText, repositoryRoot } from '../support/repository';
import { importsOfSource } from '../support/source/imports';
import { buildShipped, loadedWith, packedBytes } from '../support/source/shipped';

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

describe('The source', () => {
  after(stop);

  it('imports vscode only in the editor folder and in extension.ts', () => {
    const strangers = imports.filter(({ from, to }) => to === 'vscode' && !ofEditor(from));
    assert.deepEqual(strangers, []);
  });

  it('loads under plain Node outside the editor', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-core-'));
    try {
      // These run the terminal command and the demo server when they are loaded; the modules they are made of are here.
      const entries = ['src/cli/cli.ts', 'src/demo/demo.ts'];
      const modules = sources.filter((file) => !ofEditor(file) && !entries.includes(file));
      await build({
        absWorkingDir: repositoryRoot,
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

  it('imports each kind of requester only in its own entrance', () => {
    const found: Record<string, string[]> = {};
    for (const file of sources)
      for (const [name] of readText(file).matchAll(
        /\b(?!Requester\b)[a-z]+Requester\b(?=[^;]*? from '[^']*pool\/requester'|[^;]*? from '\.\/requester')/g,
      ))
        if (file !== 'src/pool/requester.ts') found[name] = [...new Set([...(found[name] ?? []), file])];
    assert.deepEqual(found, entrances);
  });

  it('has a file for every relative import', () => {
    const missing = imports.filter(({ to }) => to.startsWith('src/') && !sources.includes(to));
    assert.deepEqual(missing, []);
  });

  it('has no file of more than 300 lines', () => {
    const long = sources
      .map((file) => ({ file, lines: readText(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 300);
    assert.deepEqual(long, []);
  });
});

describe('The shipped bundle', () => {
  after(stop);

  let built: Awaited<ReturnType<typeof buildShipped>>;
  before(async () => {
    built = await buildShipped();
  });

  it('activates with at most 60 KB, without the heavy libraries', () => {
    const { bytes, inputs } = loadedWith(built.metafile, 'src/extension.ts');
    assert.deepEqual(inputs.filter(isHeavy), []);
    assert.ok(bytes <= 60 * 1024, `it has ${bytes} bytes`);
  });

  it('starts the terminal command with at most 120 KB in few chunks, without the heavy libraries', () => {
    const { bytes, chunks, inputs } = loadedWith(built.metafile, 'src/cli/cli.ts');
    assert.deepEqual(inputs.filter(isHeavy), []);
    assert.ok(bytes <= 120 * 1024, `it has ${bytes} bytes`);
    assert.ok(chunks <= 15, `it has ${chunks} chunks`);
  });

  it('has at most 600 KB when it is packed', () => {
    const size = packedBytes(built.outputFiles);
    assert.ok(size <= 600 * 1024, `it has ${size} bytes`);
  });

  it('calls a tool of a running gateway without the heavy libraries', () => {
    for (const part of ['src/cli/commands/callCommands.ts', 'src/cli/backend/gatewayBackend.ts'])
      assert.deepEqual(loadedWith(built.metafile, part).inputs.filter(isHeavy), [], part);
  });

  it('has error messages in one language only', () => {
    // `import { z } from 'zod'` would bring all of its languages.
    const languages = Object.values(built.metafile.outputs).flatMap(({ inputs }) =>
      Object.keys(inputs).filter(
        (input) => /zod\/v4\/locales\/(?!en\.)/.test(input) && inputs[input]!.bytesInOutput > 0,
      ),
    );
    assert.deepEqual(languages, []);
  });
});

function isHeavy(input: string): boolean {
  return /node_modules\/(?:zod|yaml|ajv|ajv-formats|hono|@modelcontextprotocol)\//.test(input);
}

function ofEditor(file: string): boolean {
  return file.startsWith('src/editor/') || file === 'src/extension.ts';
}
