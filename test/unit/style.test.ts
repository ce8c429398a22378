import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { filesBelow, readText, repositoryRoot } from '../support/repository';
import { proseOf } from './support/prose';
import { slipsIn } from './support/styleWords';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'examples/patterns/README.md',
  ...filesBelow('media/walkthrough'),
  ...filesBelow('docs').filter((file) => file.endsWith('.md')),
].filter((file) => file !== 'docs/style-guide.md');

describe('The words of the style guide', () => {
  for (const file of [...documents, 'package.json'])
    it(`are followed in ${file}`, () => {
      assert.deepEqual(slipsIn(file, readText(file)), []);
    });

  for (const file of filesBelow('src').filter((file) => file.endsWith('.ts')))
    it(`are followed in the comments and texts of ${file}`, () => {
      assert.deepEqual(slipsIn(file, proseOf(readText(file))), []);
    });

  it('are checked in comments and texts, and not in code', () => {
    const source =
      "/** Tells\n * it by\n * itself, as `told` does. */\nconst told = `it ${told} stands`; // wants\nf('told', 'a b')";
    assert.deepEqual(slipsIn('a.ts', proseOf(source)), [
      "a.ts:4 'stands': write 'is', 'appears' or 'means'",
      "a.ts:1 'Tells': write 'says', 'reports' or 'you see'",
      "a.ts:2 'by itself': write 'automatically' or 'on its own'",
      "a.ts:4 'wants': write 'requires' or 'needs'",
    ]);
  });

  it('are reported with the line and the word to use', () => {
    const text = 'It tells you that it starts by\nitself, whoever you are.';
    assert.deepEqual(slipsIn('a.md', text), [
      "a.md:1 'tells': write 'says', 'reports' or 'you see'",
      "a.md:1 'by itself': write 'automatically' or 'on its own'",
      "a.md:2 'whoever': write 'anyone who', or name who it is",
    ]);
  });
});

describe('Text in Markdown', () => {
  for (const file of documents)
    it(`is wrapped in ${file}`, () => {
      const long = proseLines(readText(file)).filter(({ line }) => line.length > 120);
      assert.deepEqual(
        long.map(({ at }) => `${file}:${at}`),
        [],
      );
    });
});

describe('Links in Markdown', () => {
  for (const file of [...documents, 'docs/style-guide.md'])
    it(`lead to files and headings that exist: ${file}`, () => {
      const targets = [...readText(file).matchAll(/\]\((?!\w+:)([^)\s]*)\)/g)].map(
        ([, target = '']) => target,
      );
      assert.deepEqual(
        targets.filter((target) => !exists(file, target)),
        [],
      );
    });
});

describe('The titles of commands', () => {
  const { contributes } = JSON.parse(readText('package.json')) as {
    readonly contributes: { readonly commands: readonly { readonly title: string }[] };
  };
  for (const { title } of contributes.commands)
    it(`are in Title Case: ${title}`, () => {
      assert.match(title, /^[A-Z]/);
      const words = title.replace(/…$/, '').split(/,? /);
      const small = /^(?:a|an|and|as|from|in|of|or|the|to|with|mcp-config\.yaml)$/;
      assert.deepEqual(
        words.filter((word) => !/^[A-Z]/.test(word) && !small.test(word)),
        [],
      );
    });
});

/** Whether a link of a file leads somewhere: to a file or folder, and to a heading in it where the link names one. */
function exists(from: string, target: string): boolean {
  const [file = '', heading] = target.split('#');
  const to = file ? path.posix.join(path.posix.dirname(from), file) : from;
  if (!fs.existsSync(path.join(repositoryRoot, to))) return false;
  if (heading === undefined) return true;
  const headings = readText(to).match(/(?<=^#+ ).+$/gm) ?? [];
  return headings.some(
    (text) =>
      text
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replace(/ /g, '-') === heading,
  );
}

/** The lines that are neither code, nor part of a table, nor one link. */
function proseLines(text: string): { readonly line: string; readonly at: number }[] {
  let fenced = false;
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*```/.test(line)) fenced = !fenced;
    return fenced || /^\||^!?\[[^\]]*\]\([^)]*\)$/.test(line) ? [] : [{ line, at: index + 1 }];
  });
}
