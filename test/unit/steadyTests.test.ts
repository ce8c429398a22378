import assert from 'node:assert/strict';
import { timeout } from '../../.mocharc.json';
import { filesBelow, readText } from '../support/repository';
import { waitLimit } from '../support/until';

const mayMeasure = /^test\/(?:bench\/|support\/ratios\.ts$|unit\/steadyTests\.test\.ts$)/;
const files = filesBelow('test').filter((file) => file.endsWith('.ts') && !mayMeasure.test(file));

/** The places where the files say something, as `file: what`. */
function found(pattern: RegExp): string[] {
  return files.flatMap((file) => [...readText(file).matchAll(pattern)].map(([what]) => `${file}: ${what}`));
}

describe('The tests of every ring', () => {
  it('may take longer than any wait', () => {
    assert.ok(timeout > 2 * waitLimit);
  });

  it('have one time limit, which nothing overrides', () => {
    assert.deepEqual(found(/(?<!AbortSignal)\.timeout\([\d_]+\)|\bwithin: [\d_]+|--timeout [\d_]{4,}/g), []);
    assert.doesNotMatch(readText('package.json'), /mocha[^"]*--timeout/);
  });

  it('mark what they start, none of which may be left', () => {
    assert.ok(process.env.XDG_MCP_POOL_TEST_RUN);
  });

  it('do not compare an elapsed time with a number', () => {
    const passed = String.raw`(?:(?:Date|performance)\.now\(\) - \w+|\btook)`;
    assert.deepEqual(found(new RegExp(`${passed} *[<>]=? *[\\d_]+`, 'g')), []);
  });
});
