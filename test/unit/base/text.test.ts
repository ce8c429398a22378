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

describe('What was probably meant', () => {
  rows<{ word: string; of: string[]; meant?: string }>(
    {
      'Is what differs in a letter': { word: 'comand', of: ['args', 'command'], meant: 'command' },
      'Is what differs in case': { word: 'MCPSERVERS', of: ['mcpServers'], meant: 'mcpServers' },
      'Is what differs in case and a letter': {
        word: 'COMAND',
        of: ['cwd', 'command', 'env'],
        meant: 'command',
      },
      'Is what has other signs between words': {
        word: 'read-file',
        of: ['write_file', 'read_file'],
        meant: 'read_file',
      },
      'Is the same among others that are near': { word: 'ab', of: ['aa', 'ab'], meant: 'ab' },
      'Is nothing when all are far': { word: 'banana', of: ['command', 'args'] },
      'Is nothing of one letter': { word: 'x', of: ['y', 'z'] },
      'Is nothing of nothing': { word: 'x', of: [] },
      'Is nothing for an empty word': { word: '', of: ['a'] },
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
  for (const [ms, text] of said) it(`Of ${ms} ms is "${text}"`, () => assert.equal(formatDuration(ms), text));
});

describe('Words for people', () => {
  it('Count', () => {
    assert.deepEqual(
      [0, 1, 2].map((count) => plural(count, 'tool')),
      ['0 tools', '1 tool', '2 tools'],
    );
  });

  it('Quote names', () => {
    assert.equal(quoted(new Set(['a', 'b c'])), "'a', 'b c'");
  });

  it('Stand on one line that is not too long', () => {
    assert.equal(oneLine('  a\n\tb '), 'a b');
    assert.equal(oneLine('x'.repeat(20), 10), `${'x'.repeat(9)}…`);
  });

  it('Show a command line with quotes where they are needed', () => {
    assert.equal(commandLine('npx', ['-y', '@a/b@1.0', 'two words', '']), 'npx -y @a/b@1.0 "two words" ""');
  });
});

describe('Text that others wrote', () => {
  rows<{ text: string; seen: string }>(
    {
      'Has its escape sequences written out': { text: '\u001b[2Jhi\u0007', seen: '\\u{1b}[2Jhi\\u{7}' },
      'Has what turns the direction of writing written out': { text: 'a\u202eb', seen: 'a\\u{202e}b' },
      'Has what has no width written out': {
        text: 'a\u200bb\u00adc\u{e0041}',
        seen: 'a\\u{200b}b\\u{ad}c\\u{e0041}',
      },
      'Has letters that look like nothing written out': { text: '\u3164\u2800', seen: '\\u{3164}\\u{2800}' },
      'Has a return written out, which would go back over the line': {
        text: 'good\rbad',
        seen: 'good\\rbad',
      },
      'Has separators of lines and halves of pairs written out': {
        text: 'a\u2028b\ud800',
        seen: 'a\\u{2028}b\\u{d800}',
      },
      'Keeps its lines': { text: 'a\n\tb', seen: 'a\n\tb' },
      'Keeps emoji that are joined': { text: '👩🏽‍💻 ❤️‍🔥', seen: '👩🏽‍💻 ❤️‍🔥' },
      'Has a joiner between letters written out': { text: 'ad\u200dmin', seen: 'ad\\u{200d}min' },
    },
    ({ text, seen }) => assert.equal(visible(text), seen),
  );

  it('Is one line where a name or a value is shown', () => {
    assert.equal(visibleLine('a\nb\tc\r\nd'), 'a\\nb\\tc\\r\\nd');
  });
});
