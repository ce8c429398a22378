import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../src/editor/services/api';
import { withConfig } from './support/config';
import { activateApi, isReady, nextEvent, poolUntil } from './support/pool';

/** Lets the example's call run without a question, as a user would who trusts it. */
const approving = (text: string) => text.replace('  memory:', '    autoApprove: [echo]\n  memory:');

describe('The example extension', () => {
  let api: McpPoolApi;

  before(async () => {
    api = await activateApi();
    await poolUntil(api, 'everything is ready', () => isReady(api, 'everything'));
  });

  it('depends on MCP Pool and nothing else', () => {
    const { packageJSON } = vscode.extensions.getExtension('mcp-pool.mcp-pool-example')!;
    assert.deepEqual(packageJSON.extensionDependencies, ['mcp-pool.mcp-pool']);
    assert.equal(packageJSON.dependencies, undefined);
  });

  it('calls a tool through the API and shows the result', async () => {
    await withConfig(approving, async () => {
      await nextEvent(api, 'server.updated');
      const finished = nextEvent(api, 'call.succeeded');
      const text = await vscode.commands.executeCommand('mcpPoolExample.echo', 'Good morning');
      assert.equal(text, 'Echo: Good morning');
      const { call } = await finished;
      assert.deepEqual([call.serverName, call.tool, call.origin], ['everything', 'echo', 'extension']);
    });
  });

  it('receives an API that matches its copy of the declarations', () => {
    const { extensionPath } = vscode.extensions.getExtension('mcp-pool.mcp-pool-example')!;
    const declared = readFileSync(path.join(extensionPath, 'mcp-pool.d.ts'), 'utf8');
    const [, body = ''] = /^interface McpPoolApi \{([\s\S]*?)^\}/m.exec(declared) ?? [];
    const names = [...body.matchAll(/^ {4}(?:readonly )?(\w+)[(:]/gm)].map(([, name]) => name);
    assert.deepEqual(names.sort(), Object.keys(api).sort());
  });
});
