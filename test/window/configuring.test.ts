import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { npmServer } from '../support/places';
import { repositoryRoot } from '../support/repository';
import { Workspace } from '../support/workspace';
import { Window } from './support/window';

const toolbox = path.join(repositoryRoot, 'out', 'test', 'fixtures', 'servers', 'toolbox.mjs');

describe('The configuration of servers in a real window', () => {
  let window: Window | undefined;

  afterEach(async () => {
    await window?.close();
    window = undefined;
  });

  it('imports servers from another client, asks before they start, and keeps their secrets safe', async () => {
    const workspace = new Workspace();
    mkdirSync(path.join(workspace.folder, '.vscode'));
    const theirs = {
      servers: {
        box: {
          type: 'stdio',
          command: 'node',
          args: [toolbox],
          env: { API_TOKEN: 'sk-verysecret-0815-AbCd' },
        },
        notes: { command: 'node', args: [npmServer('memory')], sandboxEnabled: true },
      },
    };
    workspace.write('.vscode/mcp.json', `// ours\n${JSON.stringify(theirs)}`);
    window = await Window.open({ workspace: workspace.folder, start: 'ask' });
    await window.openView('MCP');
    await window.clickWelcomeButton('Import Pool Servers…');
    const pick = await window.quickInput((input) => input.rows.some((row) => row.label === 'box'));
    assert.deepEqual(
      pick.rows.map((row) => row.label).filter((label) => label === 'box' || label === 'notes'),
      ['box', 'notes'],
    );
    await window.screenshot('import-pick');
    await window.accept();
    const text = await window.activeEditorText(
      (one) => one.includes('mcpServers:') && one.includes('notes:'),
    );
    assert.match(text, /\$\{input:[\w-]+\}/);
    assert.doesNotMatch(text, /sk-verysecret/);
    await window.notification('2 servers imported');
    await window.treeRows(
      (rows) => rows.length === 2 && rows.every((row) => /approval/.test(row.description)),
    );
    await window.screenshot('import-done');
    await window.clearNotifications();
    await window.runCommand('MCP: Review Servers…');
    await window.clickCodeLens('$(check-all) Approve All 2');
    await window.treeRows((rows) => rows.filter((row) => /tools · 20/.test(row.description)).length === 2);
    // The secret is the answer to the input: nobody was asked for it.
    assert.equal(await window.hasQuickInput(), false);
    await window.runCommand('MCP: Call Tool…');
    await window.type('variable');
    await window.accept();
    await window.quickInput((input) => input.title.startsWith('Call variable'));
    await window.type('API_TOKEN');
    await window.accept();
    await window.activeEditorText((one) => one.includes('sk-verysecret-0815-AbCd'));
    workspace.remove();
  });

  it('asks for an input once, when it is first needed', async () => {
    const config = `mcpServers:
  box:
    command: node
    args: [${toolbox}]
    env: { PIN: "\${input:pin}" }
inputs:
  pin: { type: secret, description: The PIN of the box }
`;
    const workspace = new Workspace({ 'mcp-config.yaml': config });
    window = await Window.open({ workspace: workspace.folder });
    await window.openView('MCP');
    const asked = await window.quickInput((input) => input.title === "'box' needs pin");
    assert.match(asked.message, /The PIN of the box/);
    await window.screenshot('input-asked');
    await window.escape();
    await window.treeRow('box', (row) => row.description === 'stopped');
    await window.rowAction('box', 'Start Pool Server…');
    await window.quickInput((input) => input.title === "'box' needs pin");
    await window.type('4711');
    await window.accept();
    await window.treeRow('box', (row) => /tools · 20/.test(row.description));
    await window.rowAction('box', 'Restart Pool Server…');
    await window.treeRow('box', (row) => /tools · 20/.test(row.description));
    assert.equal(await window.hasQuickInput(), false);
    // What it would be given to is something else by now, and nobody has reviewed that.
    workspace.write('mcp-config.yaml', config.replace(`[${toolbox}]`, `[${toolbox}, --other]`));
    await window.quickInput((input) => input.title === "'box' needs pin");
    await window.escape();
    await window.treeRow('box', (row) => row.description === 'stopped');
    workspace.remove();
  });

  it('asks before a tool destroys something, and saves a permanent decision', async () => {
    const config = `mcpServers:\n  box:   # mine\n    command: node\n    args: [${toolbox}]\n`;
    const workspace = new Workspace({ 'mcp-config.yaml': config });
    const written = () => readFileSync(path.join(workspace.folder, 'mcp-config.yaml'), 'utf8');
    window = await Window.open({ workspace: workspace.folder, start: 'ask' });
    await window.openView('MCP');
    await window.runCommand('MCP: Review Servers…');
    await window.clickCodeLens('$(check) Approve and Start');
    await window.treeRow('box', (row) => /tools · 20/.test(row.description));
    const callErase = async () => {
      await window!.runCommand('MCP: Call Tool…');
      await window!.type('erase');
      await window!.accept();
    };
    await callErase();
    const dialog = await window.dialog();
    assert.match(dialog.message, /Call 'erase' on 'box'/);
    await window.screenshot('confirm');
    await window.clickDialogButton('Always Allow');
    await window.activeEditorText((text) => text.includes('erased'));
    await window.poll('the approval is written', async () => written().includes('autoApprove: [erase]'));
    assert.match(written(), /box: {3}# mine/);
    // It runs unasked now, and the change of the file asked nothing either.
    await window.treeRow('box', (row) => /tools · 20/.test(row.description));
    await window.runCommand('MCP: Call Last Tool Again');
    await window.activeEditorText((text) => text.includes('erased'));
    workspace.remove();
  });
});
