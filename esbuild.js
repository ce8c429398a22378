// Builds what ships (dist/) and what tests run (out/).
//   node esbuild.js [--production] [--watch] [--tests] [--meta]
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { writeNotices } = require('./notices.js');

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

// The parts that a workspace needs only later are files of their own: `import('…/engine')` stays a
// dynamic import of dist/engine.js, and `import('…/dialogs')` one of dist/dialogs.js, so that activation loads neither the MCP SDK nor zod nor YAML.
// The same goes for dist/undici.js, which only a terminal behind a proxy needs, and for dist/gateway.js, the pool over HTTP.
const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve({ filter: /\/(engine|dialogs|undici|gateway)$/ }, (args) =>
      args.kind === 'dynamic-import'
        ? { path: `./${path.basename(args.path)}.js`, external: true }
        : undefined,
    );
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

// Its entry for Node hides its imports from bundlers.
const bundledAlias = { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' };

const product = {
  ...shared,
  entryPoints: [
    'src/extension.ts',
    'src/engine.ts',
    'src/dialogs.ts',
    'src/undici.ts',
    'src/gateway.ts',
    { in: 'src/cli/cli.ts', out: 'cli' },
    { in: 'src/demo/demo.ts', out: 'demo' },
  ].map((entry) => (typeof entry === 'string' ? { in: entry, out: path.basename(entry, '.ts') } : entry)),
  outdir: 'dist',
  format: 'cjs',
  external: ['vscode'],
  alias: bundledAlias,
  plugins: [lazyBundles],
};

// The library is a door for programs that import and one for those that require; behind both is dist/engine.js, once.
const library = (format) => ({
  ...shared,
  entryPoints: ['src/library/library.ts'],
  outfile: `dist/library.${format === 'esm' ? 'mjs' : 'cjs'}`,
  format,
  plugins: [
    {
      name: 'bundles-beside',
      setup(build) {
        build.onResolve({ filter: /\/(engine|gateway)$/ }, (args) =>
          args.kind === 'dynamic-import' || args.path === './engine'
            ? { path: `./${path.basename(args.path)}.js`, external: true }
            : undefined,
        );
      },
    },
  ],
});

// Unit and integration tests are ES modules that share their chunks, run by plain mocha: a file of the
// core that needed `vscode` would fail to load there.
const plainTests = () => ({
  ...shared,
  entryPoints: find('test', (file) =>
    /^test\/(unit|integration|security|faults|interop|bench|conformance|fixtures|host|window)\/.*\.ts$/.test(
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

// The tests inside VS Code are one CommonJS bundle beside mocha.
const extensionTests = () => ({
  ...shared,
  entryPoints: ['test/extension/index.ts'],
  outdir: 'out/test/extension',
  format: 'cjs',
  external: ['vscode', 'mocha'],
  alias: bundledAlias,
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

async function main() {
  const shipped = [product, library('esm'), library('cjs')];
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
  fs.chmodSync('dist/cli.js', 0o755);
}

main().catch((error) => {
  // What esbuild finds it has said itself.
  if (!error.errors) console.error(error.message);
  process.exit(1);
});
