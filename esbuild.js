// Builds what ships (dist/) and what tests run (out/).
//   node esbuild.js [--production] [--watch] [--tests] [--meta]
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { writeNotices } = require('./notices.js');
const { slim } = require('./slim.js');

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

// Packages in CommonJS `require` what Node.js has, which an ES module cannot without this. It stands only in the one chunk through
// which all of them do.
const requireLine =
  "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);";

/** `import { a as b } from "node:x"` in what esbuild writes, with a default import or all of it. */
const builtinImport = /\bimport\s*(?:([\w$]+)|\*\s*as\s+([\w$]+)|\{([^{}]*)\})\s*from\s*"(node:[\w/]+)";/g;

/**
 * Takes what Node.js has from itself and not by `import`, which reads every export of the module: those of `node:http` and
 * `node:crypto` load undici and Web Crypto, a third of the time of a short command.
 */
function withBuiltins(text) {
  return text.replace(builtinImport, (_, whole, star, names, name) => {
    const from = `globalThis.process.getBuiltinModule("${name}");`;
    return `const ${whole ?? star ?? `{${names.replace(/\s+as\s+/g, ':')}}`}=${from}`;
  });
}

const nodeBuiltins = {
  name: 'node-builtins',
  setup(build) {
    build.onEnd(({ outputFiles = [] }) => {
      for (const { path: file, text, contents } of outputFiles) {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        const line = /\btypeof require\b/.test(text) ? requireLine : '';
        fs.writeFileSync(file, file.endsWith('.mjs') ? line + withBuiltins(text) : contents);
      }
    });
  },
};

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  minify: production,
  logLevel: 'warning',
  // What the packages' licences ask for is in the notices.
  legalComments: 'none',
  metafile: true,
};

// Rooms whose lazy parts are small and used together: each is one chunk, as many small files would cost more to load and to pack.
const lazyRooms = {
  name: 'lazy-rooms',
  setup(build) {
    const isTogether = (room) =>
      /^src\/(?:editor\/\w+|cli\/completion|config\/parse|gateway\/mcp|mcp\/(?:host|server)|pool\/(?:approvals|render)|runtime)$/.test(
        room,
      );
    const parts = new Map();
    for (const file of find('src', (name) => name.endsWith('.ts')))
      for (const [, to] of fs.readFileSync(file, 'utf8').matchAll(/\bimport\('(\.[^']+)'\)/g)) {
        const part = path.posix.join(path.posix.dirname(file), to);
        const room = path.posix.dirname(part);
        if (isTogether(room)) parts.set(room, (parts.get(room) ?? new Set()).add(part));
      }
    build.onResolve({ filter: /^\./ }, ({ kind, path: to, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const part = path.relative(__dirname, path.join(resolveDir, to)).split(path.sep).join('/');
      const room = path.posix.dirname(part);
      return parts.get(room)?.has(part) ? { path: room, namespace: 'room' } : undefined;
    });
    // No name is exported twice in src.
    build.onLoad({ filter: /.*/, namespace: 'room' }, ({ path: room }) => ({
      contents: [...parts.get(room)].map((part) => `export * from './${part}';`).join('\n'),
      resolveDir: __dirname,
    }));
  },
};

// Extension, terminal command and demo server are one graph of ES modules: what is imported dynamically is a chunk of its own, what
// several parts need is there once.
const product = {
  ...shared,
  entryPoints: { extension: 'src/extension.ts', cli: 'src/cli/cli.ts', demo: 'src/demo/demo.ts' },
  outdir: 'dist',
  // Beside the entries, so that the demo server is beside whatever starts it.
  chunkNames: 'part-[name]-[hash]',
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  external: ['vscode'],
  // ES modules where a package has them: of these a bundler leaves out what is not used.
  mainFields: ['module', 'main'],
  plugins: [slim, lazyRooms, nodeBuiltins],
  write: false,
};

// What an ES module knows of itself, for bundles in CommonJS.
const commonjs = {
  format: 'cjs',
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
};

// Each chunk of ES modules as one of CommonJS. One bundle would evaluate zod in another order, as its lazy parts are in it too.
const asCommonjs = {
  name: 'as-commonjs',
  setup(build) {
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const { path: file, text } of outputFiles.filter((output) => output.path.endsWith('.cjs'))) {
        const { code } = await esbuild.transform(text, {
          ...commonjs,
          banner: commonjs.banner.js,
          platform: 'node',
          minify: production,
          supported: { 'dynamic-import': false },
        });
        fs.writeFileSync(file, code);
      }
    });
  },
};

