import assert from 'node:assert/strict';
import {
  chooseServers,
  findClientServers,
  readClientServers,
} from '../../../../src/config/clients/importServers';
import type { WrittenEntry } from '../../../../src/config/model/entryTypes';
import { type InputEntry, serverSchema } from '../../../../src/config/model/schema';
import { rows } from '../../support/table';
import { samples } from './samples';

interface Expected {
  readonly servers: Readonly<Record<string, WrittenEntry>>;
  readonly inputs?: Readonly<Record<string, InputEntry>>;
  readonly notes?: readonly RegExp[];
}

const expected: Readonly<Record<string, Expected>> = {
  'VS Code': {
    servers: {
      Perplexity: {
        command: 'npx',
        args: ['-y', 'server-perplexity-ask', '--region', '${input:region}', '${workspaceFolder}/docs'],
        env: {
          PERPLEXITY_API_KEY: '${input:perplexity-key}',
          STAGE: '${input:stage}',
          PORT: '8080',
          DEBUG: null,
        },
        envFile: '${workspaceFolder}/.env',
        cwd: '${userHome}/x',
      },
      github: { url: 'https://api.githubcopilot.com/mcp/', oauth: { clientId: 'abc' } },
      open: { command: 'tool', args: ['${file}', '${command:x.y}', '${input:ws}', '${config:a.b}'] },
      legacy: { type: 'sse', url: 'http://localhost:3000/sse' },
    },
    inputs: {
      'perplexity-key': { type: 'secret', description: 'Perplexity API Key' },
      region: { type: 'text', description: 'Region', default: 'eu' },
      stage: { type: 'pick', description: 'Stage', options: ['dev', 'prod'] },
      ws: { type: 'text' },
    },
    notes: [
      /input 'ws' ran the command 'extension.pickWorkspace'/,
      /The file's 'sandbox'/,
      /'Perplexity' had 'sandboxEnabled'/,
      /'Perplexity' had 'dev'/,
      /'open' uses '\$\{file\}'/,
      /'open' uses '\$\{command:x.y\}'/,
      /'open' uses '\$\{config:a.b\}'/,
    ],
  },
  'Claude Code': {
    servers: {
      api: {
        url: '${API_BASE:-https://api.example.com}/mcp',
        headers: { Authorization: 'Bearer ${API_KEY}' },
        oauth: { clientId: 'id', redirectPort: 8123 },
        requestTimeout: '10m',
      },
      db: { command: 'npx', args: ['-y', 'db', '${workspaceFolder}/x'] },
    },
    notes: [/'api' had 'headersHelper'/],
  },
  'Claude Desktop': {
    servers: {
      filesystem: {
        command: 'npx',
        args: ['-y', '@modelcontextprotocol/server-filesystem', '/Users/me/Desktop'],
      },
      github: {
        command: 'npx',
        args: ['-y', '@modelcontextprotocol/server-github'],
        env: { GITHUB_PERSONAL_ACCESS_TOKEN: '${input:github-personal-access-token}' },
      },
    },
    inputs: {
      'github-personal-access-token': {
        type: 'secret',
        description: "'GITHUB_PERSONAL_ACCESS_TOKEN' of 'github'",
      },
    },
  },
  Cursor: {
    servers: {
      local: {
        command: 'python',
        args: ['${workspaceFolder}/s.py'],
        env: { KEY: '${env:KEY}' },
        envFile: '.env',
      },
      remote: {
        url: 'https://api.example.com/mcp',
        headers: { 'X-Team': 'a' },
        oauth: { clientId: '${env:ID}', clientSecret: '${env:SECRET}', scopes: ['read', 'write'] },
      },
    },
  },
  Windsurf: {
    servers: {
      figma: {
        url: 'https://mcp.figma.com/mcp',
        headers: { 'X-K': '${env:K}' },
        disabled: true,
        disabledTools: ['a'],
      },
    },
  },
  Cline: {
    servers: {
      weather: { command: 'node', args: ['w.js'], autoApprove: ['forecast'], requestTimeout: '90s' },
      old: { type: 'sse', url: 'https://x.example/sse', requestTimeout: '60s' },
      new: { url: 'https://x.example/mcp', disabled: true },
      cli: { url: 'https://y.example/mcp', headers: { A: 'b' } },
    },
  },
  Roo: {
    servers: {
      r: { url: 'https://r.example/mcp', autoApprove: ['*'], disabledTools: ['rm'], requestTimeout: '5m' },
      w: { command: 'x' },
    },
    notes: [/'w' had 'watchPaths'/],
  },
  Kiro: {
    servers: {
      a: {
        command: 'uvx',
        args: ['a@latest'],
        env: { B: '${B}' },
        autoApprove: ['*'],
        disabledTools: ['c'],
      },
      b: { url: 'https://b.example/mcp', oauth: { clientId: 'i', scopes: ['s'], redirectPort: 9 } },
    },
  },
  Gemini: {
    servers: {
      a: {
        command: 'python',
        env: { API_KEY: '${MY_TOKEN}', DB: '${DB}' },
        cwd: './s',
        autoApprove: ['*'],
        requestTimeout: '15s',
      },
      b: { url: 'https://b.example/mcp', disabledTools: ['y'], disabled: true },
      c: { url: 'http://localhost:8080/sse' },
    },
    notes: [/'b' offered only the tools of its list 'includeTools'/],
  },
  Copilot: {
    servers: { all: { command: 'x' }, some: { url: 'https://s.example', requestTimeout: '5s' } },
    notes: [/'some' offered only the tools of its list 'tools'/],
  },
  'a list of Continue': {
    servers: {
      c: {
        url: 'https://c.example',
        headers: { Authorization: 'Bearer ${input:C_KEY}', A: 'b' },
        startTimeout: '20s',
        requestTimeout: '20s',
      },
    },
    inputs: { C_KEY: { type: 'secret', description: 'C_KEY' } },
    notes: [/takes 'C_KEY' from the secrets of another client/, /'c' had 'verifySsl'/],
  },
  'the settings of Zed': { servers: { z: { command: 'z', args: ['-v'], disabled: true } } },
};

