import assert from 'node:assert/strict';
import { makeWorkspace, threeServers } from './support/workspace';
import { Window } from './window';

describe('What a person agrees to', () => {
  let window: Window | undefined;

  afterEach(async () => {
    await window?.close();
    window = undefined;
  });

  it('is shown whole before anything starts, allowed once, and remembered', async function () {
    this.timeout(180_000);
    const long = `--${'long-'.repeat(60)}end`;
    const more = `  script:\n    command: node\n    args: [server.mjs, ${long}]\n    env: { API_TOKEN: "\${env:TOKEN:-none}" }\n    autoApprove: [erase]\n`;
    const workspace = makeWorkspace({ 'mcp-config.yaml': threeServers + more });
    window = await Window.open({ workspace: workspace.folder, start: 'ask' });
    await window.openView('MCP');
    const waiting = await window.treeRows((rows) => rows.length === 4);
    for (const row of waiting) assert.equal(row.description, 'waits for your review', row.label);
    const { message } = await window.notification('wants to start');
    assert.match(message, /'everything', 'filesystem', 'memory', 'script'/);
    await window.screenshot('consent-ask');
    await window.clickNotificationButton('Review');
    const text = await window.activeEditorText((one) => one.includes('4 servers of this workspace wait'));
    assert.ok(text.includes(long), 'the command is whole');
    assert.match(text, /With variables: +API_TOKEN/);
    assert.match(text, /Runs unasked: +erase/);
    await window.codeLenses();
    await window.screenshot('consent-review');
    await window.clickCodeLens('$(check-all) Allow all 4');
    await window.treeRows((rows) => rows.filter((row) => /tools · 20/.test(row.description)).length === 3);
    await window.statusBarItems((items) => items.some((item) => item.text.includes('MCP 3/4')));

    // What was agreed to is not asked for again; what changes is, and it stops until then.
    workspace.write('mcp-config.yaml', threeServers.replace(', stdio]', ', stdio, --other]'));
    await window.treeRow('everything', (row) => row.description === 'waits for your review');
    await window.treeRow('memory', (row) => /tools/.test(row.description));
    await window.runCommand('MCP: Review Servers…');
    const again = await window.activeEditorText((one) => one.includes('1 server of this workspace waits'));
    assert.match(again, /--other/);
    await window.clickCodeLens('$(check) Allow and start');
    await window.treeRow('everything', (row) => /tools · 20/.test(row.description));
    workspace.remove();
  });
});
