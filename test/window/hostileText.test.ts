import assert from 'node:assert/strict';
import path from 'node:path';
import { repositoryRoot } from '../support/repository';
import { Workspace } from '../support/workspace';
import { Window } from './support/window';

declare const document: { querySelectorAll(selector: string): ArrayLike<unknown> };

describe('Text of a server in a real window', () => {
  const server = path.join(repositoryRoot, 'out', 'test', 'fixtures', 'servers', 'hostile.mjs');
  const workspace = new Workspace({
    'mcp-config.yaml': `mcpServers:\n  hostile:\n    command: node\n    args: [${server}]\n`,
  });
  let window: Window;

  before(async () => {
    window = await Window.open({ workspace: workspace.folder });
    await window.openView('MCP');
    await window.treeRows((rows) => rows.some((row) => /tools/.test(row.description)));
  });

  after(async () => {
    await window?.close();
    workspace.remove();
  });

  const count = (selector: string) =>
    window.page.evaluate((wanted) => document.querySelectorAll(wanted).length, selector);
  /** Nothing of the server's may be a picture, and no command of its choice a link. */
  const expectNothingDrawn = async () => {
    assert.equal(await count('img[src*="evil.example"]'), 0);
    assert.equal(await count('a[href^="command:workbench"], a[data-href^="command:workbench"]'), 0);
    assert.equal(await count('a[href*="evil.example"], a[data-href*="evil.example"]'), 0);
  };

  it('has no icon in the list of tools', async () => {
    await window.runCommand('MCP: Call Tool…');
    await window.type('iconic');
    await window.quickInput(({ rows }) => rows.some(({ label }) => label.includes('$(bug)')));
    assert.equal(await count('.quick-input-list .codicon-bug, .quick-input-list .codicon-flame'), 0);
    assert.ok((await count('.quick-input-list .codicon-symbol-method')) > 0);
    await window.escape();
  });

  it('has no link in a notification', async () => {
    await window.runCommand('MCP: Call Tool…');
    await window.type('refuse');
    await window.accept();
    await window.notification('] (command:workbench.action.terminal.new)');
    assert.equal(await count('.notification-list-item-message a'), 0);
    await expectNothingDrawn();
    await window.clearNotifications();
  });

  it('draws nothing in the tree and its tooltips', async () => {
    await window.expand('hostile');
    await window.expand('Tools');
    const rows = await window.treeRows((all) => all.some(({ label }) => label.includes('[2J')));
    // Its arguments have all of it.
    const { label } = rows.find((row) => row.label.includes('[2J'))!;
    await window.rowTooltip(label, (text) => text.includes('[run](command:workbench'));
    await window.screenshot('hostileTooltip');
    await expectNothingDrawn();
  });

  it('cannot hide long arguments, which are shown whole before the next question', async () => {
    await window.runCommand('MCP: Call Tool…');
    await window.type('destroy');
    await window.accept();
    await window.quickInput(({ title }) => title.includes('destroy'));
    await window.type(`${'word '.repeat(250)}DROP TABLE`);
    await window.accept();
    const dialog = await window.dialog();
    assert.match(dialog.message, /Call 'destroy' on 'hostile'\?/);
    await window.screenshot('longArguments');
    await window.clickDialogButton('Show Arguments');
    await window.activeEditorText((text) => text.includes('DROP TABLE'));
    await window.screenshot('wholeArguments');
    await window.clickNotificationButton('Call Once', 'with the arguments shown?');
    await window.activeEditorText((text) => text.includes('forged heading'));
  });
});
