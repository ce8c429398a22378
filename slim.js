// Leaves out of packages what nothing of ours can reach but a bundler cannot know to be unused. Each package is changed at a place
// that fails the build when it is no longer there.
const fs = require('node:fs');
const path = require('node:path');

/** Client and server of the SDK each hold an ajv; here they use the one that the pool has. */
function sdkValidator(file) {
  const text = fs.readFileSync(file, 'utf8');
  const own = text.indexOf('//#region ../core-internal/src/validators/ajvProvider.ts');
  const body = text
    .slice(own)
    .replace('var import_ajv = require_ajv();\n', '')
    .replace('var import__2019 = require__2019();\n', '')
    .replace('var import__2020 = require__2020();\n', '')
    .replace('var import_dist = /* @__PURE__ */ __toESM(require_dist(), 1);\n', '');
  const dialects = /^import \{ t as declaredDialect \} from "[^"]*";$/m.exec(text)?.[0];
  if (own < 0 || !dialects || /\brequire_/.test(body))
    throw new Error(`${file} is not as slim.js knows it: look where its ajv is now.`);
  return `${dialects}
    import * as import_ajv from 'ajv';
    import * as import__2019 from 'ajv/dist/2019.js';
    import * as import__2020 from 'ajv/dist/2020.js';
    import formats from 'ajv-formats';
    const import_dist = { default: formats };
    ${body}`;
}

const sdk = path.join(__dirname, 'node_modules', '@modelcontextprotocol');

/** The parts of a file of the SDK by name, what stands before them and what comes after. */
function regionsOf(file) {
  const [head, ...rest] = fs.readFileSync(file, 'utf8').split(/^\/\/#region /m);
  const regions = new Map();
  let exported = '';
  for (const part of rest) {
    const [text, after] = part.split(/^\/\/#endregion$/m);
    const end = text.indexOf('\n');
    regions.set(text.slice(0, end), text.slice(end));
    exported = after;
  }
  return { head, regions, exported };
}

/** The names that a part declares for others. */
function declaredIn(text) {
  return [...text.matchAll(/^(?:async )?(?:const|let|var|class|function)\*? ([\w$]+)/gm)].map(
    ([, name]) => name,
  );
}

/** What is certainly no reference to a name: comments and members. */
const notNames = /\/\*[\s\S]*?\*\/|^\s*\/\/.*|(?<!\.)\.[\w$]+/gm;

/** Client and server of the SDK each hold its core; here the parts that are the same in both and need no other are there once. */
function sdkCore() {
  const [client, server] = ['client', 'server'].map((name) => {
    const folder = path.join(sdk, name, 'dist');
    const file = fs.readdirSync(folder).find((entry) => /^src-[^.]+\.mjs$/.test(entry));
    return regionsOf(path.join(folder, file));
  });
  const shared = new Map([...client.regions].filter(([name, text]) => server.regions.get(name) === text));
  const words = new Map(
    [...client.regions].map(([name, text]) => [name, new Set(text.replace(notNames, ' ').match(/[\w$]+/g))]),
  );
  for (let before = -1; before !== shared.size; ) {
    before = shared.size;
    const apart = [client, server].flatMap(({ regions }) =>
      [...regions].filter(([name]) => !shared.has(name)).flatMap(([, text]) => declaredIn(text)),
    );
    for (const name of [...shared.keys()])
      if (apart.some((one) => words.get(name).has(one))) shared.delete(name);
  }
  const text = [...shared.values()].join('\n');
  if (text.length < 100_000)
    throw new Error('Client and server of the SDK no longer have the same core: see slim.js.');
  return { shared, text: `${client.head}\n${text}\nexport { ${declaredIn(text).join(', ')} };` };
}

/** A file of the SDK that holds its core, without what is there once. */
function withoutCore(file, { shared }) {
  const { head, regions, exported } = regionsOf(file);
  const own = [...regions].filter(([name]) => !shared.has(name)).map(([, text]) => text);
  const names = declaredIn([...shared.values()].join('\n'));
  return `${head}\nimport { ${names.join(', ')} } from 'sdk-core';\n${own.join('\n')}\n${exported}`;
}

/** jose is imported as a whole by the SDK, which uses little of it. */
function usedOfJose(index) {
  const client = path.join(sdk, 'client', 'dist', 'index.mjs');
  const used = new Set(
    [...fs.readFileSync(client, 'utf8').matchAll(/\bjose\.(\w+)/g)].map(([, name]) => name),
  );
  const exported = [...fs.readFileSync(index, 'utf8').matchAll(/^import \{ (.+) \} from (".+");$/gm)].flatMap(
    ([, names, from]) => names.split(', ').map((name) => ({ name, from })),
  );
  const wanted = exported.filter(({ name }) => used.has(name));
  if (!used.size || wanted.length !== used.size)
    throw new Error(`${index} does not export what the SDK uses of it: see slim.js.`);
  return wanted.map(({ name, from }) => `export { ${name} } from ${from};`).join('\n');
}

const replaced = [
  {
    filter: /[\\/]@modelcontextprotocol[\\/](?:client|server)[\\/]dist[\\/]ajvProvider-[^\\/]+\.mjs$/,
    contents: sdkValidator,
  },
  { filter: /[\\/]node_modules[\\/]jose[\\/]dist[\\/]webapi[\\/]index\.js$/, contents: usedOfJose },
];

/** The plugin of esbuild that does so. */
const slim = {
  name: 'slim',
  setup(build) {
    const core = sdkCore();
    build.onResolve({ filter: /^sdk-core$/ }, () => ({
      path: 'sdk-core',
      namespace: 'slim',
      sideEffects: false,
    }));
    build.onLoad({ filter: /^sdk-core$/, namespace: 'slim' }, () => ({
      contents: core.text,
      resolveDir: path.join(sdk, 'client', 'dist'),
    }));
    build.onLoad(
      { filter: /[\\/]@modelcontextprotocol[\\/](?:client|server)[\\/]dist[\\/]src-[^\\/]+\.mjs$/ },
      ({ path: file }) => ({
        contents: withoutCore(file, core),
        resolveDir: path.dirname(file),
        loader: 'js',
      }),
    );
    for (const { filter, contents } of replaced)
      build.onLoad({ filter }, ({ path: file }) => ({
        contents: contents(file),
        resolveDir: path.dirname(file),
        loader: 'js',
      }));
  },
};

module.exports = { slim };
