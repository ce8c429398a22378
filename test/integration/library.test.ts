import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expectNoneLeft, newMark } from '../support/processes';
import { repositoryRoot } from '../support/repository';
import { Workspace } from '../support/workspace';

const run = promisify(execFile);

describe('The package mcp-pool after npm install', () => {
  const folder = new Workspace();
  const mark = newMark();
  const env = { ...process.env, ...mark, MCP_POOL_STATE: folder.path('state') };
  const node = async (...args: string[]) =>
    (await run(process.execPath, args, { cwd: folder.folder, env })).stdout;
  const tsc = path.join(repositoryRoot, 'node_modules/typescript/bin/tsc');

  before(async () => {
    folder.write('package.json', '{ "private": true }');
    const quiet = ['--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'];
    const packing = ['pack', repositoryRoot, '--json', ...quiet];
    const { stdout } = await run('npm', packing, { cwd: folder.folder, env: withoutNpm(env) });
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    await run('npm', ['install', '--offline', ...quiet, `./${filename}`], {
      cwd: folder.folder,
      env: withoutNpm(env),
    });
  });

  after(async () => {
    folder.remove();
    await expectNoneLeft(mark);
  });

  it('needs no other package and contains no test, source or map', () => {
    const { packages } = JSON.parse(folder.read('package-lock.json')) as {
      packages: Record<string, { dev?: true }>;
    };
    assert.deepEqual(Object.keys(packages), ['', 'node_modules/mcp-pool']);
    const allowed = readFileSync(path.join(repositoryRoot, '.npmignore'), 'utf8').match(
      /(?<=^!\/)\S*[^/\s]$/gm,
    )!;
    for (const file of allowed.filter((name) => !name.includes('*')))
      assert.ok(folder.read(`node_modules/mcp-pool/${file}`).length > 0, file);
    assert.throws(() => folder.read('node_modules/mcp-pool/dist/extension.mjs'));
  });

  const program = `
    (async () => {
      const pool = await openPool({ servers: { teahouse: { type: 'demo' } } });
      const { content } = await pool.callTool('teahouse', 'check-water', { tea: 'sencha', celsius: 70 });
      console.log(content[0].text);
      await pool.callTool('nobody', 'x').catch((error) => console.log(error instanceof FailureError, error.kind));
      await pool[Symbol.asyncDispose]();
    })();`;
  const printed = 'Water of 70 °C is right for sencha.\ntrue notFound\n';

  it('works for a program that imports it', async () => {
    folder.write('program.mjs', `import { openPool, FailureError } from 'mcp-pool';${program}`);
    assert.equal(await node('program.mjs'), printed);
  });

  it('works for a program that requires it', async () => {
    folder.write('program.cjs', `const { openPool, FailureError } = require('mcp-pool');${program}`);
    assert.equal(await node('program.cjs'), printed);
  });

  it('is the same to both, so that an error of one is recognized by the other', async () => {
    folder.write(
      'both.mjs',
      `import { createRequire } from 'node:module';
      import * as imported from 'mcp-pool';
      const required = createRequire(import.meta.url)('mcp-pool');
      const names = Object.keys(required).sort();
      const same = ['FailureError', 'PoolMetrics', 'openPool'].every((name) => required[name] === imported[name]);
      console.log(same, names.join() === Object.keys(imported).sort().join(), names.join());`,
    );
    const [, declared = ''] = /^export \{ (.*) \};$/m.exec(readDist('library.d.mts')) ?? [];
    assert.equal(await node('both.mjs'), `true true ${declared.split(', ').sort().join()}\n`);
  });

  it('includes the terminal command', async () => {
    folder.configure({ teahouse: { type: 'demo' } });
    const words = ['call', 'teahouse', 'check-water', 'tea=sencha', 'celsius=70'];
    const { stdout } = await run(folder.path('node_modules/.bin/mcp-pool'), words, {
      cwd: folder.folder,
      env,
    });
    assert.match(stdout, /right for sencha/);
  });

  const typed = `
    import { type FinishedCall, openPool, Pool, type PoolEvent, type Server, type Tool } from 'mcp-pool';
    import type { McpPoolApi } from 'mcp-pool/api';
    export async function use(api: McpPoolApi): Promise<string[]> {
      await using pool = await openPool({ config: 'mcp-config.yaml', limits: { requestMs: 1000 } });
      pool.onDidEvent((event: PoolEvent) => event.type === 'call.failed' && event.call.duration.toFixed());
      const server: Server = pool.find('teahouse');
      await pool.add('other', { command: 'node', args: ['x.js'], requestTimeout: '3s' });
      // @ts-expect-error There is no such key.
      await pool.add('wrong', { comand: 'node' });
      // @ts-expect-error How a pool is made is not for programs.
      new Pool();
      const tools: readonly Tool[] = server.catalog.tools.items;
      const call: FinishedCall = await api.callTool('teahouse', 'find-tea', {}, { signal: AbortSignal.timeout(5) });
      const { calls } = await pool.broadcast({ tool: 'find-tea' });
      return [...tools.map(({ name }) => name), call.outcome.kind, ...calls.map(({ tool }) => tool)];
    }`;
  const projects = {
    'node16, required': { file: 'typed.cts', module: 'node16' },
    'node16, imported': { file: 'typed.mts', module: 'node16' },
    'nodenext, with the types of Node': { file: 'typed.mts', module: 'nodenext', node: true },
    'bundler, with those of browsers': { file: 'typed.ts', module: 'esnext', moduleResolution: 'bundler' },
  };
  for (const [name, { file, node: ofNode, ...options }] of Object.entries(projects) as [string, Project][])
    it(`is typed for a strict project that checks libraries too: ${name}`, async () => {
      folder.write(file, typed);
      const compilerOptions = {
        ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true },
        ...{ skipLibCheck: false, target: 'es2022', ...options },
        ...(ofNode
          ? {
              lib: ['es2023'],
              types: ['node'],
              typeRoots: [path.join(repositoryRoot, 'node_modules/@types')],
            }
          : { lib: ['es2023', 'dom'], types: [] }),
      };
      folder.write('tsconfig.json', JSON.stringify({ compilerOptions, files: [file] }));
      await node(tsc, '-p', '.').catch((error: { stdout: string }) => assert.fail(error.stdout));
    });

  it('has the declarations of the extension that the example has', () => {
    const copied = readFileSync(path.join(repositoryRoot, 'examples/extension/mcp-pool.d.ts'), 'utf8');
    assert.ok(
      copied === readDist('api.d.ts'),
      'examples/extension/mcp-pool.d.ts is stale: run npm run generate',
    );
  });

  function readDist(name: string): string {
    return folder.read(`node_modules/mcp-pool/dist/${name}`);
  }
});

interface Project {
  readonly file: string;
  readonly node?: boolean;
}

/** What npm tells its scripts about this project would make an inner npm work on this project. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([key]) => !/^(?:npm_|INIT_CWD$)/i.test(key)));
}
