import assert from 'node:assert/strict';
import { dialects, type WritableClientId } from '../../../../src/config/clients/clientFormats';
import { type WriteOptions, writeClientServers } from '../../../../src/config/clients/exportServers';
import type { WrittenEntry } from '../../../../src/config/model/entryTypes';
import { rows } from '../../support/table';

const program: WrittenEntry = {
  command: 'npx',
  args: ['-y', 'x', '${workspaceFolder}/a', '${userHome}'],
  env: { A: '${B}', C: null, D: '${E:-f}' },
  cwd: 'sub',
  envFile: '.env',
  requestTimeout: '90s',
  autoApprove: ['read'],
  disabledTools: ['rm'],
  disabled: true,
};
const address: WrittenEntry = {
  url: 'https://a.example/mcp',
  headers: { Authorization: 'Bearer ${input:a-token}' },
  oauth: { clientId: 'id', clientSecret: '${env:S}', scopes: 'r w', redirectPort: 9000 },
};
const older: WrittenEntry = { type: 'sse', url: 'https://a.example/sse' };
const folders = { folder: '/w', home: '/home/me' };

/** What is written for one entry. */
function written(client: WritableClientId, entry: WrittenEntry, options: WriteOptions = folders) {
  const { text, notes } = writeClientServers(client, { a: entry }, options);
  return { entry: JSON.parse(text)[dialects[client].root].a, file: JSON.parse(text), notes };
}

