import assert from 'node:assert/strict';
import type { ClientId } from '../../../../src/config/clients/clientFiles';
import { readClientServers } from '../../../../src/config/clients/importServers';
import type { WrittenEntry } from '../../../../src/config/model/entryTypes';
import { rows } from '../../support/table';

describe('One server of another client', () => {
  rows<{ client?: ClientId; entry: unknown; gives?: WrittenEntry; notes?: RegExp }>(
    {
      'A type is understood in any spelling': {
        entry: { type: 'streamable_http', url: 'https://a.example' },
        gives: { url: 'https://a.example' },
      },
      'A type decides between a command and an address': {
        entry: { type: 'http', command: 'x', url: 'https://a.example' },
        gives: { url: 'https://a.example' },
        notes: /both a command and an address/,
      },
      'A command wins over an address without a type': {
        entry: { command: 'x', url: 'https://a.example' },
        gives: { command: 'x' },
        notes: /both/,
      },
      'An unknown type is found out from the rest': {
        entry: { type: 'carrier-pigeon', command: 'x' },
        gives: { command: 'x' },
        notes: /unknown type/,
      },
      'WebSocket is carried over': { entry: { type: 'ws', url: 'wss://a' }, gives: { url: 'wss://a' } },
      'A socket of the file system is not': {
        entry: { url: 'unix:///tmp/x.sock' },
        notes: /neither HTTP nor WebSocket, and was skipped/,
      },
      'An entry without anything to start is not': { entry: { args: ['x'] }, notes: /no command/ },
      'A text in place of an entry is not': { entry: 'npx x', notes: /is not a map/ },
      'Arguments of the wrong shape are left out': {
        entry: { command: 'x', args: '-y y' },
        gives: { command: 'x' },
        notes: /arguments that are not a list/,
      },
      'A value of the wrong shape is left out': {
        entry: { command: 'x', env: { A: { b: 1 }, C: 'c' } },
        gives: { command: 'x', env: { C: 'c' } },
        notes: /'A' in 'env'/,
      },
      'A command that is a list is taken apart': {
        entry: { command: ['npx', '-y', 'x'], enabled: false },
        gives: { command: 'npx', args: ['-y', 'x'], disabled: true },
      },
      'Unknown keys are named': {
        entry: { command: 'x', foo: 1, bar: 2 },
        gives: { command: 'x' },
        notes: /'foo', 'bar'/,
      },
      'Keys of another kind of server are named': {
        entry: { url: 'https://a.example', env: { A: 'b' }, args: [], cwd: '' },
        gives: { url: 'https://a.example' },
        notes: /'env', which means nothing/,
      },
      'A time without a known unit is noted': {
        client: 'cursor',
        entry: { command: 'x', timeout: 60 },
        gives: { command: 'x' },
        notes: /unit is not known/,
      },
      'A time that is none is noted': {
        client: 'cline',
        entry: { command: 'x', timeout: -1 },
        gives: { command: 'x' },
        notes: /'timeout' that is not valid/,
      },
      'A PATH of VS Code is noted': {
        client: 'vscode',
        entry: { command: 'x', env: { PATH: '/a' } },
        gives: { command: 'x', env: { PATH: '/a' } },
        notes: /'PATH'/,
      },
      'A folder by name is noted': {
        client: 'vscode',
        entry: { command: '${workspaceFolder:api}/x${/}y' },
        gives: { command: '${workspaceFolder:api}/x/y' },
        notes: /'\$\{workspaceFolder:api\}'/,
      },
      'A redirect address of its own is noted': {
        entry: { url: 'https://a.example', oauth: { redirectUri: 'http://localhost:7777/oauth/callback' } },
        gives: { url: 'https://a.example' },
        notes: /redirect address/,
      },
      'A bare dollar is a variable only for Gemini CLI': {
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
