import assert from 'node:assert/strict';
import { npmServer } from '../support/places';
import { Workspace } from '../support/workspace';
import { Window } from './support/window';

describe('The doctor in a real window', () => {
  it('shows how far each server gets, and what to do when it fails', async () => {
    const config = `mcpServers:
  memory:
    command: node
    args: [${npmServer('memory')}]
  weather:
    command: node
    args: [-e, "console.error('Error: no module named httpx'); process.exit(3)"]
  typo:
    command: nodde
`;
    const workspace = new Workspace({ 'mcp-config.yaml': config });
    const window = await Window.open({ workspace: workspace.folder, theme: 'light' });
    try {
      await window.openView('MCP');
      await window.treeRow('memory', (row) => /tools/.test(row.description));
      await window.runCommand('MCP: Run Doctor');
      const text = await window.webviewText((one) => one.includes('1 of 3 servers works'));
      assert.match(text, /no module named httpx/);
      assert.match(text, /'nodde' is not on the PATH/);
      await window.screenshot('doctor');
    } finally {
      await window.close();
      workspace.remove();
    }
  });
});
