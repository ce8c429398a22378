import assert from 'node:assert/strict';
import { type Line, LineReader } from '../../../src/mcp/stdio/lineReader';
import { idInEnds } from '../../../src/mcp/transport/jsonRpc';
import { expectLinear } from '../../support/ratios';

/** The lines of a stream that comes in these chunks. */
function read(chunks: readonly Buffer[], limit = 1024 * 1024): { lines: Line[]; rest: string } {
  const lines: Line[] = [];
  const reader = new LineReader(limit, (line) => lines.push(line));
  for (const chunk of chunks) reader.push(chunk);
  return { lines, rest: reader.rest() };
}

describe('A stream of lines', () => {
  const stream = Buffer.from('{"a":"ä€🎉"}\n\n{"b":1}\r\n  \nend');
  const expected = { lines: [{ text: '{"a":"ä€🎉"}' }, { text: '{"b":1}\r' }, { text: '  ' }], rest: 'end' };

  it('is read the same wherever it is cut in two', () => {
    for (let at = 0; at <= stream.length; at++)
      assert.deepEqual(read([stream.subarray(0, at), stream.subarray(at)]), expected, `cut at ${at}`);
  });

  it('is read the same byte by byte', () => {
    assert.deepEqual(read([...stream].map((byte) => Buffer.from([byte]))), expected);
  });

  it('keeps its bytes when the buffer is reused', () => {
    const buffer = Buffer.from('abc');
    const lines: Line[] = [];
    const reader = new LineReader(100, (line) => lines.push(line));
    reader.push(Buffer.from(buffer));
    reader.push(Buffer.from('\n'));
    assert.deepEqual(lines, [{ text: 'abc' }]);
  });

  it('reads a line of 32 MB in 64 KB chunks at once', () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    expectLinear((size) => {
      const chunks = [...Array.from({ length: size }, () => chunk), Buffer.from('\n')];
      const { lines } = read(chunks, 64 * 1024 * 1024);
      assert.equal('text' in lines[0]! && lines[0].text.length, size * 64 * 1024);
    }, 128);
  });
});

describe('A line over the limit', () => {
  const big = (id: string) => `{"jsonrpc":"2.0",${id}"result":{"text":"${'x'.repeat(20_000)}"}}`;

  it('is reported by its two ends, and the next line is read', () => {
    const stream = Buffer.from(`${big('"id":7,')}\n{"id":8}\n`);
    for (const size of [1, 100, 4096, 5000, 65_536]) {
      const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, index) =>
        stream.subarray(index * size, (index + 1) * size),
      );
      const { lines, rest } = read(chunks, 10_000);
      const [first, second] = lines;
      assert.ok(first && 'size' in first);
      assert.equal(first.size, stream.indexOf('\n'));
      assert.equal(idInEnds(first.head, first.tail), 7);
      assert.deepEqual(second, { text: '{"id":8}' });
      assert.equal(rest, '');
    }
  });

  it('is one byte longer than the longest that is accepted', () => {
    const { lines } = read([Buffer.from('12345\n123456\n')], 5);
    assert.deepEqual(lines, [{ text: '12345' }, { size: 6, head: '123456', tail: '123456' }]);
  });
});

describe('The id in the ends of an answer', () => {
  const x = 'x'.repeat(50);
  const found: Readonly<
    Record<string, readonly [head: string, tail: string, id: string | number | undefined]>
  > = {
    'may be at the beginning': [`{"id":5,"jsonrpc":"2.0","result":{"${x}`, `${x}"}}`, 5],
    'may be after the version': [`{ "jsonrpc" : "2.0", "id" : "a\\"b", "result":{"${x}`, `${x}"}}`, 'a"b'],
    'may be at the end': [`{"jsonrpc":"2.0","result":{"${x}`, `${x}"},"id":12}`, 12],
    'may be at the end before the version': [`{"result":{"${x}`, `${x}"},"id":12,"jsonrpc":"2.0"}\r`, 12],
    'is not one inside the result': [`{"jsonrpc":"2.0","result":{"${x}`, `${x}","id":12}}`, undefined],
    'is not that of a request': [
      `{"jsonrpc":"2.0","id":3,"method":"sampling/createMessage","params":{"${x}`,
      `${x}"}}`,
      undefined,
    ],
    'is not that of a request whose id comes last': [
      `{"method":"roots/list","params":{"${x}`,
      `${x}"},"id":3}`,
      undefined,
    ],
    'is not in other output': [`${x}"id":5`, x, undefined],
  };
  for (const [name, [head, tail, id]] of Object.entries(found))
    it(name, () => assert.equal(idInEnds(head, tail), id));
});
