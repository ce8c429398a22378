import assert from 'node:assert/strict';
import { timeout } from '../../.mocharc.json';
import { waitLimit } from '../integration/support/until';
import { filesBelow, readText } from './support/repository';

const mayMeasure = /^test\/(?:bench\/|integration\/support\/ratios\.ts$|unit\/steadyTests\.test\.ts$)/;
const files = filesBelow('test').filter((file) => file.endsWith('.ts') && !mayMeasure.test(file));

/** The places where the files say something, as `file: what`. */
function found(pattern: RegExp): string[] {
  return files.flatMap((file) => [...readText(file).matchAll(pattern)].map(([what]) => `${file}: ${what}`));
}

describe('The tests', () => {
  it('May take longer than anything is waited for', () => {
    assert.ok(timeout > 2 * waitLimit);
  });

  it('Have one limit, which is nowhere set again', () => {
    assert.deepEqual(found(/(?<!AbortSignal)\.timeout\([\d_]+\)|\bwithin: [\d_]+|--timeout [\d_]{4,}/g), []);
    assert.doesNotMatch(readText('package.json'), /mocha[^"]*--timeout/);
  });

  it('Are looked after: what they start is marked, and none of it may be left', () => {
    assert.ok(process.env.XDG_MCP_POOL_TEST_RUN);
  });

  it('Do not compare a time that passed with a number', () => {
    const passed = String.raw`(?:(?:Date|performance)\.now\(\) - \w+|\btook)`;
    assert.deepEqual(found(new RegExp(`${passed} *[<>]=? *[\\d_]+`, 'g')), []);
  });
});
