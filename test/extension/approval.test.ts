import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../src/editor/services/api';
import { withConfig } from './support/config';
import { activateApi, nextEvent, poolUntil } from './support/pool';

describe('The command that approves servers', () => {
  let api: McpPoolApi;
  const settings = () => vscode.workspace.getConfiguration('mcpPool');
  const toolbox = path.join(process.env.MCP_POOL_REPOSITORY!, 'out/test/fixtures/servers/toolbox.mjs');
  const state = (name: string) => api.servers.find((server) => server.name === name)?.state.kind;
  let start: string | undefined;

  before(async () => {
    api = await activateApi();
    start = settings().inspect<string>('start')?.globalValue;
    await settings().update('start', 'ask', vscode.ConfigurationTarget.Global);
  });

  after(async () => {
    // The tools of the connection before are listed until the new one has told its own.
    const told = Promise.all(
      api.servers.map(({ id }) =>
        nextEvent(api, 'catalog.changed', ({ server, stale }) => server === id && !stale),
      ),
    );
    await settings().update('start', start, vscode.ConfigurationTarget.Global);
    await told;
  });

  it('shows what another extension asks to approve, and approves none of it', async () => {
    const box = `\n  box:\n    command: node\n    args: [${toolbox}]\n`;
    await withConfig(
      (text) => `${text.trimEnd()}${box}`,
      async () => {
        await poolUntil(api, 'box waits', () => state('box') === 'blocked');
        const id = api.servers.find(({ name }) => name === 'box')!.id;
        for (const given of [undefined, [], [{ id }], [{ id, hash: 'x' }], [{ server: id, hash: '' }]]) {
          await vscode.commands.executeCommand('workbench.action.closeAllEditors');
          await vscode.commands.executeCommand('mcpPool.approveServers', given);
          const { document } = vscode.window.activeTextEditor ?? assert.fail('nothing is shown');
          assert.equal(document.uri.scheme, 'mcp-pool-review');
          assert.match(document.getText(), /^box:.*\n +Runs: +node /m);
          assert.equal(state('box'), 'blocked');
        }
      },
    );
    await poolUntil(api, 'box is gone', () => api.servers.every(({ name }) => name !== 'box'));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
