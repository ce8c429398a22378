import assert from 'node:assert/strict';
import { Workspace } from '../support/workspace';
import { Window } from './support/window';

describe('A new user in an empty folder without a network', () => {
  const workspace = new Workspace();
  let window: Window;

  before(async () => {
    window = await Window.open({
      workspace: workspace.folder,
      start: 'ask',
      environment: { npm_config_offline: 'true' },
    });
  });

  after(async () => {
    await window?.close();
    workspace.remove();
  });

  it('gets the first result of a tool with one link and two answers', async () => {
    await window.openView('MCP');
    await window.welcomeText((text) => text.includes('demo server is built in'));
    await window.screenshot('newcomer-welcome');
    // One: the link. Two: the tool. Three: its argument.
    await window.clickWelcomeButton('Try the Demo Server');
    await window.quickInput((input) => input.rows.some((row) => row.label.includes('find-tea')));
    await window.screenshot('newcomer-pick');
    await window.type('get-recipe');
    await window.accept();
    const asked = await window.quickInput((input) => input.title.startsWith('Call get-recipe'));
    await window.screenshot('newcomer-argument');
    assert.ok(asked.rows.length > 1, 'the teas are offered');
    await window.accept();
    await window.editorTabs((tabs) => tabs.some((tab) => tab.label.startsWith('get-recipe · demo')));
    await window.screenshot('newcomer-result');
    const row = await window.treeRow('demo');
    assert.match(row.description, /tools · 2026-07-28/);
  });
});
