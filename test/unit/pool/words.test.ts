import assert from 'node:assert/strict';
import type { Tool } from '@modelcontextprotocol/client';
import type { Server } from '../../../src/mcp/server/server';
import { notFoundIn } from '../../../src/pool/notFound';
import { extensionOf, languageOf } from '../../../src/pool/render/mimeTypes';
import type { CallOrigin } from '../../../src/pool/requester';
import { decide } from '../../../src/pool/toolPolicy';
import { requesters } from '../../integration/support/requesters';
import { definitionsOf } from '../support/definitions';
import { rows } from '../support/table';

describe('A MIME type', () => {
  rows<{ type: string | undefined; extension?: string; language?: string }>(
    {
      'Names its usual ending and language': { type: 'text/markdown', extension: 'md', language: 'markdown' },
      'May have parameters and capitals': {
        type: 'Text/Plain; charset=utf-8',
        extension: 'txt',
        language: 'plaintext',
      },
      'Of JSON in disguise is JSON': {
        type: 'application/vnd.api+json',
        extension: 'json',
        language: 'json',
      },
      'Of a picture has an ending': { type: 'image/jpeg', extension: 'jpg', language: 'jpg' },
      'That no one knows names nothing': { type: 'application/x-nothing' },
      'That is an object key names nothing': { type: 'constructor' },
      'That is missing names nothing': { type: undefined },
      'That is empty names nothing': { type: '' },
    },
    ({ type, extension, language }) => {
      assert.equal(extensionOf(type), extension);
      assert.equal(languageOf(type) || undefined, language);
    },
  );
});

describe('A call', () => {
  const [definition] = definitionsOf('mcpServers:\n  a: { command: x, autoApprove: [approved] }\n');
  const tool = (name: string, destructiveHint?: boolean) =>
    ({ name, inputSchema: { type: 'object' }, annotations: { destructiveHint } }) as Tool;

  rows<{ from: CallOrigin[]; tool: Tool; says: 'allow' | 'confirm' }>(
    {
      'By hand runs at once': { from: ['palette', 'program', 'terminal'], tool: tool('t'), says: 'allow' },
      'By hand is confirmed when the tool destroys': {
        from: ['palette', 'program', 'terminal'],
        tool: tool('t', true),
        says: 'confirm',
      },
      'From elsewhere is confirmed': {
        from: ['extension', 'link', 'rest', 'mcp', 'delegated', 'task'],
        tool: tool('t', false),
        says: 'confirm',
      },
      'Of an approved tool runs from anywhere': {
        from: ['palette', 'rest', 'mcp'],
        tool: tool('approved', true),
        says: 'allow',
      },
      'Of a tool that only begins like an approved one is confirmed': {
        from: ['rest', 'mcp'],
        tool: tool('approved2'),
        says: 'confirm',
      },
    },
    ({ from, tool: called, says }) => {
      for (const origin of from)
        assert.equal(decide(requesters[origin], definition!, called).kind, says, origin);
    },
  );
});

describe('Something that a server does not have', () => {
  const server = { name: 'files' } as Server;
  rows<{ there: string[]; step: string }>(
    {
      'Is told with what was probably meant': {
        there: ['write', 'read_file'],
        step: "Did you mean 'read_file'?",
      },
      'Is told with what there is': { there: ['zip', 'sum'], step: "It has: 'zip', 'sum'." },
      'Is told when there is nothing': { there: [], step: 'It has no tools.' },
    },
    ({ there, step }) => {
      const { kind, message, nextSteps } = notFoundIn(server, 'tool', 'readfile', there);
      assert.deepEqual([kind, message, nextSteps], ['notFound', "'files' has no tool 'readfile'.", [step]]);
    },
  );
});
