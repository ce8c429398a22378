// Leaves out of packages what nothing of ours can reach but a bundler cannot know to be unused. Each package is changed at a place
// that fails the build when it is no longer there.
const fs = require('node:fs');
const path = require('node:path');

/** What `import('undici')` is asked for here. Its own index brings mocks, caches, WebSocket and more. */
const undici = `
  const Dispatcher = require('./lib/dispatcher/dispatcher');
  Dispatcher.prototype.connect = require('./lib/api/api-connect');
  exports.Client = require('./lib/dispatcher/client');
  exports.ProxyAgent = require('./lib/dispatcher/proxy-agent');
  exports.fetch = require('./lib/web/fetch').fetch;
`;

/** The parser of HTTP twice over, for machines with and without SIMD: the second runs on both. */
const llhttp = "module.exports = require('./llhttp-wasm.js');";

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

const replaced = [
  { filter: /[\\/]node_modules[\\/]undici[\\/]index\.js$/, contents: () => undici },
  { filter: /[\\/]undici[\\/]lib[\\/]llhttp[\\/]llhttp_simd-wasm\.js$/, contents: () => llhttp },
  {
    filter: /[\\/]@modelcontextprotocol[\\/](?:client|server)[\\/]dist[\\/]ajvProvider-[^\\/]+\.mjs$/,
    contents: sdkValidator,
  },
];

/** The plugin of esbuild that does so. */
const slim = {
  name: 'slim',
  setup(build) {
    for (const { filter, contents } of replaced)
      build.onLoad({ filter }, ({ path: file }) => ({
        contents: contents(file),
        resolveDir: path.dirname(file),
        loader: 'js',
      }));
  },
};

module.exports = { slim };
