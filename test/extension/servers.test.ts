import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../src/editor/services/api';
import { configFile, withConfig } from './support/config';
import { activateApi, isReady, pidOf, poolUntil } from './support/pool';

describe('An entry of mcp-config.yaml', () => {
  let api: McpPoolApi;
  const folder = () => path.dirname(configFile());
  const toolbox = path.join(process.env.MCP_POOL_REPOSITORY!, 'out/test/fixtures/servers/toolbox.mjs');
  const entry = (...more: string[]) =>
    ['\n  box:', '    command: node', `    args: [${toolbox}]`, ...more.map((line) => `    ${line}`)].join(
      '\n',
    );

  /** Runs with one more server that is ready. */
  const withBox = (lines: readonly string[], run: () => Promise<void>, end = '') =>
    withConfig(
      (text) => `${text.trimEnd()}${entry('autoApprove: ["*"]', ...lines)}\n${end}`,
      async () => {
        await poolUntil(api, 'box is ready', () => isReady(api, 'box'));
        await run();
      },
    );

  const variable = async (name: string): Promise<string> => {
    const { outcome } = await api.callTool('box', 'variable', { name });
    assert.ok(outcome.kind === 'result', JSON.stringify(outcome));
    return (outcome.result.content[0] as { text: string }).text;
  };

  before(async () => {
    api = await activateApi();
  });

  afterEach(() => poolUntil(api, 'the server is gone', () => api.servers.length === 2));

  it('gives its server the variables of a file, and restarts it when the file changes', async () => {
    writeFileSync(path.join(folder(), 'box.env'), 'FROM_FILE=one\nBOTH=file\n');
    await withBox(['envFile: box.env', 'env: { BOTH: entry }'], async () => {
      assert.deepEqual([await variable('FROM_FILE'), await variable('BOTH')], ['one', 'entry']);
      const pid = pidOf(api, 'box');
      writeFileSync(path.join(folder(), 'box.env'), 'FROM_FILE=two\n');
      await poolUntil(api, 'box has a new process', () => isReady(api, 'box') && pidOf(api, 'box') !== pid);
      assert.equal(await variable('FROM_FILE'), 'two');
    });
  });

  it('lets its server inherit only what programs need, unless it lists more', async () => {
    process.env.MCP_POOL_TEST_TOKEN = 'not for everybody';
    try {
      await withBox([], async () => assert.equal(await variable('MCP_POOL_TEST_TOKEN'), 'not set'));
      await poolUntil(api, 'the server is gone', () => api.servers.length === 2);
      await withBox(['inheritEnv: [MCP_POOL_TEST_TOKEN]', 'env: { HOME: ~ }'], async () => {
        assert.equal(await variable('MCP_POOL_TEST_TOKEN'), 'not for everybody');
        assert.equal(await variable('HOME'), 'not set');
      });
    } finally {
      delete process.env.MCP_POOL_TEST_TOKEN;
    }
  });

  it('is filled in with answers to inputs and settings of VS Code', async () => {
    await vscode.commands.executeCommand('mcpPool.storeInput', configFile(), 'pin', 'one two three');
    const env = 'env: { PIN: "${input:pin}", TABS: "${config:editor.tabSize}" }';
    await withBox(
      [env],
      async () => {
        assert.equal(await variable('PIN'), 'one two three');
        assert.equal(
          await variable('TABS'),
          String(vscode.workspace.getConfiguration().get('editor.tabSize')),
        );
      },
      'inputs:\n  pin: { type: secret }\n',
    );
  });

  it('ignores settings of the folder, which could change what was reviewed', async () => {
    const tabs = vscode.workspace.getConfiguration();
    const own = String(
      tabs.inspect('editor.tabSize')?.globalValue ?? tabs.inspect('editor.tabSize')?.defaultValue,
    );
    await tabs.update('editor.tabSize', 7, vscode.ConfigurationTarget.Workspace);
    try {
      await withBox(['env: { TABS: "${config:editor.tabSize}" }'], async () =>
        assert.equal(await variable('TABS'), own),
      );
    } finally {
      await tabs.update('editor.tabSize', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('disables tools', async () => {
    await withBox(['disabledTools: ["gr*", erase]'], async () => {
      const { outcome } = await api.callTool('box', 'grow', {});
      assert.ok(outcome.kind === 'failure' && outcome.failure.kind === 'denied', JSON.stringify(outcome));
      assert.match(outcome.failure.message, /it is in 'disabledTools' of 'box'/);
      assert.equal((await api.callTool('box', 'where', {})).outcome.kind, 'result');
    });
  });

  it('starts its server only when it is needed', async () => {
    await withConfig(
      (text) => `${text.trimEnd()}${entry('autostart: onDemand', 'autoApprove: [where]')}\n`,
      async () => {
        const state = () => api.servers.find(({ name }) => name === 'box')?.state.kind;
        await poolUntil(api, 'box is there', () => state() !== undefined);
        assert.equal(state(), 'stopped');
        assert.equal((await api.callTool('box', 'where', {})).outcome.kind, 'result');
        assert.equal(state(), 'ready');
      },
    );
  });

  it('may be in a file of another name', async () => {
    const other = path.join(folder(), 'servers.yml');
    renameSync(configFile(), other);
    const configuration = vscode.workspace.getConfiguration();
    const readyFrom = (file: string) =>
      poolUntil(
        api,
        `both are ready from ${file}`,
        () =>
          api.servers.length === 2 &&
          api.servers.every(({ id, name }) => id.startsWith(file) && isReady(api, name)),
      );
    try {
      await configuration.update('mcpPool.configFile', 'servers.yml', vscode.ConfigurationTarget.Workspace);
      await readyFrom(other);
    } finally {
      renameSync(other, configFile());
      await configuration.update('mcpPool.configFile', undefined, vscode.ConfigurationTarget.Workspace);
      await readyFrom(configFile());
    }
  });
});
