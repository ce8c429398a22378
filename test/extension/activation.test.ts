import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../src/editor/services/api';
import { activateApi, isReady, poolUntil } from './support/pool';

describe('The extension in a window', () => {
  let api: McpPoolApi;

  before(async () => {
    api = await activateApi();
  });

  it('starts every server of mcp-config.yaml without a command', async () => {
    await poolUntil(
      api,
      'both servers are ready',
      () => isReady(api, 'everything') && isReady(api, 'memory'),
    );
    assert.deepEqual(
      api.servers.map((server) => server.name),
      ['everything', 'memory'],
    );
  });

  it('registers every command that package.json contributes', async () => {
    const manifest = vscode.extensions.getExtension('mcp-pool.mcp-pool')!.packageJSON;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands
      .map(({ command }: { command: string }) => command)
      .filter((id: string) => !registered.has(id));
    assert.deepEqual(missing, []);
  });

  it('runs on the version of VS Code that the manifest claims, or a later one', () => {
    const lowest = vscode.extensions
      .getExtension('mcp-pool.mcp-pool')!
      .packageJSON.engines.vscode.replace('^', '');
    const [major, minor] = vscode.version.split('.').map(Number);
    const [lowestMajor, lowestMinor] = lowest.split('.').map(Number);
    assert.ok(
      major! > lowestMajor || (major === lowestMajor && minor! >= lowestMinor),
      `${vscode.version} is older than ${lowest}`,
    );
  });
});
