import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { patternsFolder, runExample } from '../host/examples';
import { expectNoneLeft, newMark } from '../support/processes';
import { Workspace } from '../support/workspace';

const readme = readFileSync(path.join(patternsFolder, 'README.md'), 'utf8');
const promised = [...readme.matchAll(/^### (\S+)\n\n```text\n([\s\S]*?)```/gm)].map(
  ([, file = '', output = '']) => ({ file, output }),
);
const programs = readdirSync(patternsFolder).filter((file) => /\.(?:ts|sh)$/.test(file));

describe('The example programs', () => {
  const workspace = new Workspace();

  after(() => workspace.remove());

  it('are all in the README, in its table and with what they print', () => {
    assert.deepEqual(promised.map(({ file }) => file).sort(), [...programs].sort());
    for (const file of programs) assert.ok(readme.includes(`| [${file}](${file}) |`), file);
  });

  it('are short', () => {
    for (const file of programs) {
      const lines = readFileSync(path.join(patternsFolder, file), 'utf8').trimEnd().split('\n').length;
      assert.ok(lines <= 60, `${file} has ${lines} lines`);
    }
  });

  for (const { file, output } of promised)
    it(`print what the README says and leave nothing behind: ${file}`, async () => {
      const mark = newMark();
      // A state of its own, so that no other run of the tests is in it.
      const { code, stdout, stderr } = await runExample(file, {
        env: { ...mark, MCP_POOL_STATE: workspace.path('state') },
      });
      assert.equal(code, 0, stderr);
      assert.match(stdout, patternOf(output), `it printed:\n${stdout}`);
      await expectNoneLeft(mark);
    });
});

/** `…` stands for anything: on one line, or for any number of lines when it is alone on its own. */
function patternOf(output: string): RegExp {
  const parts = output
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/^…\n/gm, '(?:.*\\n)*')
    .replaceAll('…', '.*');
  return new RegExp(`^${parts}$`);
}
