import assert from 'node:assert/strict';
import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/client';
import { renderPrompt, renderResult } from '../../../src/pool/render/renderResult';
import { rows } from '../support/table';

/** What a tool sent, and the document that a person sees. */
interface Row {
  readonly content: readonly ContentBlock[];
  readonly more?: Partial<CallToolResult>;
  readonly warnings?: readonly string[];
  readonly language: string;
  readonly text: string;
  readonly files?: readonly string[];
}

const text = (value: string): ContentBlock => ({ type: 'text', text: value });
const image: ContentBlock = { type: 'image', mimeType: 'image/png', data: 'aGk=' };
const link = (uri: string) => `open:${uri}`;

function check({ content, more, warnings = [], ...expected }: Row): void {
  const rendered = renderResult({ ...more, content: [...content] }, warnings, link);
  assert.equal(rendered.text, expected.text);
  assert.equal(rendered.language, expected.language);
  assert.deepEqual(
    rendered.files.map(({ name }) => name),
    expected.files ?? [],
  );
}

describe('A result of one part', () => {
  rows<Row>(
    {
      'is its text unchanged': { content: [text('a  b\n')], language: 'plaintext', text: 'a  b\n' },
      'is JSON over several lines': {
        content: [text('{"a":[1,{}]}')],
        language: 'json',
        text: '{\n  "a": [\n    1,\n    {}\n  ]\n}\n',
      },
      'is JSON with every digit of its numbers': {
        content: [text('{"id":12345678901234567890,"s":"a,{\\"}","e":[],"n":[[-1.5E3]]}')],
        language: 'json',
        text: '{\n  "id": 12345678901234567890,\n  "s": "a,{\\"}",\n  "e": [],\n  "n": [\n    [\n      -1.5E3\n    ]\n  ]\n}\n',
      },
      'is plain text when it only begins like JSON': {
        content: [text('{"a":')],
        language: 'plaintext',
        text: '{"a":',
      },
      'is plain text when it is a number': { content: [text('42')], language: 'plaintext', text: '42' },
      'is Markdown when it looks like Markdown': {
        content: [text('# A\n\ntext')],
        language: 'markdown',
        text: '# A\n\ntext',
      },
      'is plain text with a single star': {
        content: [text('2 * 3 * 4')],
        language: 'plaintext',
        text: '2 * 3 * 4',
      },
      'is the error in the words of the tool': {
        content: [text('no such file')],
        more: { isError: true },
        language: 'plaintext',
        text: 'The tool reported an error\n\nno such file\n',
      },
      'is a picture alone': { content: [image], language: 'plaintext', text: '', files: ['image-1.png'] },
      'is structured content alone': {
        content: [],
        more: { structuredContent: { a: 1 } },
        language: 'json',
        text: '{\n  "a": 1\n}\n',
      },
      'is structured content once when the text repeats it': {
        content: [text('{"b":2,"a":1}')],
        more: { structuredContent: { a: 1, b: 2 } },
        language: 'json',
        text: '{\n  "b": 2,\n  "a": 1\n}\n',
      },
      'is empty without a part': { content: [], language: 'markdown', text: '_The result is empty._\n' },
    },
    check,
  );

  it('is marked as a picture alone', () => {
    const { only } = renderResult({ content: [image] }, [], link);
    assert.deepEqual(only, { name: 'image-1.png', mimeType: 'image/png', base64: 'aGk=' });
  });
});

describe('A result of several parts', () => {
  rows<Row>(
    {
      'has its parts in the order of the server': {
        content: [text('a'), image, text('{"b":1}'), { type: 'audio', mimeType: 'audio/wav', data: '' }],
        language: 'markdown',
        text: 'a\n\n![image](image-1.png)\n\n```json\n{\n  "b": 1\n}\n```\n\n[audio-2.wav](audio-2.wav)\n',
        files: ['image-1.png', 'audio-2.wav'],
      },
      'links to resources': {
        content: [
          text('a'),
          { type: 'resource_link', uri: 'x://y', name: 'n', title: 'T', description: 'D' },
        ],
        language: 'markdown',
        text: 'a\n\n[T](open:x://y): D\n',
      },
      'contains a text resource in a fence that is long enough': {
        content: [
          { type: 'resource', resource: { uri: 'x://y', mimeType: 'text/markdown', text: '```js\n1\n```' } },
        ],
        language: 'markdown',
        text: '[x://y](open:x://y)\n\n````md\n```js\n1\n```\n````\n',
      },
      'contains a binary resource as a file': {
        content: [{ type: 'resource', resource: { uri: 'x://y', blob: 'aGk=' } }],
        language: 'markdown',
        text: '[x://y](open:x://y): [resource-1.bin](resource-1.bin)\n',
        files: ['resource-1.bin'],
      },
      'shows structured content that adds something': {
        content: [text('one row')],
        more: { structuredContent: { rows: 1 } },
        language: 'markdown',
        text: 'one row\n\n## Structured content\n\n```json\n{\n  "rows": 1\n}\n```\n',
      },
      'begins with warnings and the error': {
        content: [text('a')],
        more: { isError: true },
        warnings: ['w'],
        language: 'markdown',
        text: '> Warning: w\n\n**The tool reported an error**\n\na\n',
      },
      'shows a part of an unknown kind as JSON': {
        content: [{ type: 'hologram', x: 1 } as unknown as ContentBlock],
        language: 'markdown',
        text: '```json\n{\n  "type": "hologram",\n  "x": 1\n}\n```\n',
      },
    },
    check,
  );
});

describe('A prompt', () => {
  it('shows its messages below its name, each under its role', () => {
    const { text: shown, files } = renderPrompt(
      'review',
      {
        description: 'Reviews code',
        messages: [
          { role: 'user', content: { type: 'text', text: 'Look' } },
          { role: 'assistant', content: image as { type: 'image'; mimeType: string; data: string } },
        ],
      },
      link,
    );
    assert.equal(
      shown,
      '# review\n\nReviews code\n\n## user\n\nLook\n\n## assistant\n\n![image](image-1.png)\n',
    );
    assert.equal(files.length, 1);
  });
});
