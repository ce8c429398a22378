import assert from 'node:assert/strict';
import { toolChanges } from '../../../src/pool/approvals/toolChanges';

const snapshot = (description: string, properties: object = {}) => ({
  description,
  inputSchema: { type: 'object', properties },
});

describe('The difference between two snapshots of a tool', () => {
  it('is empty when they only differ in order', () => {
    const schema = { properties: {}, type: 'object' };
    assert.equal(toolChanges(snapshot('a'), { inputSchema: schema, description: 'a' }), '');
  });

  it('has the lines before and after', () => {
    assert.equal(
      toolChanges(snapshot('one\ntwo\nthree'), snapshot('one\n2\nthree\nfour')),
      '- two\n+ 2\n+ four',
    );
  });

  it('distinguishes equal lines in different places', () => {
    const before = snapshot('a', { x: { type: 'string' }, y: { type: 'number' } });
    const after = snapshot('a', { x: { type: 'number' }, y: { type: 'string' } });
    const lines = toolChanges(before, after).split('\n');
    assert.deepEqual(lines.map((line) => line.replace(/\s+/g, ' ')).sort(), [
      '+ "type": "number"',
      '+ "type": "string"',
      '- "type": "number"',
      '- "type": "string"',
    ]);
  });

  it('has all of both when there is too much to compare', () => {
    const lines = (word: string) => Array.from({ length: 1500 }, (_, index) => `${word} ${index}`).join('\n');
    const difference = toolChanges(snapshot(lines('a')), snapshot(lines('b'))).split('\n');
    assert.equal(difference.length, 3000);
  });

  it('shows control characters as text', () => {
    assert.equal(toolChanges(snapshot('a'), snapshot('\u001b[1Aa')), '- a\n+ \\u{1b}[1Aa');
  });
});
