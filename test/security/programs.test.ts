import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { approveAll, firstLine, startServing, stateOf } from '../support/gateway/serving';
import { cli } from '../support/places';
import { expectCode, type LiveRun, mcpPool, startMcpPool } from '../support/terminal/cli';
import { shownInTerminal } from '../support/terminal/inTerminal';
import { until } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';

describe('A program that keeps running', () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  let client: Client | undefined;
  afterEach(async () => {
    await client?.close();
    client = undefined;
    workspace.remove();
  });
  const options = () => ({ cwd: workspace.folder, env: stateOf(workspace) });
  const entry = (word: string, more = {}) => {
    const { args, ...rest } = fixtureEntry('leavesMark') as { args: string[] };
    return { ...rest, args: [...args, word], env: { MARK: workspace.path('mark') }, ...more };
  };
  const done = () => workspace.lines('mark').join(', ');
  const end = async (live: LiveRun) => {
    live.child.kill('SIGTERM');
    const run = await live.done;
    expectCode(run, 0);
    return run;
  };
  const caller = ({ served, token }: Awaited<ReturnType<typeof startServing>>) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      connection: 'close',
    };
    return async (server: string, tool: string) => {
      const path = `${served.url}/servers/${server}/tools/${tool}`;
      return (await fetch(path, { method: 'POST', body: '{}', headers })).status;
    };
  };

  it('starts only what is approved, and explains how to approve the rest (serve)', async () => {
    workspace.configure({ a: entry('good', { autoApprove: ['*'] }) });
    const live = startMcpPool(['serve', '--json'], options());
    let said = '';
    live.child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    await firstLine(live);
    await until('it says so', () => said.includes('\n'));
    assert.match(said, /Not started until you approve: 'a'\./);
    assert.match(said, /Run mcp-pool review in /);
    assert.equal(done(), '');
    await approveAll(workspace);
    await until('it runs', () => done() === 'started good');
    await end(live);
  });

  it('runs the file as it was when a person started it, and waits with changes (serve)', async () => {
    workspace.configure({ a: entry('good', { disabledTools: ['drop_*'] }), b: entry('other') });
    const serving = await startServing([], options());
    const call = caller(serving);
    await until('both run', () => workspace.lines('mark').length === 2);
    assert.equal(await call('a', 'drop_table'), 403);
    let said = '';
    serving.live.child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    // Who may write in the folder, and run nothing, gets nothing to run.
    workspace.configure({
      a: entry('good', { autoApprove: ['*'] }),
      b: entry('evil'),
      c: entry('evil'),
    });
    await until('it says so', () => said.includes("'b', 'c'"));
    assert.match(said, /Running with the rules approved before, until you approve the new ones: 'a'\./);
    assert.equal(await call('a', 'drop_table'), 403);
    assert.equal(await call('a', 'plain'), 403);
    assert.ok(!done().includes('evil'));
    assert.ok(!done().includes('called'));
    await approveAll(workspace);
    await until('it may', async () => (await call('a', 'drop_table')) === 200);
    await until(
      'the others run',
      () => workspace.lines('mark').filter((line) => /evil/.test(line)).length === 2,
    );
    await end(serving.live);
  });

  it('starts what was approved, and informs the assistant of the rest (bridge)', async () => {
    workspace.configure({ a: entry('good', { autoApprove: ['*'] }), b: entry('other') });
    await approveAll(workspace);
    workspace.configure({ a: entry('good', { autoApprove: ['*'] }), b: entry('evil') });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [cli, 'bridge'],
      cwd: workspace.folder,
      env: { ...process.env, ...stateOf(workspace) } as Record<string, string>,
      stderr: 'pipe',
    });
    let said = '';
    transport.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    client = new Client({ name: 'test', version: '1.0.0' });
    const { listTools, callTool } = {
      listTools: () => client!.listTools(),
      callTool: client.callTool.bind(client),
    };
    await client.connect(transport);
    const names = async () => (await listTools()).tools.map(({ name }) => name);
    assert.ok((await names()).includes('a__plain'));
    assert.ok(!(await names()).some((name) => name.startsWith('b__')));
    await until('it says so', () => /Not started until you approve: 'b'\. Run mcp-pool review/.test(said));
    const waiting = (await listTools()).tools.find(({ name }) => name === 'mcp_pool_review');
    assert.match(waiting?.description ?? '', /'b'.*not been approved/s);
    const told = await callTool({ name: 'mcp_pool_review', arguments: {} });
    assert.match(JSON.stringify(told.content), /mcp-pool review/);
    assert.ok(!done().includes('evil'));
    await approveAll(workspace);
    await until('it is there', async () => (await names()).includes('b__plain'));
    assert.ok(!(await names()).includes('mcp_pool_review'));
  });

  it('differs from a command that is typed, which runs the file for that run only', async () => {
    workspace.configure({ a: entry('typed') });
    expectCode(await mcpPool(['call', 'a', 'look'], options()), 0);
    assert.equal(done(), 'started typed, called look');
    const review = await mcpPool(['review'], options());
    expectCode(review, 3);
    assert.match(review.stdout, /^a: {2}# mcp-config\.yaml:\d+$/m);
    assert.match(review.stdout, /leavesMark\.mjs typed/);
  });

  it('differs from completion and review, which start nothing', async () => {
    workspace.configure({ a: entry('evil') });
    for (const line of ['mcp-pool call ', 'mcp-pool call a ', 'mcp-pool read a ', 'mcp-pool prompt a '])
      await mcpPool(['__complete', line], options());
    await mcpPool(['review'], options());
    await approveAll(workspace);
    assert.equal(done(), '');
  });

  it('uses approvals that mcp-pool review gives one by one and withdraws', async () => {
    workspace.configure({ a: entry('good') });
    const env = stateOf(workspace);
    const asked = await shownInTerminal(['review'], { cwd: workspace.folder, env, input: 'y\n' });
    assert.equal(asked.code, 0, asked.shown);
    assert.match(asked.shown, /Approve 'a'\? \[y \/ N\]/);
    const after = await mcpPool(['review'], options());
    expectCode(after, 0);
    assert.match(after.stdout, /Nothing to review\./);
    expectCode(await mcpPool(['review', '--reset'], options()), 0);
    expectCode(await mcpPool(['review'], options()), 3);
    const no = await shownInTerminal(['review'], { cwd: workspace.folder, env, input: 'n\n' });
    assert.equal(no.code, 3);
  });
});
