import assert from 'node:assert/strict';
import { type FileSymbol, symbolsOf } from '../../../../src/config/language/documentSymbols';
import { rows } from '../../support/table';
import { entryText as entry } from '../../support/withCursor';

/** A text and its outline without the keys of entries, a line each. */
type Row = readonly [text: string, outline: readonly string[]];

function lines(symbols: readonly FileSymbol[], depth = 0): string[] {
  return symbols.flatMap(({ name, detail, kind, children }) => {
    const line = `${'  '.repeat(depth)}${kind} ${name}${detail ? `: ${detail}` : ''}`;
    return [line, ...(kind === 'section' ? lines(children, depth + 1) : [])];
  });
}

describe('The outline of a configuration file', () => {
  rows<Row>(
    {
      'has servers with their command lines': [
        entry('command: npx', 'args:', '  - -y', '  - a b'),
        ['section mcpServers', '  server a: npx -y "a b"'],
      ],
      'has servers with their addresses, without possible tokens': [
        entry('url: "https://u:p@h/mcp?key=1"'),
        ['section mcpServers', '  server a: https://h/mcp'],
      ],
      'has servers with nothing but a type': [
        entry('type: demo'),
        ['section mcpServers', '  server a: demo'],
      ],
      'has inputs with what they ask for': [
        'inputs:\n  k: { type: secret, description: The key }\n',
        ['section inputs', '  input k: The key'],
      ],
      'has the defaults': [
        'defaults:\n  cwd: x\nservers: {}\n',
        ['section defaults', '  key cwd: x', 'section servers'],
      ],
      'works for a file like JSON': [
        '{ "mcpServers": { "a": { "command": "x", "args": ["y"] } } }',
        ['section mcpServers', '  server a: x y'],
      ],
      'has the entries around a broken one': [
        `${entry('command: "x', 'args: [y')}  b:\n    comm\n  c: { url: z\n`,
        ['section mcpServers', '  server a: x y', '  server b', '  server c: z'],
      ],
      'is empty for an empty file': ['# nothing\n', []],
    },
    ([text, outline]) => assert.deepEqual(lines(symbolsOf(text)), outline),
  );

  it('has the keys of an entry without possible secrets', () => {
    const [section] = symbolsOf(entry('cwd: x', 'env: { A: s3cret }', 'headers:', '  B: s3cret'));
    const keys = section!.children[0]!.children;
    assert.deepEqual(lines(keys), ['key cwd: x', 'key env', 'key headers']);
    assert.deepEqual(lines(keys[1]!.children), ['key A']);
    assert.ok(!JSON.stringify(section).includes('s3cret'));
  });

  it('has the place of everything', () => {
    const text = `${entry('cwd: x', 'args:', '  - y')}  b: { url: z }\n`;
    const [section] = symbolsOf(text);
    const [a, b] = section!.children;
    assert.equal(text.slice(a!.range.from, a!.range.to), 'a:\n    cwd: x\n    args:\n      - y');
    assert.equal(text.slice(a!.selectionRange.from, a!.selectionRange.to), 'a');
    assert.equal(text.slice(b!.range.from, b!.range.to), 'b: { url: z }');
  });

  it('keeps children within their parents', () => {
    const sample = '{ "mcpServers": { "a": { "command": "x" } } }\n';
    for (const text of [sample, `${entry('cwd: "x', 'env: { A: [b')}  b:\n  - c: d\n e: f\n`])
      for (let end = 0; end <= text.length; end++) checkRanges(symbolsOf(text.slice(0, end)), end);
  });
});

function checkRanges(symbols: readonly FileSymbol[], end: number): void {
  for (const { range, selectionRange, children } of symbols) {
    assert.ok(range.from <= selectionRange.from && selectionRange.to <= range.to && range.to <= end);
    for (const child of children) assert.ok(range.from <= child.range.from && child.range.to <= range.to);
    checkRanges(children, end);
  }
}
