import assert from 'node:assert/strict';
import { expectCode, jsonOf, mcpPool } from '../support/terminal/cli';
import { Workspace } from '../support/workspace';

describe('The demo server in the terminal', () => {
  const workspace = new Workspace();
  before(() => workspace.configure({ demo: { type: 'demo' } }));
  after(() => workspace.remove());

  it('needs no key but its type', async () => {
    const listed = await mcpPool(['list', '--json'], { cwd: workspace.folder });
    expectCode(listed, 0);
    const [demo] = jsonOf<{ name: string; state: string; tools: object[] }[]>(listed);
    assert.equal(demo?.state, 'ready');
    assert.ok(demo.tools.length > 0);
  });
});
