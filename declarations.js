// Makes the declarations that ship: one file for each door, without imports, so that they need no package beside them.
//   node declarations.js
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { rollup } = require('rollup');
const { dts } = require('rollup-plugin-dts');

const emitted = path.join(__dirname, 'out/declarations');

/** What the declarations of a door start with. `await using` needs a name that older libraries of TypeScript do not have. */
const doors = {
  'library/library': {
    head: '// The types of mcp-pool.\n/// <reference lib="esnext.disposable" />\n',
    files: ['dist/library.d.mts', 'dist/library.d.cts'],
  },
  'editor/services/api': {
    head: '// The API of the extension mcp-pool.mcp-pool. Copy this file into your extension: it needs no other.\n',
    files: ['dist/api.d.ts'],
  },
};

// What the SDK says of MCP is said by a file of ours too, which stands without zod.
const sdk = '@modelcontextprotocol/client';
const protocol = path.join(emitted, 'src/library/protocolTypes.d.ts');

/** The bundler exports a class that the door only tells the type of as if it were there. */
function typesApart(text, door) {
  const names = (line) =>
    line
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
  const told = new Set([...door.matchAll(/^export type \{([^}]*)\}/gm)].flatMap(([, list]) => names(list)));
  return text.replace(/^export \{([^}]*)\};/m, (_, list) => {
    const values = names(list).filter((name) => !told.has(name));
    const types = names(list).filter((name) => told.has(name));
    return [
      values.length && `export { ${values.join(', ')} };`,
      types.length && `export type { ${types.join(', ')} };`,
    ]
      .filter(Boolean)
      .join('\n');
  });
}

/** What is private concerns no reader. */
function withoutPrivate(text) {
  return text.replace(/\n\s+(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s+)?private [^;]*;/g, '');
}

async function bundled(input, { replaced } = {}) {
  const bundle = await rollup({
    input,
    plugins: [{ name: 'replaced', resolveId: (name) => replaced?.[name] }, dts()],
    external: (name) => !/^[./]/.test(name) && !replaced?.[name],
    treeshake: { moduleSideEffects: false },
  });
  const { output } = await bundle.generate({ format: 'es' });
  return output[0].code;
}

async function main() {
  // TypeScript by its path: the one that the bundler of declarations brings has a `tsc` too.
  const tsc = path.join(__dirname, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.declarations.json'], {
    cwd: __dirname,
    stdio: 'inherit',
  });
  for (const [door, { head, files }] of Object.entries(doors)) {
    // Twice: what is left of the SDK's names after the first time is what a reader meets.
    const first = path.join(emitted, `${path.basename(door)}.first.d.ts`);
    const input = path.join(emitted, 'src', `${door}.d.ts`);
    fs.writeFileSync(first, await bundled(input));
    const whole = await bundled(first, { replaced: { [sdk]: protocol } });
    const text = head + withoutPrivate(typesApart(whole, fs.readFileSync(input, 'utf8')));
    const stranger = /(?:\bfrom|\bimport\()\s*['"]|\bNodeJS\.|\bBuffer\b/.exec(text);
    if (stranger)
      throw new Error(
        `The declarations of ${door} lead elsewhere: ${text.slice(stranger.index, stranger.index + 60)}`,
      );
    for (const file of files) {
      fs.mkdirSync(path.join(__dirname, path.dirname(file)), { recursive: true });
      fs.writeFileSync(path.join(__dirname, file), text);
    }
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