// The library is for programs that require and for those that import. It is CommonJS, because the first Node.js 20 cannot require
// ES modules; library.mjs hands it on, so that both have the same classes.
const library = {
  ...product,
  entryPoints: { library: 'src/library/library.ts' },
  chunkNames: 'library-[name]-[hash]',
  outExtension: { '.js': '.cjs' },
  sourcemap: false,
  plugins: [slim, asCommonjs],
};

const importedLibrary = {
  ...shared,
  entryPoints: ['src/library/library.ts'],
  outfile: 'dist/library.mjs',
  format: 'esm',
  plugins: [
    {
      name: 'library-beside',
      setup(build) {
        build.onResolve({ filter: /^\.\.?\// }, ({ kind }) =>
          kind === 'entry-point' ? undefined : { path: './library.cjs', external: true },
        );
      },
    },
  ],
};

// Unit and integration tests are ES modules that share their chunks, run by plain mocha: a file of the
// core that needed `vscode` would fail to load there.
const plainTests = () => ({
  ...shared,
  entryPoints: find('test', (file) =>
    /^test\/(unit|integration|security|faults|interop|bench|conformance|fixtures|host|support|window)\/.*\.ts$/.test(
      file,
    ),
  ),
  outdir: 'out/test',
  outbase: 'test',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  splitting: true,
  packages: 'external',
  sourcemap: 'linked',
  minify: false,
});

// The tests inside VS Code are ES modules as the extension is: in VS Code 1.103 the two kinds of modules have different `vscode`.
const extensionTests = () => ({
  ...product,
  entryPoints: ['test/extension/index.ts'],
  outdir: 'out/test/extension',
  external: ['vscode', 'mocha'],
  plugins: [nodeBuiltins],
  sourcemap: 'linked',
  minify: false,
});

// The examples are built as their readers would: the package is found by its name, as whoever installed it finds it.
const examples = () => [
  {
    ...shared,
    entryPoints: find('examples/patterns', (file) => file.endsWith('.ts')),
    outdir: 'out/examples/patterns',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    packages: 'external',
    // Without the one that leads the name of the package to its source.
    tsconfigRaw: {},
    minify: false,
  },
  {
    ...shared,
    entryPoints: ['examples/extension/extension.ts'],
    outdir: 'examples/extension/dist',
    format: 'cjs',
    external: ['vscode'],
    minify: false,
  },
];

function find(folder, wanted) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.posix.join(entry.parentPath.split(path.sep).join('/'), entry.name))
    .filter(wanted);
}

/** Takes away what an earlier build made: the names of chunks change with what is in them. */
function clean() {
  fs.mkdirSync('dist', { recursive: true });
  for (const name of fs.readdirSync('dist'))
    if (/\.(?:js|mjs|cjs|map)$/.test(name)) fs.rmSync(path.join('dist', name));
}

async function main() {
  const shipped = [product, library, importedLibrary];
  clean();
  const configurations = flags.has('--tests')
    ? [...shipped, plainTests(), extensionTests(), ...examples()]
    : shipped;
  if (flags.has('--watch')) {
    for (const configuration of configurations) {
      await (await esbuild.context({ ...configuration, logLevel: 'info' })).watch();
    }
    return;
  }
  const results = await Promise.all(configurations.map((configuration) => esbuild.build(configuration)));
  if (flags.has('--meta')) console.log(await esbuild.analyzeMetafile(results[0].metafile, { color: false }));
  writeNotices(results.slice(0, shipped.length).map(({ metafile }) => metafile));
  fs.chmodSync('dist/cli.mjs', 0o755);
}

if (require.main === module)
  main().catch((error) => {
    // What esbuild finds it has said itself.
    if (!error.errors) console.error(error.message);
    process.exit(1);
  });

/** For the tests: how the product is built, but for what writes it. */
module.exports = { shipped: { ...product, minify: true, sourcemap: false, plugins: [slim, lazyRooms] } };
