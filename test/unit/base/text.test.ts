import assert from 'node:assert/strict';
import { didYouMean } from '../../../src/base/didYouMean';
import {
  commandLine,
  formatDuration,
  oneLine,
  plural,
  quoted,
  visible,
  visibleLine,
} from '../../../src/base/text';
import { rows } from '../support/table';

describe('The name that was probably meant', () => {
  rows<{ word: string; of: string[]; meant?: string }>(
    {
      'may differ in a letter': { word: 'comand', of: ['args', 'command'], meant: 'command' },
      'may differ in case': { word: 'MCPSERVERS', of: ['mcpServers'], meant: 'mcpServers' },
      'may differ in case and a letter': {
        word: 'COMAND',
        of: ['cwd', 'command', 'env'],
        meant: 'command',
      },
      'may have other characters between words': {
        word: 'read-file',
        of: ['write_file', 'read_file'],
        meant: 'read_file',
      },
      'is the exact name among similar ones': { word: 'ab', of: ['aa', 'ab'], meant: 'ab' },
      'is unknown when all differ too much': { word: 'banana', of: ['command', 'args'] },
      'is unknown for one letter': { word: 'x', of: ['y', 'z'] },
      'is unknown without names': { word: 'x', of: [] },
      'is unknown for an empty word': { word: '', of: ['a'] },
    },
    ({ word, of, meant }) => assert.equal(didYouMean(word, of), meant),
  );
});

describe('A duration', () => {
  const said: readonly (readonly [ms: number, text: string])[] = [
    [0, '0 ms'],
    [12.4, '12 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [3_400, '3.4 s'],
    [9_960, '10 s'],
    [59_499, '59 s'],
    [59_600, '1 min'],
    [60_000, '1 min'],
    [119_700, '2 min'],
    [125_000, '2 min 5 s'],
    [3_600_000, '60 min'],
  ];
  for (const [ms, text] of said)
    it(`is "${text}" for ${ms} ms`, () => assert.equal(formatDuration(ms), text));
});

describe('Text for people', () => {
  it('counts things in the singular and plural', () => {
    assert.deepEqual(
      [0, 1, 2].map((count) => plural(count, 'tool')),
      ['0 tools', '1 tool', '2 tools'],
    );
  });

  it('quotes names', () => {
    assert.equal(quoted(new Set(['a', 'b c'])), "'a', 'b c'");
  });

  it('fits on one line that is not too long', () => {
    assert.equal(oneLine('  a\n\tb '), 'a b');
    assert.equal(oneLine('x'.repeat(20), 10), `${'x'.repeat(9)}…`);
  });

  it('shows a command line with quotes where they are needed', () => {
    assert.equal(commandLine('npx', ['-y', '@a/b@1.0', 'two words', '']), 'npx -y @a/b@1.0 "two words" ""');
  });
});

describe('Text of a server', () => {
  rows<{ text: string; seen: string }>(
    {
      'shows its escape sequences as text': { text: '\u001b[2Jhi\u0007', seen: '\\u{1b}[2Jhi\\u{7}' },
      'shows marks of the writing direction as text': { text: 'a\u202eb', seen: 'a\\u{202e}b' },
      'shows characters without width as text': {
        text: 'a\u200bb\u00adc\u{e0041}',
        seen: 'a\\u{200b}b\\u{ad}c\\u{e0041}',
      },
      'shows letters that look blank as text': { text: '\u3164\u2800', seen: '\\u{3164}\\u{2800}' },
      'shows a carriage return as text, which would overwrite the line': {
        text: 'good\rbad',
        seen: 'good\\rbad',
      },
      'shows line separators and halves of surrogate pairs as text': {
        text: 'a\u2028b\ud800',
        seen: 'a\\u{2028}b\\u{d800}',
      },
      'keeps its lines': { text: 'a\n\tb', seen: 'a\n\tb' },
      'keeps emoji that are joined': { text: '👩🏽‍💻 ❤️‍🔥', seen: '👩🏽‍💻 ❤️‍🔥' },
      'shows a joiner between letters as text': { text: 'ad\u200dmin', seen: 'ad\\u{200d}min' },
    },
    ({ text, seen }) => assert.equal(visible(text), seen),
  );

  it('fits on one line as a name or a value', () => {
    assert.equal(visibleLine('a\nb\tc\r\nd'), 'a\\nb\\tc\\r\\nd');
  });
});
