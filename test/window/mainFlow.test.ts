import assert from 'node:assert/strict';
import { makeWorkspace, threeServers } from './support/workspace';
import { Window } from './window';

describe('The main flow in a real window', () => {
  const workspace = makeWorkspace({ 'mcp-config.yaml': threeServers, 'notes.md': '# Notes\n' });
  let window: Window;

  before(async function () {
    this.timeout(180_000);
    window = await Window.open({ workspace: workspace.folder });
  });

  after(async () => {
    await window?.close();
    workspace.remove();
  });

  it('shows the three servers of mcp-config.yaml as ready in the tree', async () => {
    await window.openView('MCP');
    const rows = await window.treeRows(
      (all) => all.filter((row) => /tools · 20/.test(row.description)).length === 3,
    );
    assert.deepEqual(
      rows.filter((row) => row.level === 1).map((row) => row.label),
      ['everything', 'filesystem', 'memory'],
    );
    await window.screenshot('tree-servers');
  });

  it('unfolds a server to its tools, resources and prompts', async () => {
    await window.expand('everything');
    await window.expand('Tools');
    await window.treeRow('echo');
    await window.screenshot('tree-tools');
  });

  it('calls echo from the palette with a typed message and opens the result', async () => {
    await window.runCommand('MCP: Call Tool…');
    await window.screenshot('call-pick');
    await window.type('echo');
    await window.accept();
    const input = await window.quickInput((one) => one.title.includes('Call echo'));
    assert.match(input.title, /Call echo · everything/);
    await window.type('hello from the palette');
    await window.screenshot('call-argument');
    await window.accept();
    await window.activeEditorText((text) => text.includes('hello from the palette'));
    await window.codeLenses();
    await window.screenshot('call-result');
  });

  it('opens a resource as a Markdown document', async () => {
    await window.runCommand('MCP: Open Resource…');
    await window.type('features');
    await window.accept();
    await window.activeEditorText((text) => text.includes('Everything Server'));
    await window.screenshot('resource');
  });

  it('shows a picture', async () => {
    await window.runCommand('MCP: Call Tool…');
    await window.type('tiny-image');
    await window.accept();
    await window.editorTabs((tabs) => tabs.some((tab) => tab.label.includes('get-tiny-image')));
    await window.webviewText((text) => text.includes('image you requested'));
    await window.screenshot('image');
  });
});