describe('The servers of other clients', () => {
  rows(
    Object.fromEntries(Object.entries(samples).map(([title, sample]) => [title, { title, ...sample }])),
    ({ title, client, text }) => {
      const { servers, inputs, secrets, notes, problems } = readClientServers(text, client, {
        folder: '/w/',
      });
      const want = expected[title]!;
      assert.deepEqual(Object.fromEntries(servers.map(({ name, entry }) => [name, entry])), want.servers);
      assert.deepEqual(inputs, want.inputs ?? {});
      assert.deepEqual(secrets, {});
      assert.deepEqual(problems, []);
      const patterns = want.notes ?? [];
      assert.equal(notes.length, patterns.length, notes.join('\n'));
      for (const pattern of patterns) assert.match(notes.join('\n'), pattern);
      for (const { entry } of servers) assert.ok(serverSchema.safeParse(entry).success);
    },
    (sample) => `are imported: ${sample}`,
  );

  it('have an input asked for as a secret when their file does not declare it', () => {
    const { inputs, notes } = readClientServers(
      '{"servers": {"a": {"command": "x", "args": ["${input:k}"]}}}',
      'vscode',
    );
    assert.deepEqual(inputs, { k: { type: 'secret', description: 'k' } });
    assert.match(notes.join(), /'a' asks for the input 'k'/);
  });

  it('get another id for an input of the same id and another meaning', () => {
    const text =
      '{"inputs": [{"id": "k", "type": "promptString"}], "servers": {"a": {"command": "${input:k}"}}}';
    const there = readClientServers(text, 'vscode', { inputs: { k: { type: 'secret' } } });
    assert.deepEqual(there.servers[0]!.entry, { command: '${input:k-2}' });
    assert.deepEqual(there.inputs, { 'k-2': { type: 'text' } });
    assert.deepEqual(readClientServers(text, 'vscode', { inputs: { k: { type: 'text' } } }).inputs, {
      k: { type: 'text' },
    });
  });

  it('bring only their own inputs', () => {
    const all = readClientServers(samples['VS Code']!.text, 'vscode');
    const chosen = chooseServers(all, ['open']);
    assert.deepEqual(
      chosen.servers.map(({ name }) => name),
      ['open'],
    );
    assert.deepEqual(Object.keys(chosen.inputs), ['ws']);
  });

  it('are found in all files, and their secrets are kept apart', async () => {
    const entry = (token: string) =>
      JSON.stringify({ mcpServers: { github: { command: 'x', env: { GITHUB_TOKEN: token } } } });
    const files: Record<string, string> = {
      '/w/.cursor/mcp.json': entry('first-token'),
      '/w/.kiro/settings/mcp.json': entry('second-token'),
      '/h/.cursor/mcp.json': entry('first-token'),
      '/h/.gemini/settings.json': '{"theme": "x"}',
    };
    const at = { folder: '/w', home: '/h', platform: 'linux' as const, env: {} };
    const found = await findClientServers(at, async (file) => {
      if (file.includes('.roo')) throw new Error('no permission');
      return files[file];
    });
    assert.deepEqual(
      found.map(({ title, secrets }) => ({ title, secrets })),
      [
        { title: 'Cursor (workspace)', secrets: { 'github-token': 'first-token' } },
        { title: 'Kiro (workspace)', secrets: { 'github-token-2': 'second-token' } },
        { title: 'Cursor (user)', secrets: { 'github-token': 'first-token' } },
      ],
    );
  });
});
