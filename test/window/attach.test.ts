import assert from 'node:assert/strict';
import path from 'node:path';
import { startServing } from '../support/gateway/serving';
import { npmServer } from '../support/places';
import { expectCode } from '../support/terminal/cli';
import { Workspace } from '../support/workspace';
import { Window } from './support/window';

describe('A window whose servers already run elsewhere', () => {
  const config = `mcpServers:
  everything:
    command: node
    args: [${npmServer('everything')}, stdio]
`;
  const workspace = new Workspace({ 'mcp-config.yaml': config });
  const environment = { MCP_POOL_STATE: path.join(workspace.folder, 'state') };
  const serve = () => startServing([], { cwd: workspace.folder, env: environment });
  let serving: Awaited<ReturnType<typeof serve>>;
  let window: Window;

  before(async () => {
    serving = await serve();
    window = await Window.open({ workspace: workspace.folder, environment });
    await window.openView('MCP');
  });

  after(async () => {
    await window?.close();
    serving?.live.child.kill('SIGTERM');
    expectCode(await serving.live.done, 0);
    workspace.remove();
  });

  const port = () => new URL(serving.served.url).port;
  const shows = (icon: string) =>
    window.statusBarItems((items) => items.some(({ text }) => text.includes(`$(${icon}) :${port()}`)));

  it('uses those servers, with all that they have', async () => {
    await window.treeRow('everything', (row) => /\d+ tools/.test(row.description));
    await shows('link');
    await window.runCommand('MCP: Call Tool…');
    await window.type('echo');
    await window.accept();
    await window.quickInput((input) => (input.title ?? '').startsWith('Call echo'));
    await window.type('from the window');
    await window.accept();
    assert.equal(await window.activeEditorText(), 'Echo: from the window');
    await window.screenshot('attached');
  });

  it('starts its own when the gateway ends, and offers to use the next one', async () => {
    serving.live.child.kill('SIGTERM');
    expectCode(await serving.live.done, 0);
    await window.notification('Its servers now run in this window');
    await window.treeRow('everything', (row) => /\d+ tools/.test(row.description));
    await window.clearNotifications();
    serving = await serve();
    await window.notification('Use the running servers instead of starting copies?');
    await window.screenshot('attach-offer');
    await window.clickNotificationButton('Use Running Servers', 'already run at');
    await shows('link');
    await window.treeRow('everything', (row) => /\d+ tools/.test(row.description));
  });
});
