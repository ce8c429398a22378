import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { filesBelow, readText, repositoryRoot } from '../support/repository';

const architecture = readText('docs/architecture.md');
const sources = filesBelow('src');

/** The longest a tool call may be on its way, in files: more would be a detour. */
const mostFilesOfCall = 20;

describe('docs/architecture.md and CONTRIBUTING.md', () => {
  for (const file of ['docs/architecture.md', 'CONTRIBUTING.md'])
    it(`name only files that exist: ${file}`, () => {
      const named = filesIn(readText(file));
      assert.ok(named.length > 10, `only ${named.length} files are found in it`);
      assert.deepEqual(
        named.filter((name) => !isThere(name)),
        [],
      );
    });

  it('have files found however they are named', () => {
    const text = 'See `src/cli/no.ts`, `server/server.ts`, [`x.ts`](y), `dist/cli.mjs`, `a.b()` and `x.md`.';
    assert.deepEqual(filesIn(text), ['src/cli/no.ts', 'server/server.ts', 'x.ts', 'x.md']);
    assert.deepEqual(filesIn(text).map(isThere), [false, true, false, false]);
  });
});

describe('The table of folders', () => {
  const rows = [...architecture.matchAll(/^\| `([\w/]+)` \| (.+) \| `([\w/]+\.ts)` \|$/gm)].map(
    ([, folder = '', , start = '']) => ({ folder, start }),
  );

  it('has one line for each folder of src, and no other', () => {
    assert.deepEqual(rows.map(({ folder }) => folder).sort(), foldersOfSource());
  });

  it('names a file in each folder to start with', () => {
    const wrong = rows.filter(({ folder, start }) => !sources.includes(`src/${folder}/${start}`));
    assert.deepEqual(wrong, []);
  });
});

describe('The paths through the code', () => {
  for (const title of ['Follow a tool call', 'Follow a configuration change', 'Follow a REST call'])
    it(`list files of src, each at most once: ${title}`, () => {
      const files = flowOf(title);
      assert.ok(files.length > 10, `only ${files.length} files are found`);
      assert.deepEqual(
        files.filter((file, at) => !sources.includes(`src/${file}`) || files.indexOf(file) !== at),
        [],
      );
    });

  it(`have at most ${mostFilesOfCall} files for a tool call`, () => {
    assert.ok(flowOf('Follow a tool call').length <= mostFilesOfCall);
  });
});

/** The files that a text names as code. What a build makes is not in the repository. */
function filesIn(text: string): string[] {
  return [...text.matchAll(/`([\w@./-]+\.(?:ts|js|json|md|svg))`/g)].flatMap(([, name = '']) =>
    /^(?:dist|out)\//.test(name) ? [] : [name],
  );
}

/** Whether there is a file of that path, or one of src whose path ends so. */
function isThere(name: string): boolean {
  return (
    fs.existsSync(path.join(repositoryRoot, name)) || sources.some((file) => `/${file}`.endsWith(`/${name}`))
  );
}

/** The folders of the source that hold something, and those that hold these. */
function foldersOfSource(): string[] {
  const folders = new Set<string>();
  for (const file of sources)
    for (let at = path.posix.dirname(file); at !== 'src'; at = path.posix.dirname(at))
      folders.add(at.slice('src/'.length));
  return [...folders].sort();
}

/** The files with which the steps below a heading begin, in their order and numbered without a gap. */
function flowOf(title: string): string[] {
  const [, text = ''] = architecture.split(`\n## ${title}\n`);
  const steps = [...text.split('\n## ')[0]!.matchAll(/^(\d+)\. (?:`([\w/]+\.ts)` )?/gm)];
  assert.deepEqual(
    steps.map(([, number]) => Number(number)),
    steps.map((_, at) => at + 1),
  );
  return steps.map(([step, , file]) => file ?? assert.fail(`${title}: the step '${step}' names no file`));
}
