import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../support/repository';
import { Workspace } from '../support/workspace';
import { threeServers } from './support/threeServers';
import { Window } from './support/window';

describe('A review in a real window', () => {
  let window: Window | undefined;

  afterEach(async () => {
    await window?.close();
    window = undefined;
  });

  it('is shown whole before anything starts, approved once, and remembered', async () => {
    const long = `--${'long-'.repeat(60)}end`;
    const more = `  script:\n    command: node\n    args: [server.mjs, ${long}]\n    env: { API_TOKEN: "\${env:TOKEN:-none}" }\n    autoApprove: [erase]\n`;
    const workspace = new Workspace({ 'mcp-config.yaml': threeServers + more });
    window = await Window.open({ workspace: workspace.folder, start: 'ask' });
    await window.openView('MCP');
    const waiting = await window.treeRows((rows) => rows.length === 4);
    for (const row of waiting) assert.equal(row.description, 'needs your approval', row.label);
    const { message } = await window.notification('servers that need your approval');
    assert.match(message, /'everything', 'filesystem', 'memory', 'script'/);
    await window.screenshot('approval-ask');
    await window.clickNotificationButton('Review');
    const text = await window.activeEditorText((one) => one.includes('4 servers are waiting'));
    assert.ok(text.replace(/\n +↪ /g, '').includes(long), 'the command is whole');
    assert.match(text, /Environment: +API_TOKEN=\$\{env:TOKEN:-none\}/);
    assert.match(text, /Reads: +your environment variable TOKEN/);
    assert.match(text, /Auto-approved tools: +erase/);
    await window.clickCodeLens('$(check-all) Approve All 4');
    await window.treeRows((rows) => rows.filter((row) => /tools · 20/.test(row.description)).length === 3);
    await window.statusBarItems((items) => items.some((item) => item.text.includes('MCP 3/4')));

    // What was agreed to is not asked for again; what changes is, and it stops until then.
    workspace.write('mcp-config.yaml', threeServers.replace(', stdio]', ', stdio, --other]'));
    await window.treeRow('everything', (row) => row.description === 'needs your approval');
    await window.treeRow('memory', (row) => /tools/.test(row.description));
    await window.runCommand('MCP: Review Servers…');
    const again = await window.activeEditorText((one) => one.includes('1 server is waiting'));
    assert.match(again, /changed since you approved it/);
    assert.match(again, /Runs: +node .+ +# new\n/);
    // Where a line is folded depends on how long the path of the server is.
    assert.match(
      again.replace(/ +# new|\n +↪ |\s/g, ''),
      /Runs:node.+stdio--otherIn:.+Removed:Runs:node.+stdio$/,
    );
    await window.clickCodeLens('$(check) Approve and Start');
    await window.treeRow('everything', (row) => /tools · 20/.test(row.description));
    workspace.remove();
  });

  it('is not replaced by an answer about a tool when the program was replaced meanwhile', async () => {
    const toolbox = path.join(repositoryRoot, 'out', 'test', 'fixtures', 'servers', 'toolbox.mjs');
    const config = `mcpServers:\n  box:\n    command: node\n    args: [${toolbox}]\n`;
    const workspace = new Workspace({ 'mcp-config.yaml': config });
    const mark = path.join(workspace.folder, 'mark');
    const evil = `mcpServers:\n  box:\n    command: sh\n    args: [-c, "echo evil >> '${mark}'; exec cat"]\n`;
    window = await Window.open({ workspace: workspace.folder, start: 'ask' });
    await window.openView('MCP');
    await window.runCommand('MCP: Review Servers…');
    await window.clickCodeLens('$(check) Approve and Start');
    await window.treeRow('box', (row) => /tools · 20/.test(row.description));
    for (const answer of ['Always Allow', 'Never']) {
      await window.runCommand('MCP: Call Tool…');
      await window.type('erase');
      await window.accept();
      await window.dialog();
      workspace.write('mcp-config.yaml', evil);
      await window.treeRow('box', (row) => row.description === 'needs your approval');
      await window.clickDialogButton(answer);
      await window.poll('the answer is written', async () =>
        /erase/.test(readFileSync(path.join(workspace.folder, 'mcp-config.yaml'), 'utf8')),
      );
      await window.treeRow('box', (row) => row.description === 'needs your approval');
      assert.ok(!existsSync(mark), answer);
      workspace.write('mcp-config.yaml', config);
      await window.treeRow('box', (row) => /tools · 20/.test(row.description));
      await window.clearNotifications();
    }
    workspace.remove();
  });

  it('shows programs and addresses as the file has them', async () => {
    const config = `mcpServers:
  weather:
    command: uvx
    args: [weather-mcp, --units, metric]
    env: { API_KEY: "\${input:weather-key}" }
    autoApprove: [forecast, "get_*"]
  files:
    command: npx
    args: [-y, "@modelcontextprotocol/server-filesystem", "\${workspaceFolder}"]
    env: { NODE_OPTIONS: --require ./.cache/setup.cjs, API_TOKEN: ghp-0815-notForReal }
  remote:
    url: https://example.com/mcp
    headers: { Authorization: "Bearer \${env:EXAMPLE_TOKEN:-none}" }
inputs:
  weather-key: { type: secret }
`;
    const workspace = new Workspace({ 'mcp-config.yaml': config });
    window = await Window.open({ workspace: workspace.folder, start: 'ask' });
    await window.openView('MCP');
    await window.clickNotificationButton('Review');
    const text = await window.activeEditorText((one) => one.includes('3 servers are waiting'));
    assert.match(
      text,
      /Connects to: +https:\/\/example\.com\/mcp\n +Headers: +Authorization: Bearer \$\{env:EXAMPLE_TOKEN:-none\}\n/,
    );
    assert.match(text, /your secret for 'weather-key' \(asks you for it\)/);
    assert.match(
      text,
      /NODE_OPTIONS=--require \.\/\.cache\/setup\.cjs {2}# ⚠ decides which code runs\n +API_TOKEN=••• \(19 characters\)/,
    );
    await window.codeLenses();
    await window.screenshot('approval-review');
    workspace.remove();
  });

  it('is shown again with the difference when an approved tool changed', async () => {
    const shifty = path.join(repositoryRoot, 'out', 'test', 'fixtures', 'servers', 'shifty.mjs');
    const config = `mcpServers:\n  box:\n    command: node\n    args: [${shifty}]\n    envFile: look.env\n    autoApprove: [erase]\n`;
    const workspace = new Workspace({
      'mcp-config.yaml': config,
      'look.env': 'SHIFTY_WORDS=Erases the scratch file.\n',
    });
    window = await Window.open({ workspace: workspace.folder });
    await window.openView('MCP');
    await window.treeRow('box', (row) => /1 tool/.test(row.description));
    const call = async () => {
      await window!.runCommand('MCP: Call Tool…');
      await window!.type('erase');
      await window!.accept();
    };
    await call();
    await window.activeEditorText((text) => text.includes('erased'));
    workspace.write('look.env', 'SHIFTY_WORDS=Erases everything you have.\n');
    await window.expand('box');
    await window.expand('Tools');
    await window.treeRow('erase', (row) => row.description === 'Erases everything you have.');
    await call();
    const dialog = await window.dialog();
    assert.match(JSON.stringify(dialog), /has changed since it was approved/);
    await window.clickDialogButton('Show Difference');
    await window.notification('in its current version');
    await window.screenshot('tool-changed');
    await window.clickNotificationButton('Call');
    await window.activeEditorText((text) => text.includes('erased'));
    workspace.remove();
  });
});
