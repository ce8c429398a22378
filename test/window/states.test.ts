import assert from 'node:assert/strict';
import { npmServer } from '../support/places';
import { Workspace } from '../support/workspace';
import { threeServers } from './support/threeServers';
import { Window } from './support/window';

const oneServer = `mcpServers:
  everything:
    command: node
    args: [${npmServer('everything')}, stdio]
`;

describe('The view of servers', () => {
  let window: Window | undefined;

  afterEach(async () => {
    await window?.close();
    window = undefined;
  });

  it('offers to create mcp-config.yaml in an empty folder, and opens it', async () => {
    const workspace = new Workspace();
    // The starter runs npx: it must not ask the registry here.
    window = await Window.open({
      workspace: workspace.folder,
      theme: 'light',
      environment: { npm_config_offline: 'true' },
    });
    await window.openView('MCP');
    await window.welcomeText((text) => text.includes('has no MCP servers yet'));
    await window.screenshot('welcome-light');
    await window.clickWelcomeButton('Create mcp-config.yaml');
    await window.activeEditorText((text) => text.includes('mcpServers:'));
    await window.treeRow('everything');
    workspace.remove();
  });

  it('starts nothing in a folder that is not trusted, and explains that', async () => {
    const missing = '  lost:\n    command: ./no-such-program\n    envFile: no-such.env\n    disabled: true\n';
    const workspace = new Workspace({ 'mcp-config.yaml': `${oneServer}${missing}    nonsense: 1\n` });
    window = await Window.open({ workspace: workspace.folder, trusted: false });
    await window.openView('MCP');
    await window.welcomeText((text) => text.includes('not trusted, so its servers do not start'));
    // What is wrong in the text is told, but nothing that it names is looked for.
    await window.statusBarItems((items) =>
      items.some(({ text }) => text.includes('$(error) 0 $(warning) 1')),
    );
    await window.trustWorkspace();
    await window.openView('MCP');
    await window.treeRows((rows) => rows.some((row) => /\d+ tools/.test(row.description)));
    workspace.remove();
  });

  it('shows what is wrong with a server, beside the running ones', async () => {
    const broken = `  weather:
    command: node
    args: [-e, "console.error('Error: no module named httpx'); process.exit(3)"]
  typo:
    command: nodde
  off:
    command: node
    disabled: true
  wrong:
    comand: node
`;
    const workspace = new Workspace({ 'mcp-config.yaml': threeServers + broken });
    window = await Window.open({ workspace: workspace.folder });
    await window.openView('MCP');
    const rows = await window.treeRows(
      (all) =>
        all.length === 7 &&
        all.some((row) => row.description.startsWith('retry')) &&
        all.filter((row) => /^\d+ tools/.test(row.description)).length === 3 &&
        !all.some((row) => row.description === 'starting…'),
    );
    const said = Object.fromEntries(rows.map((row) => [row.label, row.description]));
    assert.match(
      said.weather!,
      /^retry \d of 8 in \d+ s · exited with code 3 \(Error: no module named httpx\)/,
    );
    assert.match(said.typo!, /'nodde' is not on the PATH/);
    assert.equal(said.off, 'disabled');
    assert.match(said.wrong!, /needs 'command'/);
    assert.match(said.everything!, /\d+ tools/);
    await window.rowTooltip(
      'typo',
      (text) => text.includes('PATH searched') && text.includes('Open Configuration'),
    );
    await window.rowTooltip('weather', (text) => text.includes('Last lines of stderr'));
    await window.screenshot('failed');
    await window.problems((problems) =>
      problems.some((problem) => problem.includes("Did you mean 'command'")),
    );
    await window.screenshot('problems');
    workspace.remove();
  });

  it('keeps the servers of several folders apart, and names the folder only where names clash', async () => {
    const one = new Workspace({ 'mcp-config.yaml': `${oneServer}  first: { type: demo }\n` });
    const two = new Workspace({ 'mcp-config.yaml': oneServer });
    const folders = [
      { path: one.folder, name: 'one' },
      { path: two.folder, name: 'two' },
    ];
    one.write('both.code-workspace', JSON.stringify({ folders }));
    window = await Window.open({ workspace: `${one.folder}/both.code-workspace` });
    await window.openView('MCP');
    const rows = await window.treeRows(
      (all) => all.filter((row) => /tools · 20/.test(row.description)).length === 3,
    );
    assert.deepEqual(
      rows.map((row) => row.label),
      ['everything (one)', 'first', 'everything (two)'],
    );
    two.write('mcp-config.yaml', oneServer.replace('everything:', 'other:'));
    await window.treeRows((all) => all.map((row) => row.label).join() === 'everything,first,other');
    one.remove();
    two.remove();
  });
});
