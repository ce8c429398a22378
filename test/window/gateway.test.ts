import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { findGatewayRecord } from '../../src/gateway/attach/gatewayDiscovery';
import { npmServer } from '../support/places';
import { Workspace } from '../support/workspace';
import { Window } from './support/window';

interface Written {
  readonly mcpServers: Readonly<Record<string, { command: string; args: string[] }>>;
}

describe('A window whose pool is shared', () => {
  const config = `mcpServers:
  everything:
    command: node
    args: [${npmServer('everything')}, stdio]
  second:
    command: node
    args: [${npmServer('everything')}, stdio]
`;
  const workspace = new Workspace({ 'mcp-config.yaml': config });
  let window: Window;

  before(async () => {
    window = await Window.open({ workspace: workspace.folder });
    await window.openView('MCP');
    await window.treeRows((rows) => rows.filter((row) => /tools/.test(row.description)).length === 2);
  });

  after(async () => {
    await window?.close();
    workspace.remove();
  });

  it('shows that the gateway is open, and asks the person about a call from outside', async () => {
    await window.runCommand('MCP: Start Gateway');
    await window.notification('Other programs on this computer can now use the pool');
    await window.screenshot('gateway-open');
    await window.clearNotifications();
    const found = await findGatewayRecord(path.join(workspace.folder, 'mcp-config.yaml'));
    assert.ok(found);
    await window.statusBarItems((items) =>
      items.some(({ text }) => text.includes(`:${new URL(found.url).port}`)),
    );
    const answer = fetch(`${found.url}/servers/everything/tools/echo`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${readFileSync(found.tokenFile, 'utf8').trim()}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ message: 'from a script' }),
    });
    const dialog = await window.dialog(({ message }) => message.includes('echo'));
    await window.screenshot('gateway-asks');
    assert.match(
      `${dialog.message}\n${dialog.detail ?? ''}`,
      /A program outside the editor[\s\S]*from a script/,
    );
    await window.clickDialogButton('Call Once');
    assert.match(await (await answer).text(), /Echo: from a script/);
  });

  it('shows what an assistant gets before it is saved, and shares its servers with it', async () => {
    await window.runCommand('MCP: Connect Assistant…');
    await window.quickInput((input) => input.title === 'Connect an assistant to this pool');
    await window.screenshot('connect-assistant');
    await window.pick('Cursor');
    const text = await window.activeEditorText((one) => one.includes('bridge'));
    assert.match(text, /"mcp-pool": \{/);
    await window.screenshot('connect-assistant-file');
    await window.clearNotifications();
    // What the assistant would do with it.
    const { mcpServers } = JSON.parse(text) as Written;
    const client = new Client({ name: 'an assistant', version: '1.0.0' });
    await client.connect(new StdioClientTransport(mcpServers['mcp-pool']!));
    try {
      const { tools } = await client.listTools();
      assert.deepEqual(
        ['everything__echo', 'second__echo'].filter((name) => !tools.some((tool) => tool.name === name)),
        [],
      );
      const called = client.callTool({ name: 'second__echo', arguments: { message: 'as an assistant' } });
      await window.dialog(({ detail }) => detail.includes('as an assistant'));
      await window.clickDialogButton('Call Once');
      assert.match(JSON.stringify(await called), /Echo: as an assistant/);
    } finally {
      await client.close();
    }
  });

  it('broadcasts a tool and shows the answer of each server', async () => {
    await window.runCommand('MCP: Broadcast Tool…');
    await window.quickInput((input) => input.title === 'Broadcast a tool');
    await window.screenshot('broadcast-pick');
    await window.type('echo');
    await window.accept();
    await window.quickInput((input) => (input.title ?? '').startsWith('Broadcast echo'));
    await window.type('to all');
    await window.accept();
    const text = await window.webviewText((one) => one.includes('echo on 2 servers: 2 succeeded'));
    assert.match(text, /Echo: to all/);
    await window.screenshot('broadcast');
  });
});
