import assert from 'node:assert/strict';
import { parse } from '../../support/pool/definitions';
import { expectLinear } from '../../support/ratios';
import { applyEdits } from '../support/applyEdits';

describe('A secret in plain text', () => {
  const text = 'mcpServers:\n  a: { command: x, env: { API_KEY: abc123DEF456ghi } }\n';
  const [problem] = parse(text).problems;

  it('can be kept as the answer to an input', () => {
    assert.deepEqual(problem!.fixes![0]!.secret, { input: 'api_key', value: 'abc123DEF456ghi' });
  });

  it('can be taken from the environment instead', () => {
    const [, fix] = problem!.fixes!;
    assert.equal(fix!.secret, undefined);
    const after = applyEdits(text, fix!.edits);
    assert.equal(after, `mcpServers:\n  a: { command: x, env: { API_KEY: "\${API_KEY}" } }\n`);
    assert.deepEqual(parse(after).problems, []);
  });

  it('is marked from its first character to its last', () => {
    assert.deepEqual(problem!.range, { line: 2, column: 36, endLine: 2, endColumn: 51 });
  });

  it('is never repeated in a message or a title', () => {
    const { message, fixes = [] } = problem!;
    assert.doesNotMatch([message, ...fixes.map(({ title }) => title)].join(), /abc123/);
  });

  it('can be fixed one after the other', () => {
    let mended = 'mcpServers:\n  a: { command: x, env: { TOKEN: abc123DEF456ghi } }\n';
    mended += '  b: { command: y, env: { TOKEN: other123DEF456 } }\n';
    for (let count = 0; count < 2; count++)
      mended = applyEdits(mended, parse(mended).problems[0]!.fixes![0]!.edits);
    const { problems, inputs } = parse(mended);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      inputs.map(({ id, type }) => [id, type]),
      [
        ['token-2', 'secret'],
        ['token', 'secret'],
      ],
    );
  });

  it('may follow an option only when the option names it', () => {
    const { problems } = parse('mcpServers:\n  a: { command: x, args: [--id, abc123DEF456ghi] }\n');
    assert.deepEqual(problems, []);
  });
});

describe('A text with many unknown variables', () => {
  it('is reported quickly, with some of them', () => {
    expectLinear((size) => {
      const { problems } = parse(`mcpServers:\n  a: { command: "${'${no:x}'.repeat(size)}" }\n`);
      assert.equal(problems.length, 20);
    }, 5000);
  });

  it('may be unfinished', () => {
    expectLinear((size) => {
      assert.deepEqual(parse(`mcpServers:\n  a: { command: "${'${'.repeat(size)}" }\n`).problems, []);
    }, 10_000);
  });
});

describe('The warnings of an entry', () => {
  it('are found once, however often it is aliased', () => {
    const { problems } = parse(
      `x-e: &e { A: "\${nope nope}" }\nmcpServers:\n  a: { command: x, env: *e }\n  b: { command: y, env: *e }\n`,
    );
    assert.equal(problems.length, 1);
  });

  it('are found in a circular alias', () => {
    const { problems } = parse('mcpServers:\n  a: { command: x, args: &l [a, *l, [*l]] }\n');
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['shape', 'shape'],
    );
  });
});