describe('Servers for other clients', () => {
  rows<{ client: WritableClientId; entry: WrittenEntry; gives: unknown; notes?: readonly RegExp[] }>(
    {
      'a program for VS Code': {
        client: 'vscode',
        entry: program,
        gives: {
          type: 'stdio',
          command: 'npx',
          args: ['-y', 'x', '${workspaceFolder}/a', '${userHome}'],
          env: { A: '${env:B}', C: null, D: '${E:-f}' },
          envFile: '.env',
          cwd: 'sub',
        },
        notes: [/loses 'autoApprove', 'disabledTools', 'requestTimeout'/, /is disabled here/],
      },
      'a program for Claude Code': {
        client: 'claudeCode',
        entry: program,
        gives: {
          type: 'stdio',
          command: 'npx',
          args: ['-y', 'x', '${CLAUDE_PROJECT_DIR:-.}/a', '${HOME}'],
          env: { A: '${B}', D: '${E:-f}' },
          timeout: 90_000,
        },
        notes: [
          /removes 'C' from the environment/,
          /loses 'envFile', 'cwd', 'autoApprove', 'disabledTools'/,
          /is disabled/,
        ],
      },
      'a program for Claude Desktop': {
        client: 'claudeDesktop',
        entry: { command: 'x', args: ['${workspaceFolder}/a', '${userHome}'], env: { A: '${B}' } },
        gives: { command: 'x', args: ['/w/a', '/home/me'], env: { A: '${B}' } },
        notes: [/'\$\{B\}', which Claude Desktop does not know/],
      },
      'a program for Cursor': {
        client: 'cursor',
        entry: program,
        gives: {
          command: 'npx',
          args: ['-y', 'x', '${workspaceFolder}/a', '${userHome}'],
          env: { A: '${env:B}', D: '${env:E}' },
          envFile: '.env',
        },
        notes: [/gives 'E' a default/, /removes 'C' from the environment/, /loses 'cwd'/, /is disabled/],
      },
      'a program for Windsurf': {
        client: 'windsurf',
        entry: program,
        gives: {
          command: 'npx',
          args: ['-y', 'x', '/w/a', '/home/me'],
          env: { A: '${env:B}', D: '${env:E}' },
          disabled: true,
          disabledTools: ['rm'],
        },
        notes: [
          /gives 'E' a default/,
          /removes 'C' from the environment/,
          /loses 'envFile', 'cwd', 'autoApprove'/,
        ],
      },
      'a program for Cline': {
        client: 'cline',
        entry: program,
        gives: {
          command: 'npx',
          args: ['-y', 'x', '/w/a', '/home/me'],
          env: { A: '${env:B}', D: '${env:E}' },
          cwd: 'sub',
          disabled: true,
          autoApprove: ['read'],
          timeout: 90,
        },
        notes: [
          /gives 'E' a default/,
          /removes 'C' from the environment/,
          /loses 'envFile', 'disabledTools'/,
        ],
      },
      'a program for Kiro': {
        client: 'kiro',
        entry: program,
        gives: {
          command: 'npx',
          args: ['-y', 'x', '/w/a', '/home/me'],
          env: { A: '${B}', D: '${E}' },
          disabled: true,
          autoApprove: ['read'],
          disabledTools: ['rm'],
        },
        notes: [
          /gives 'E' a default/,
          /removes 'C' from the environment/,
          /loses 'envFile', 'cwd', 'requestTimeout'/,
        ],
      },
      'an address for VS Code': {
        client: 'vscode',
        entry: address,
        gives: {
          type: 'http',
          url: 'https://a.example/mcp',
          headers: { Authorization: 'Bearer ${input:a-token}' },
          oauth: { clientId: 'id' },
        },
        notes: [/loses settings of its sign-in/],
      },
      'an address for Claude Code': {
        client: 'claudeCode',
        entry: address,
        gives: {
          type: 'http',
          url: 'https://a.example/mcp',
          headers: { Authorization: 'Bearer ${A_TOKEN}' },
          oauth: { clientId: 'id', callbackPort: 9000 },
        },
        notes: [/set the environment variable 'A_TOKEN'/, /loses settings of its sign-in/],
      },
      'an address for Cursor': {
        client: 'cursor',
        entry: address,
        gives: {
          url: 'https://a.example/mcp',
          headers: { Authorization: 'Bearer ${env:A_TOKEN}' },
          auth: { CLIENT_ID: 'id', CLIENT_SECRET: '${env:S}', scopes: ['r', 'w'] },
        },
        notes: [/'A_TOKEN'/, /loses settings/],
      },
      'an address for Windsurf': {
        client: 'windsurf',
        entry: { url: 'https://a.example/mcp' },
        gives: { serverUrl: 'https://a.example/mcp' },
      },
      'an address for Cline': {
        client: 'cline',
        entry: { url: 'https://a.example/mcp' },
        gives: { type: 'streamableHttp', url: 'https://a.example/mcp' },
      },
      'an address for Kiro': {
        client: 'kiro',
        entry: { url: 'https://a.example/mcp', oauth: { clientId: 'id', scopes: ['s'] } },
        gives: { url: 'https://a.example/mcp', oauth: { clientId: 'id' }, oauthScopes: ['s'] },
      },
      'the older transport for VS Code': {
        client: 'vscode',
        entry: older,
        gives: { type: 'sse', url: 'https://a.example/sse' },
      },
      'the older transport for Cline': {
        client: 'cline',
        entry: older,
        gives: { type: 'sse', url: 'https://a.example/sse' },
      },
      'a program with numbers, which are written as text': {
        client: 'cursor',
        entry: { command: 'x', args: [1, true], env: { PORT: 80 } },
        gives: { command: 'x', args: ['1', 'true'], env: { PORT: '80' } },
      },
    },
    ({ client, entry, gives, notes: patterns = [] }) => {
      const { entry: found, notes } = written(client, entry);
      assert.deepEqual(found, gives);
      for (const pattern of patterns) assert.match(notes.join('\n'), pattern);
      if (patterns.length === 0) assert.deepEqual(notes, []);
    },
    (server) => `may be ${server}`,
  );

  rows<{ client: WritableClientId; entry: WrittenEntry; says: RegExp }>(
    {
      'an address for Claude Desktop': {
        client: 'claudeDesktop',
        entry: address,
        says: /was skipped/,
      },
      'a WebSocket for VS Code': {
        client: 'vscode',
        entry: { url: 'wss://a' },
        says: /by WebSocket/,
      },
      'the demo server': { client: 'vscode', entry: { type: 'demo' }, says: /demo server/ },
      'a broken entry': { client: 'vscode', entry: { command: '' }, says: /has errors/ },
    },
    ({ client, entry, says }) => {
      const { text, written: names, notes } = writeClientServers(client, { a: entry });
      assert.deepEqual(names, []);
      assert.match(notes.join(), says);
      assert.deepEqual(JSON.parse(text), { [dialects[client].root]: {} });
    },
    (server) => `may not be ${server}`,
  );

  it('bring the inputs that they use to VS Code, once', () => {
    const inputs = {
      'a-token': { type: 'secret' as const, description: 'Token' },
      region: { type: 'pick' as const, options: ['eu', 'us'], default: 'eu' },
      other: {},
    };
    const servers = { a: address, b: address, c: { command: '${input:region}' } };
    const first = writeClientServers('vscode', servers, { inputs });
    assert.deepEqual(JSON.parse(first.text).inputs, [
      { type: 'promptString', id: 'a-token', description: 'Token', password: true },
      { type: 'pickString', options: ['eu', 'us'], id: 'region', description: 'region', default: 'eu' },
    ]);
    assert.equal(writeClientServers('vscode', servers, { inputs, existing: first.text }).text, first.text);
  });
});
