import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Metafile, stop } from 'esbuild';
import { repositoryRoot } from '../support/repository';
import { buildShipped } from '../support/source/shipped';
import { Workspace } from '../support/workspace';

interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

const { noticesFile, noticesOf } = createRequire(import.meta.url)(
  path.join(repositoryRoot, 'notices.js'),
) as {
  noticesFile: string;
  noticesOf(metafiles: readonly Metafile[], root?: string): readonly Notice[];
};

const lines = (file: string) => readFileSync(path.join(repositoryRoot, file), 'utf8').split('\n');
const shipped = () => readFileSync(path.join(repositoryRoot, noticesFile), 'utf8');

describe('The notices of what ships', () => {
  after(stop);

  let metafile: Metafile;
  before(async () => {
    ({ metafile } = await buildShipped());
  });

  it('name every package in a bundle, with its version and the whole text of its license', () => {
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
    const folders = new Set(
      inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []),
    );
    assert.ok(folders.size > 40, `${folders.size}`);
    const text = shipped();
    const entries = new Map(
      text
        .split(/^-{80}$/m)
        .slice(1)
        .flatMap((head, index, parts) => (index % 2 === 0 ? [[head.trim(), parts[index + 1]?.trim()]] : []))
        .map(([head, licence]) => [head!.split('\n')[0]!, { head: head!, licence: licence ?? '' }]),
    );
    for (const folder of folders) {
      const { name, version, license } = JSON.parse(lines(`${folder}/package.json`).join('\n')) as Notice;
      const entry = entries.get(`${name} ${version}`);
      assert.ok(entry, `${name} ${version}`);
      assert.match(entry.head, new RegExp(`^Licence: ${license.replaceAll('.', '\\.')}$`, 'm'));
      assert.ok(entry.licence.length > 300, `${name}: ${entry.licence}`);
      assert.match(entry.licence, /copyright|licen[cs]e/i, name);
    }
  });

  it('include packages that others have bundled', () => {
    // The SDK holds it and does not say so in its package.json.
    const joined = lines('node_modules/@modelcontextprotocol/client/dist/index.mjs').length > 0;
    assert.ok(joined && /^content-type \d/m.test(shipped()));
  });

  it('are beside the bundles in the extension and in the npm package, whose bundles are all checked', () => {
    assert.ok(lines('.vscodeignore').includes(`!${noticesFile}`));
    assert.ok(lines('.npmignore').includes(`!/${noticesFile}`));
    const bundles = [...lines('.vscodeignore'), ...lines('.npmignore')].flatMap(
      (line) => /^!\/?dist\/(.*)\.[cm]?js$/.exec(line)?.[1] ?? [],
    );
    assert.deepEqual([...new Set(bundles)].sort(), [
      'cli',
      'demo',
      'extension',
      'library',
      'library-*',
      'part-*',
    ]);
  });

  describe('for a package', () => {
    const workspace = new Workspace();
    after(() => workspace.remove());
    const packed = (manifest: object, files: Readonly<Record<string, string>>) => {
      mkdirSync(workspace.path('node_modules/odd'), { recursive: true });
      workspace.write(
        'node_modules/odd/package.json',
        JSON.stringify({ name: 'odd', version: '1.0.0', ...manifest }),
      );
      workspace.write('node_modules/odd/index.js', '// nothing');
      for (const [name, text] of Object.entries(files)) workspace.write(`node_modules/odd/${name}`, text);
      const inputs = { 'node_modules/odd/index.js': { bytesInOutput: 1 } };
      const outputs = { 'dist/x.js': { inputs } } as unknown as Metafile['outputs'];
      return noticesOf([{ inputs: {}, outputs }], workspace.folder);
    };

    it('fail the build without the text of a license, or with an empty one', () => {
      assert.throws(
        () => packed({ license: 'MIT' }, {}),
        /odd 1\.0\.0 ships without the text of its licence, MIT/,
      );
      assert.throws(() => packed({ license: 'MIT' }, { LICENSE: ' \n' }), /without the text of its licence/);
    });

    it('fail the build when no one has read the license yet', () => {
      for (const license of ['GPL-3.0', 'SEE LICENSE IN LICENSE', undefined])
        assert.throws(() => packed({ license }, { LICENSE: 'words' }), /which notices\.js does not know/);
    });

    it('contain the license and the notice of its authors', () => {
      const [notice] = packed({ license: 'Apache-2.0' }, { LICENSE: 'the licence', NOTICE: 'by Odd' });
      assert.equal(notice?.text, 'the licence\n\nby Odd');
    });
  });
});
