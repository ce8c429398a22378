import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../src/editor/services/api';
import { withConfig } from './support/config';
import { activateApi, callByHand, isReady, poolUntil } from './support/pool';

describe('A document of the pool', () => {
  let api: McpPoolApi;

  before(async () => {
    api = await activateApi();
    await poolUntil(api, 'everything is ready', () => isReady(api, 'everything'));
  });

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const open = (uri: string) =>
    vscode.commands.executeCommand('mcpPool.openResource', { server: 'everything', uri });

  it('shows a Markdown resource as Markdown', async () => {
    await open('demo://resource/static/document/features.md');
    const document = vscode.window.activeTextEditor!.document;
    assert.equal(document.languageId, 'markdown');
    assert.match(document.getText(), /^# Everything Server/);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(document.uri.scheme), false);
  });

  it('gives a JSON resource its language by its MIME type', async () => {
    await callByHand(api, 'memory', 'read_graph', {});
    await vscode.commands.executeCommand('mcpPool.openResource', {
      server: 'memory',
      uri: 'memory://knowledge-graph',
    });
    assert.equal(vscode.window.activeTextEditor!.document.languageId, 'json');
  });

  it('reads a binary resource byte for byte', async () => {
    const read = await api.readResource('everything', 'demo://resource/dynamic/blob/1');
    const blob = read.contents[0] as { blob: string };
    const uri = vscode.Uri.parse('mcp-pool://everything/demo/resource/dynamic/blob/1');
    const bytes = await vscode.workspace.fs.readFile(uri);
    assert.match(Buffer.from(bytes).toString('utf8'), /Resource 1/);
    assert.match(Buffer.from(blob.blob, 'base64').toString('utf8'), /Resource 1/);
  });

  it('shows the messages of a prompt as Markdown', async () => {
    const done = vscode.commands.executeCommand('mcpPool.getPrompt', {
      server: 'everything',
      prompt: 'simple-prompt',
    });
    await done;
    const document = vscode.window.activeTextEditor!.document;
    assert.equal(document.languageId, 'markdown');
    assert.match(document.getText(), /## user\n\n/);
  });

  it('links from a result to the resources it names', async () => {
    await callByHand(api, 'everything', 'get-resource-links', { count: 2 });
    const document = vscode.window.activeTextEditor!.document;
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const ours = links.filter((link) => link.target?.toString().includes('mcpPool.openResource'));
    assert.equal(ours.length, 2);
  });

  it('shows a result with a picture in a preview', async () => {
    await callByHand(api, 'everything', 'get-tiny-image', {});
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputCustom, 'a custom editor shows the picture');
    const picture = vscode.Uri.joinPath(input.uri, '..', 'image-1.png');
    const bytes = await vscode.workspace.fs.readFile(picture);
    assert.deepEqual([...bytes.slice(1, 4)], [...Buffer.from('PNG')]);
  });

  it('reports a resource that does not exist', async () => {
    await assert.rejects(
      api.readResource('everything', 'demo://nope'),
      (error: { kind: string; message: string }) => {
        assert.match(error.message, /demo:\/\/nope/);
        return true;
      },
    );
  });

  it('follows the updates of an open resource', async () => {
    const server = path.join(process.env.MCP_POOL_REPOSITORY!, 'out/test/fixtures/servers/notebook.mjs');
    const source = `\n  notebook: { command: node, args: ['${server}', legacy] }\n`;
    await withConfig(
      (text) => `${text.trimEnd()}${source}`,
      async () => {
        await poolUntil(api, 'notebook is ready', () => isReady(api, 'notebook'));
        await vscode.commands.executeCommand('mcpPool.openResource', {
          server: 'notebook',
          uri: 'notebook://page',
        });
        const { document } = vscode.window.activeTextEditor!;
        assert.equal(document.getText(), 'empty');
        const changed = new Promise<void>((resolve) => {
          const listening = vscode.workspace.onDidChangeTextDocument((event) => {
            if (event.document !== document || document.getText() !== 'news') return;
            listening.dispose();
            resolve();
          });
        });
        // Its result takes the place of the resource on the screen: a hidden document follows too.
        await callByHand(api, 'notebook', 'write', { text: 'news' });
        await changed;
      },
    );
  });
});
