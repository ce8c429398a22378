import assert from 'node:assert/strict';
import { Workspace } from '../support/workspace';
import { threeServers } from './support/threeServers';
import { Window } from './support/window';

describe('The main flow in a real window', () => {
  const workspace = new Workspace({ 'mcp-config.yaml': threeServers });
  let window: Window;

  before(async () => {
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
    await window.statusBarItems((items) => items.some((item) => item.text.includes('MCP 3/3')));
  });

  it('expands a server to its tools, resources and prompts', async () => {
    await window.expand('everything');
    await window.expand('Tools');
    const echo = await window.treeRow('echo');
    assert.match(echo.description, /Echoes back/);
    await window.screenshot('tree');
  });

  it('calls echo from the palette with a typed message and opens the result', async () => {
    await window.runCommand('MCP: Call Tool…');
    await window.quickInput((input) => input.rows.length > 3);
    await window.screenshot('call-pick');
    await window.type('echo');
    await window.accept();
    const input = await window.quickInput((one) => one.title.startsWith('Call echo'));
    assert.equal(input.title, 'Call echo · everything');
    await window.type('hello from the palette');
    await window.screenshot('call-argument');
    await window.accept();
    assert.equal(
      await window.activeEditorText((text) => text.startsWith('Echo')),
      'Echo: hello from the palette',
    );
    const lenses = await window.codeLenses();
    assert.deepEqual(lenses, ['Run Again', 'Edit and Run', 'Copy As…', 'Save…']);
    await window.screenshot('call-result');
  });

  it('refuses a word in place of a number as it is typed, and goes back without losing the answer', async () => {
    await window.clickRow('get-sum');
    await window.quickInput((input) => input.title === 'Call get-sum (1/2) · everything');
    await window.type('abc');
    const wrong = await window.quickInput((input) => input.severity === 'error');
    assert.match(wrong.message, /'a' must be a number/);
    await window.type('20');
    await window.accept();
    await window.quickInput((input) => input.title === 'Call get-sum (2/2) · everything');
    await window.back();
    const first = await window.quickInput((input) => input.title === 'Call get-sum (1/2) · everything');
    assert.equal(first.value, '20');
    await window.accept();
    await window.quickInput((input) => input.title === 'Call get-sum (2/2) · everything');
    await window.type('22');
    await window.accept();
    await window.activeEditorText((text) => text.includes('42'));
  });

  it('offers what was typed before the form was closed', async () => {
    await window.runCommand('MCP: Call Tool…');
    await window.type('search_nodes');
    await window.accept();
    await window.quickInput((input) => input.title.startsWith('Call search_nodes'));
    await window.type('half a question');
    await window.escape();
    await window.runCommand('MCP: Call Tool…');
    await window.type('search_nodes');
    await window.accept();
    const offer = await window.quickInput((input) =>
      input.rows.some((row) => row.label.includes('Continue Where You Left Off')),
    );
    assert.match(JSON.stringify(offer.rows), /half a question/);
    await window.escape();
  });

  it('shows a picture as a picture', async () => {
    await window.clickRow('get-tiny-image');
    await window.webviewText((text) => text.includes("Here's the image you requested"));
    await window.screenshot('picture');
  });

  it('opens a resource as a Markdown document', async () => {
    await window.runCommand('MCP: Open Resource…');
    await window.type('features');
    await window.accept();
    const editor = await window.editor((one) => one.text.includes('Everything Server'));
    assert.equal(editor.language, 'markdown');
    await window.screenshot('resource');
  });

  it('shows the progress of a long call and cancels it', async () => {
    await window.clickRow('trigger-long-running-operation');
    await window.type('30');
    await window.accept();
    await window.quickInput((input) => input.title.includes('(2/2)'));
    await window.accept();
    await window.notification('trigger-long-running-operation · everything');
    await window.screenshot('progress');
    await window.clickNotificationButton('Cancel', 'trigger-long-running-operation');
    await window.notifications((all) => all.length === 0);
  });

  it('asks before a tool that may overwrite something, and shows its arguments', async () => {
    await window.runCommand('MCP: Call Tool…');
    await window.type('write_file');
    await window.accept();
    await window.quickInput((input) => input.title.startsWith('Call write_file (1/2)'));
    await window.type(`${workspace.folder}/written.txt`);
    await window.accept();
    await window.quickInput((input) => input.title.startsWith('Call write_file (2/2)'));
    await window.type('by hand');
    await window.accept();
    const dialog = await window.dialog();
    assert.match(JSON.stringify(dialog), /may destroy or overwrite/);
    await window.screenshot('confirm');
    await window.clickDialogButton('Call Once');
    await window.activeEditorText((text) => text.includes('written.txt'));
  });
});
