import assert from 'node:assert/strict';
import path from 'node:path';
import { filesBelow, readText } from '../support/repository';
import { grouped } from '../support/source/grouped';

const files = filesBelow('test').filter((file) => file.endsWith('.ts'));
const helpers = files.filter((file) => /\/support\//.test(file));

/** The folder of test that a file is in: a ring, or what all rings share. */
const partOf = (file: string) => file.split('/')[1]!;

/** Programs that tests start, and tools that are also commands of their own. */
const shared = ['support', 'fixtures', 'host'];

const uses = files.flatMap((from) =>
  [...readText(from).matchAll(/\b(?:from|import)[\s(]*'(\.[^']*)'/g)]
    .map(([, target = '']) => ({ from, to: `${path.posix.join(path.posix.dirname(from), target)}.ts` }))
    .filter(({ to }) => files.includes(to)),
);

describe('The helpers of tests', () => {
  it('are in test/support when more than one ring uses them', () => {
    const astray = uses.filter(({ from, to }) => partOf(from) !== partOf(to) && !shared.includes(partOf(to)));
    assert.deepEqual(astray, []);
  });

  it('are in the folder of their ring when no other one uses them', () => {
    const alone = helpers.filter((file) => {
      const users = new Set(uses.filter(({ to }) => to === file).map(({ from }) => partOf(from)));
      return partOf(file) === 'support' && users.size === 1 && !users.has('support');
    });
    assert.deepEqual(alone, []);
  });

  it('are at most 15 in a folder', () => {
    const folders = [...grouped(helpers, path.posix.dirname)].filter(([, inside]) => inside.length > 15);
    assert.deepEqual(folders, []);
  });

  it('are each written once', () => {
    const exported = helpers.flatMap((file) =>
      [...readText(file).matchAll(/^export (?:async )?(?:function|class|const) (\w+)/gm)].map(
        ([, name = '']) => ({ name, file }),
      ),
    );
    const twice = [...grouped(exported, ({ name }) => name)].filter(([, places]) => places.length > 1);
    assert.deepEqual(twice, []);
  });
});
