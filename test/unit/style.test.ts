import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { proseOf } from './support/prose';
import { filesBelow, readText, repository } from './support/repository';

/** Words that docs/style-guide.md rules out, and what to write instead. */
const unwanted: readonly (readonly [words: RegExp, instead: string])[] = [
  [/\bstand(?:s|ing)?\b|\bstood\b/i, "'is', 'appears' or 'means'"],
  [/\btell(?:s|ing)?\b|\btold\b/i, "'says', 'reports' or 'you see'"],
  [/\banew\b/i, "'again' or 'new'"],
  [/\bby (?:itself|themselves)\b/i, "'automatically' or 'on its own'"],
  [/\bwho(?:ever|soever)\b/i, "'anyone who', or name who it is"],
  [/\bwhat is no\b/i, 'the thing itself'],
  [/\b(?:of|by) (?:ours|yours|theirs)\b/i, "'our', 'your' or 'their'"],
  [/\bleft out of account\b|\bleft alone\b/i, "'ignored'"],
  [/\blook(?:s|ed)? at\b|\blooking at\b/i, "'checks' or 'see'"],
  [/\btak(?:es?|en|ing) over\b|\btook over\b/i, "'imports'"],
  [/\bgo(?:es)? on\b|\bgoing on\b|\bwent on\b/i, "'continues'"],
  [/\blets? go\b|\bis let\b/i, "'disconnects' or 'closes'"],
  [/\bagree(?:s|d|ing)?\b/i, "'approves'"],
  [/\bfor ever\b/i, "'indefinitely'"],
  [/\bat the most\b/i, "'at most'"],
  [/\bwants?\b|\bwanted\b/i, "'requires' or 'needs'"],
  [/\b(?:some|no|any|every)body\b/i, "'someone', 'no one', 'anyone' or 'everyone'"],
  [/\bwhen left out\b/i, "'Default: …'"],
  [/\bmends?\b|\bmended\b/i, "'fixes'"],
  [/\bgets? hold of\b|\bare got\b|\bis got\b/i, "'obtains'"],
  [/\bcolours?\b|\blicences?\b|\bcancelled\b(?!`)/i, 'the American spelling'],
  [/\b(?:can|do|does|is|are|was|will|has|have|should)n[’']t\b/i, 'the words in full'],
];

/** Sentences that cannot be changed yet: the defaults of keys are found by these words. */
const later: Readonly<Record<string, RegExp>> = { 'docs/configuration.md': /\bwhen left out\b/i };

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
    it(`are kept to in ${file}`, () => {
      assert.deepEqual(slipsIn(file, readText(file)), []);
    });

  for (const file of filesBelow('src').filter((file) => file.endsWith('.ts')))
    it(`are kept to in the comments and texts of ${file}`, () => {
      assert.deepEqual(slipsIn(file, proseOf(readText(file))), []);
    });

  it('are missed in comments and texts, and not in code', () => {
    const source =
      "/** Tells\n * it by\n * itself, as `told` does. */\nconst told = `it ${told} stands`; // wants\nf('told', 'a b')";
    assert.deepEqual(slipsIn('a.ts', proseOf(source)), [
      "a.ts:4 'stands': write 'is', 'appears' or 'means'",
      "a.ts:1 'Tells': write 'says', 'reports' or 'you see'",
      "a.ts:2 'by itself': write 'automatically' or 'on its own'",
      "a.ts:4 'wants': write 'requires' or 'needs'",
    ]);
  });

  it('are missed wherever they are not kept to', () => {
    const text = 'It tells you that it starts by\nitself, whoever you are.';
    assert.deepEqual(slipsIn('a.md', text), [
      "a.md:1 'tells': write 'says', 'reports' or 'you see'",
      "a.md:1 'by itself': write 'automatically' or 'on its own'",
      "a.md:2 'whoever': write 'anyone who', or name who it is",
    ]);
  });
});

describe('Prose in Markdown', () => {
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
  if (!fs.existsSync(path.join(repository, to))) return false;
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

/** Every unwanted word of a text, as `file:line`, the word and what to write instead; also where a line ends within. */
function slipsIn(file: string, text: string): string[] {
  return unwanted.flatMap(([words, instead]) => {
    if (later[file]?.source === words.source) return [];
    const pattern = new RegExp(words.source.replaceAll(' ', '\\s+'), 'gi');
    return [...text.matchAll(pattern)].map(({ 0: found, index }) => {
      const line = text.slice(0, index).split('\n').length;
      return `${file}:${line} '${found.replace(/\s+/g, ' ')}': write ${instead}`;
    });
  });
}

/** The lines that are neither code, nor part of a table, nor one link. */
function proseLines(text: string): { readonly line: string; readonly at: number }[] {
  let fenced = false;
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*```/.test(line)) fenced = !fenced;
    return fenced || /^\||^!?\[[^\]]*\]\([^)]*\)$/.test(line) ? [] : [{ line, at: index + 1 }];
  });
}
