import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../src/editor/services/api';
import { follow } from '../fixtures/servers/oauthBrowser';
import { ProtectedServer } from '../fixtures/servers/oauthProtected';
import { withConfig } from './support/config';
import { activateApi, isReady, poolUntil } from './support/pool';

/** The parts of `vscode.env` that reach a browser; VS Code leaves them open to tests. */
interface Browser {
  openExternal: (target: unknown) => Promise<boolean>;
  asExternalUri: (target: vscode.Uri) => Promise<vscode.Uri>;
}

describe('Sign-in to a server', () => {
  const env = vscode.env as unknown as Browser;
  const real = { ...env, openExternal: env.openExternal, asExternalUri: env.asExternalUri };
  const opened: string[] = [];
  let api: McpPoolApi;
  let remote: ProtectedServer;

  before(async () => {
    api = await activateApi();
    remote = await ProtectedServer.start();
    env.openExternal = async (target) => {
      opened.push(String(target));
      await follow(new URL(String(target)));
      return true;
    };
    env.asExternalUri = async (target) => target;
  });
  after(async () => {
    env.openExternal = real.openExternal;
    env.asExternalUri = real.asExternalUri;
    await remote.close();
  });

  const stateOf = (name: string) => api.servers.find((server) => server.name === name)?.state.kind;

  it('opens the browser only for the command, and can be undone', async () => {
    const entry = `  guarded:\n    url: ${remote.url}\n`;
    await withConfig(
      (text) => text + entry,
      async () => {
        await poolUntil(api, 'it wants a sign-in', () => stateOf('guarded') === 'signInRequired');
        assert.deepEqual(opened, []);
        await vscode.commands.executeCommand('mcpPool.signIn', 'guarded');
        assert.equal(opened.length, 1);
        await poolUntil(api, 'it is ready', () => isReady(api, 'guarded'));
        assert.match(opened[0]!, /redirect_uri=http%3A%2F%2F127\.0\.0\.1%3A\d+%2Fcallback/);
        await vscode.commands.executeCommand('mcpPool.restartServer', 'guarded');
        assert.equal(stateOf('guarded'), 'ready');
        await vscode.commands.executeCommand('mcpPool.signOut', 'guarded');
        assert.equal(stateOf('guarded'), 'signInRequired');
        assert.equal(remote.issuer.openTokens, 0);
        assert.equal(opened.length, 1);
      },
    );
    await poolUntil(api, 'it is gone again', () => stateOf('guarded') === undefined);
  });
});
