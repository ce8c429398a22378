import assert from 'node:assert/strict';
import { filesBelow, readText } from '../support/repository';
import { slipsIn } from './support/styleWords';
import { type Title, titlesOf } from './support/titles';

// No behavior begins with these words: a title of `it` begins with a verb.
const noVerb =
  /^(?:an?|the|this|that|which|it|its|no|not|and|but|or|if|when|where|while|what|how|whether|of|in|on|at|by|to|for|from|with|without|as|behind|such|all|each|every|another|other)\b/;

const files = filesBelow('test').filter((file) => file.endsWith('.test.ts'));

/** What is wrong with the titles of a file, as `file:line 'title': what`. */
function faultsIn(file: string, source: string): string[] {
  const titles = titlesOf(source);
  const full = titles.map((title) => [...title.within, title.text].join(' '));
  const faults = titles.flatMap((title, index) => {
    const isRepeated = title.kind === 'it' && full.indexOf(full[index]!) < index;
    return [...(isRepeated ? ['is there twice'] : []), ...faultsOf(title)].map(
      (what) => `${file}:${title.line} '${title.text}' ${what}`,
    );
  });
  const lines: string[] = [];
  for (const { line, text } of titles) lines[line - 1] = `${text} |`;
  return [...faults, ...slipsIn(file, Array.from(lines, (line) => line ?? '|').join('\n'))];
}

function faultsOf({ kind, text, within }: Title): string[] {
  const faults: string[] = [];
  if (text.trim() === '' || text === '…') return [];
  if (text.endsWith('.')) faults.push('ends with a full stop');
  if (kind === 'it') {
    if (!/^[a-z…]/.test(text)) faults.push('does not begin in lower case');
    if (noVerb.test(text)) faults.push('does not begin with a verb');
  } else if (within.length === 0) {
    // A file or a program may begin with its own name.
    const [first = ''] = text.split(' ');
    if (!/^[A-Z]|[-./]/.test(first)) faults.push('does not begin with a capital');
    if (/^(?:What|Whether|How|When|Where|Why|While|There)\b/.test(text)) faults.push('does not name a thing');
  }
  return faults;
}

describe('The title of a test', () => {
  for (const file of files)
    it(`reads as a sentence in ${file}`, () => assert.deepEqual(faultsIn(file, readText(file)), []));

  it('is found in calls, templates, conditions and tables', () => {
    const source = [
      "describe('A thing', () => {",
      '  for (const x of [1]) it(`does ${x} well`, check);',
      "  it(x ? 'is here' : `is ${x}`, check);",
      "  rows({ works: 1, 'has rows': 2 }, check);",
      '  rows({ Name: 1 }, check, (name) => `is ${name}`);',
      "  describe('in a room', () => it('sleeps', check));",
      '});',
    ].join('\n');
    assert.deepEqual(
      titlesOf(source).map(({ text, line, within }) => [line, ...within, text].join('/')),
      [
        '1/A thing',
        '2/A thing/does … well',
        '3/A thing/is here',
        '3/A thing/is …',
        '4/A thing/works',
        '4/A thing/has rows',
        '6/A thing/in a room',
        '6/A thing/in a room/sleeps',
      ],
    );
  });

  it('is reported with the line and the fault', () => {
    const source = [
      "describe('a thing', () => {",
      "  it('Works', check);",
      "  it('the thing works', check);",
      "  it('works.', check);",
      "  it('is tried', check);",
      "  it('is tried', check);",
      "  it('is left by itself', check);",
      '});',
      "describe('mcp-pool call', () => {});",
      "describe('What it does', () => {});",
    ].join('\n');
    assert.deepEqual(faultsIn('a.ts', source), [
      "a.ts:1 'a thing' does not begin with a capital",
      "a.ts:2 'Works' does not begin in lower case",
      "a.ts:3 'the thing works' does not begin with a verb",
      "a.ts:4 'works.' ends with a full stop",
      "a.ts:6 'is tried' is there twice",
      "a.ts:10 'What it does' does not name a thing",
      "a.ts:7 'by itself': write 'automatically' or 'on its own'",
    ]);
  });
});
