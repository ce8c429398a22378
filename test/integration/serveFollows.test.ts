import assert from 'node:assert/strict';
import { renameSync, unlinkSync } from 'node:fs';
import { stringify } from 'yaml';
import { approveAll, firstLine, startServing } from '../support/gateway/serving';
import { expectCode, startMcpPool } from '../support/terminal/cli';
import { until } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';

describe('mcp-pool serve with a configuration file that changes', () => {
  const workspace = new Workspace();
  const options = { cwd: workspace.folder, env: { MCP_POOL_STATE: workspace.path('state') } };
  const toolbox = (more = {}) => fixtureEntry('toolbox', { autoApprove: ['*'], ...more });
  let serving: Awaited<ReturnType<typeof startServing>>;
  let stderr = '';

  async function serve(): Promise<void> {
    serving = await startServing([], options);
    stderr = '';
    serving.live.child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
  }
  async function end() {
    serving.live.child.kill('SIGTERM');
    const run = await serving.live.done;
    expectCode(run, 0);
    return run;
  }
  const get = async <T>(path: string) =>
    (await (await fetch(serving.served.url + path, { headers: headers() })).json()) as T;
  const headers = () => ({
    authorization: `Bearer ${serving.token}`,
    'content-type': 'application/json',
    // The gateway ends connections that rest: one that is kept might be gone just when it is used again.
    connection: 'close',
  });
  const call = async (server: string, tool: string, args: object = {}): Promise<string | undefined> => {
    const body = JSON.stringify(args);
    const path = `${serving.served.url}/servers/${server}/tools/${tool}`;
    const answer = await fetch(path, { method: 'POST', body, headers: headers() });
    const { result } = (await answer.json()) as { result?: { content: { text: string }[] } };
    return result?.content[0]?.text;
  };
  /** The file changes, and the person approves what it says now. */
  const change = async (servers: Parameters<Workspace['configure']>[0]) => {
    workspace.configure(servers);
    await approveAll(workspace);
  };
  const names = async () =>
    (await get<{ servers: { name: string }[] }>('/servers')).servers.map(({ name }) => name).join();

  before(async () => {
    workspace.write('secrets.env', 'SEASON=autumn\n');
    workspace.configure({ one: toolbox(), two: toolbox({ envFile: 'secrets.env' }) });
    await serve();
  });
  after(() => workspace.remove());

  it('starts what is new, stops what is gone, restarts what changed and keeps the others running', async () => {
    const before = [await call('one', 'process'), await call('two', 'process')];
    await change({ one: toolbox(), two: toolbox({ env: { COLOR: 'red' } }), three: toolbox() });
    await until('the new one is there', async () => (await names()) === 'one,two,three');
    await until(
      'the second has its variable',
      async () => (await call('two', 'variable', { name: 'COLOR' })) === 'red',
    );
    assert.equal(await call('one', 'process'), before[0]);
    assert.notEqual(await call('two', 'process'), before[1]);
    await change({ one: toolbox(), two: toolbox({ envFile: 'secrets.env' }) });
    await until('the third is gone', async () => (await names()) === 'one,two');
    assert.equal(await call('one', 'process'), before[0]);
  });

  it('notices a file that replaces the old one, as many editors do', async () => {
    const before = await call('one', 'process');
    for (const added of ['fourth', 'fifth']) {
      workspace.write(
        'new.yaml',
        stringify({ mcpServers: { one: toolbox(), two: toolbox(), [added]: toolbox() } }),
      );
      renameSync(workspace.path('new.yaml'), workspace.path('mcp-config.yaml'));
      await approveAll(workspace);
      await until(`the ${added} is there`, async () => (await names()) === `one,two,${added}`);
    }
    assert.equal(await call('one', 'process'), before);
  });

  it('restarts a server whose file with variables changed, and no other', async () => {
    await change({ one: toolbox(), two: toolbox({ envFile: 'secrets.env' }) });
    const season = () => call('two', 'variable', { name: 'SEASON' });
    await until('it has its variables', async () => (await season()) === 'autumn');
    const before = await call('one', 'process');
    workspace.write('secrets.env', 'SEASON=winter\n');
    await approveAll(workspace);
    await until('it has the new ones', async () => (await season()) === 'winter');
    assert.equal(await call('one', 'process'), before);
  });

  it('keeps its servers when the file is broken or gone, reports that in one line, and uses the next good one', async () => {
    const before = await call('one', 'process');
    const lines = () =>
      stderr
        .trim()
        .split('\n')
        .filter((line) => line.includes('"configuration"'));
    stderr = '';
    workspace.write('mcp-config.yaml', 'mcpServers: [');
    await until('it says so', () => lines().length === 1);
    const told = JSON.parse(lines()[0]!) as { kind: string; message: string };
    assert.equal(told.kind, 'configuration');
    assert.match(told.message, /^mcp-config\.yaml:\d+:\d+: error: /);
    assert.match(told.message, / The running servers stay unchanged\.$/);
    unlinkSync(workspace.path('mcp-config.yaml'));
    await until('it says so', () => lines().length === 2);
    assert.match(lines()[1]!, /is gone/);
    workspace.configure({ one: { command: 5 }, two: toolbox() });
    await until('it says so', () => lines().length === 3);
    assert.equal((await get<{ state: string }>('/servers/one')).state, 'ready');
    await change({ one: toolbox(), six: toolbox() });
    await until('the new one is there', async () => (await names()) === 'one,six');
    assert.equal(await call('one', 'process'), before);
    assert.equal(lines().length, 3);
    await end();
  });

  it('shows people what changed, and what waits for them', async () => {
    workspace.configure({ one: toolbox(), two: toolbox() });
    const live = startMcpPool(['serve', '--trust'], options);
    await firstLine(live);
    workspace.configure({ one: toolbox({ env: { COLOR: 'red' } }), seven: toolbox() });
    let text = '';
    live.child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    await until('it says so', () => text.includes('→'));
    live.child.kill('SIGTERM');
    expectCode(await live.done, 0);
    const [first, second, third] = text.split('\n');
    assert.equal(first, "mcp-config.yaml: added 'seven', removed 'two', changed 'one'.");
    assert.equal(second, "mcp-pool: Not started until you approve: 'one', 'seven'.");
    assert.match(third!, /^ {2}→ Run mcp-pool review in .+, or open that folder in VS Code\.$/);
  });
});
