import assert from 'node:assert/strict';
import { type SseEvent, SseReader } from '../../../src/mcp/http/sseReader';

/** Cuts text into chunks of these sizes, over and over, and gives the events. */
function read(text: string, sizes: readonly number[], limit = 1000): SseEvent[] {
  const events: SseEvent[] = [];
  const reader = new SseReader(limit, (event) => events.push(event));
  const bytes = Buffer.from(text);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    reader.push(bytes.subarray(at, at + size));
    at += size;
  }
  reader.end();
  return events;
}

const text =
  '\ufeff: a comment\n\nid: 1\nretry: 50\ndata: \n\nevent: endpoint\ndata: /m?s=1\n\ndata: {"a":"ä€😀"}\n\n' +
  'data: one\ndata:two\n\nid\nevent: x\ndata\n\ndata: last';
const expected: SseEvent[] = [
  { type: 'message', data: '', id: '1', retry: '50' },
  { type: 'endpoint', data: '/m?s=1', id: undefined, retry: undefined },
  { type: 'message', data: '{"a":"ä€😀"}', id: undefined, retry: undefined },
  { type: 'message', data: 'one\ntwo', id: undefined, retry: undefined },
  { type: 'x', data: '', id: '', retry: undefined },
  { type: 'message', data: 'last', id: undefined, retry: undefined },
];

describe('A stream of events', () => {
  const lineBreaks = {
    'line feeds': '\n',
    'carriage returns and line feeds': '\r\n',
    'carriage returns': '\r',
  };
  for (const [name, lineBreak] of Object.entries(lineBreaks)) {
    it(`is read the same with ${name}, wherever it is cut`, () => {
      for (const sizes of [[1], [2], [3], [7], [1, 5], [4, 2, 9], [1000]]) {
        assert.deepEqual(read(text.replaceAll('\n', lineBreak), sizes), expected, sizes.join());
      }
    });

    it(`continues after an event over the limit, whose ends are kept, with ${name}`, () => {
      const large = `data: first\n\ndata: {"id":1,"x":"${'y'.repeat(5000)}"}\n\ndata: next\n\n`;
      for (const sizes of [[1], [7], [100, 3], [10_000]]) {
        const [, first, second, ...more] = read(large.replaceAll('\n', lineBreak), sizes);
        assert.ok(first && 'size' in first && first.head.startsWith('{"id":1'), sizes.join());
        assert.ok(first.tail.trimEnd().endsWith('y"}'));
        assert.ok(second && 'data' in second && second.data === 'next');
        assert.deepEqual(more, []);
      }
    });
  }
});
