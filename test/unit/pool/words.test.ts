import assert from 'node:assert/strict';
import type { Tool } from '@modelcontextprotocol/client';
import type { Server } from '../../../src/mcp/server/server';
import { notFoundIn } from '../../../src/pool/notFound';
import { extensionOf, languageOf } from '../../../src/pool/render/mimeTypes';
import type { CallOrigin } from '../../../src/pool/requester';
import { decide } from '../../../src/pool/toolPolicy';
import { definitionsOf } from '../../support/pool/definitions';
import { requesters } from '../../support/pool/requesters';
import { rows } from '../support/table';

describe('A MIME type', () => {
  rows<{ type: string | undefined; extension?: string; language?: string }>(
    {
      'gives its usual extension and language': {
        type: 'text/markdown',
        extension: 'md',
        language: 'markdown',
      },
      'may have parameters and capitals': {
        type: 'Text/Plain; charset=utf-8',
        extension: 'txt',
        language: 'plaintext',
      },
      'recognizes JSON with a suffix': {
        type: 'application/vnd.api+json',
        extension: 'json',
        language: 'json',
      },
      'gives an extension for a picture': { type: 'image/jpeg', extension: 'jpg', language: 'jpg' },
      'gives nothing when unknown': { type: 'application/x-nothing' },
      'gives nothing for a key of every object': { type: 'constructor' },
      'gives nothing when missing': { type: undefined },
      'gives nothing when empty': { type: '' },
    },
    ({ type, extension, language }) => {
      assert.equal(extensionOf(type), extension);
      assert.equal(languageOf(type) || undefined, language);
    },
  );
});

describe('A call by its origin', () => {
  const [definition] = definitionsOf('mcpServers:\n  a: { command: x, autoApprove: [approved] }\n');
  const tool = (name: string, destructiveHint?: boolean) =>
    ({ name, inputSchema: { type: 'object' }, annotations: { destructiveHint } }) as Tool;

  rows<{ from: CallOrigin[]; tool: Tool; says: 'allow' | 'confirm' }>(
    {
      'runs at once by hand': { from: ['palette', 'program', 'terminal'], tool: tool('t'), says: 'allow' },
      'is confirmed by hand when the tool is destructive': {
        from: ['palette', 'program', 'terminal'],
        tool: tool('t', true),
        says: 'confirm',
      },
      'is confirmed from elsewhere': {
        from: ['extension', 'link', 'rest', 'mcp', 'delegated', 'task'],
        tool: tool('t', false),
        says: 'confirm',
      },
      'runs from anywhere for an approved tool': {
        from: ['palette', 'rest', 'mcp'],
        tool: tool('approved', true),
        says: 'allow',
      },
      'is confirmed for a tool that only begins like an approved one': {
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

describe('A thing that a server does not have', () => {
  const server = { name: 'files' } as Server;
  rows<{ there: string[]; step: string }>(
    {
      'is reported with a suggestion': {
        there: ['write', 'read_file'],
        step: "Did you mean 'read_file'?",
      },
      'is reported with what exists': { there: ['zip', 'sum'], step: "It has: 'zip', 'sum'." },
      'is reported when nothing exists': { there: [], step: 'It has no tools.' },
    },
    ({ there, step }) => {
      const { kind, message, nextSteps } = notFoundIn(server, 'tool', 'readfile', there);
      assert.deepEqual([kind, message, nextSteps], ['notFound', "'files' has no tool 'readfile'.", [step]]);
    },
  );
});
