import assert from 'node:assert/strict';
import { didYouMean } from '../../../src/base/didYouMean';
import { commandLine, formatDuration, oneLine, plural, quoted } from '../../../src/base/text';
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
