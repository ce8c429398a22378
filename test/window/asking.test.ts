import assert from 'node:assert/strict';
import path from 'node:path';
import { repositoryRoot } from '../support/repository';
import { Workspace } from '../support/workspace';
import { Window } from './support/window';

describe('A server that asks the person something during a call', () => {
  const asks = path.join(repositoryRoot, 'out', 'test', 'fixtures', 'servers', 'asksPerson.mjs');
  const workspace = new Workspace({
    'mcp-config.yaml': `mcpServers:\n  asks:\n    command: node\n    args: [${asks}]\n`,
  });
  let window: Window;

  before(async () => {
    window = await Window.open({ workspace: workspace.folder });
  });

  after(async () => {
    await window?.close();
    workspace.remove();
  });

  const greet = async () => {
    await window.runCommand('MCP: Call Tool…');
    await window.type('greet');
    await window.accept();
    await window.notification("'asks' asks: What is your name?");
  };

  it('gets the answer that is typed into an input box', async () => {
    await window.openView('MCP');
    await window.treeRows((rows) => rows.some((row) => /1 tool /.test(row.description)));
    await greet();
    await window.screenshot('asks');
    await window.clickNotificationButton('Answer…', "'asks' asks");
    await window.quickInput((input) => input.title === 'What is your name? · asks');
    await window.type('Ada');
    await window.accept();
    assert.equal(await window.activeEditorText((text) => text.startsWith('Hello')), 'Hello Ada');
  });

  it('is notified when the person declines', async () => {
    await greet();
    await window.clickNotificationButton('Decline', "'asks' asks");
    await window.activeEditorText((text) => text.includes('The person said: decline'));
  });
});
