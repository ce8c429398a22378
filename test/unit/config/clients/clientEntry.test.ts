import assert from 'node:assert/strict';
import type { ClientId } from '../../../../src/config/clients/clientFiles';
import { readClientServers } from '../../../../src/config/clients/importServers';
import type { WrittenEntry } from '../../../../src/config/model/entryTypes';
import { rows } from '../../support/table';

describe('An imported server', () => {
  rows<{ client?: ClientId; entry: unknown; gives?: WrittenEntry; notes?: RegExp }>(
    {
      'may have its type in any spelling': {
        entry: { type: 'streamable_http', url: 'https://a.example' },
        gives: { url: 'https://a.example' },
      },
      'has a type that decides between a command and an address': {
        entry: { type: 'http', command: 'x', url: 'https://a.example' },
        gives: { url: 'https://a.example' },
        notes: /both a command and an address/,
      },
      'is a program when it has a command, an address and no type': {
        entry: { command: 'x', url: 'https://a.example' },
        gives: { command: 'x' },
        notes: /both/,
      },
      'gets its type from the other keys when that is unknown': {
        entry: { type: 'carrier-pigeon', command: 'x' },
        gives: { command: 'x' },
        notes: /unknown type/,
      },
      'may use WebSocket': { entry: { type: 'ws', url: 'wss://a' }, gives: { url: 'wss://a' } },
      'may not use a socket of the file system': {
        entry: { url: 'unix:///tmp/x.sock' },
        notes: /neither HTTP nor WebSocket, and was skipped/,
      },
      'must have something to start': { entry: { args: ['x'] }, notes: /no command/ },
      'must not be a text': { entry: 'npx x', notes: /is not a map/ },
      'loses arguments of the wrong shape': {
        entry: { command: 'x', args: '-y y' },
        gives: { command: 'x' },
        notes: /arguments that are not a list/,
      },
      'loses a value of the wrong shape': {
        entry: { command: 'x', env: { A: { b: 1 }, C: 'c' } },
        gives: { command: 'x', env: { C: 'c' } },
        notes: /'A' in 'env'/,
      },
      'has its command split when that is a list': {
        entry: { command: ['npx', '-y', 'x'], enabled: false },
        gives: { command: 'npx', args: ['-y', 'x'], disabled: true },
      },
      'reports unknown keys': {
        entry: { command: 'x', foo: 1, bar: 2 },
        gives: { command: 'x' },
        notes: /'foo', 'bar'/,
      },
      'reports keys of another kind of server': {
        entry: { url: 'https://a.example', env: { A: 'b' }, args: [], cwd: '' },
        gives: { url: 'https://a.example' },
        notes: /'env', which means nothing/,
      },
      'reports a time without a known unit': {
        client: 'cursor',
        entry: { command: 'x', timeout: 60 },
        gives: { command: 'x' },
        notes: /unit is not known/,
      },
      'reports an invalid time': {
        client: 'cline',
        entry: { command: 'x', timeout: -1 },
        gives: { command: 'x' },
        notes: /'timeout' that is not valid/,
      },
      'reports a PATH of VS Code': {
        client: 'vscode',
        entry: { command: 'x', env: { PATH: '/a' } },
        gives: { command: 'x', env: { PATH: '/a' } },
        notes: /'PATH'/,
      },
      'reports a folder by name': {
        client: 'vscode',
        entry: { command: '${workspaceFolder:api}/x${/}y' },
        gives: { command: '${workspaceFolder:api}/x/y' },
        notes: /'\$\{workspaceFolder:api\}'/,
      },
      'reports its own redirect address': {
        entry: { url: 'https://a.example', oauth: { redirectUri: 'http://localhost:7777/oauth/callback' } },
        gives: { url: 'https://a.example' },
        notes: /redirect address/,
      },
      'has a variable after a bare dollar only in Gemini CLI': {
        entry: { command: 'sh', args: ['$HOME'] },
        gives: { command: 'sh', args: ['$HOME'] },
      },
    },
    ({ client = 'other', entry, gives, notes: pattern }) => {
      const { servers, notes } = readClientServers(
        JSON.stringify({ mcpServers: { a: entry, b: { command: 'b' } } }),
        client,
      );
      const wanted = gives ? [{ name: 'a', entry: gives }] : [];
      assert.deepEqual(servers, [...wanted, { name: 'b', entry: { command: 'b' } }]);
      if (pattern) {
        assert.equal(notes.length, 1, notes.join('\n'));
        assert.match(notes[0]!, pattern);
        assert.match(notes[0]!, /^'a' /);
      } else assert.deepEqual(notes, []);
    },
  );
});
