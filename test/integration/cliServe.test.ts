import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { firstLine, startServing } from '../support/gateway/serving';
import { marked } from '../support/processes';
import { errorOf, expectCode, jsonOf, mcpPool, startMcpPool } from '../support/terminal/cli';
import { until } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';

describe('mcp-pool serve', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());
  const env = { MCP_POOL_STATE: workspace.path('state') };
  const options = { cwd: workspace.folder, env };
  beforeEach(() =>
    workspace.configure({
      toolbox: fixtureEntry('toolbox', { autoApprove: ['typed'] }),
      modern: fixtureEntry('modern'),
    }),
  );

  const serve = async (...words: string[]) => {
    const { live, served, token } = await startServing(words, options);
    const call = (tool: string, args: object = {}) =>
      fetch(`${served.url}/servers/toolbox/tools/${tool}`, {
        method: 'POST',
        body: JSON.stringify(args),
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      });
    return { live, served, token, call };
  };

  it('prints its address in one line of JSON, serves, and ends cleanly', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { live, served, call } = await serve();
      assert.match(served.url, /^http:\/\/127\.0\.0\.1:\d+$/);
      if (process.platform !== 'win32') assert.equal(statSync(served.tokenFile).mode & 0o777, 0o600);
      const answer = await call('typed', { text: 'hi' });
      assert.equal(answer.status, 200, await answer.text());
      assert.equal(readdirSync(workspace.path('state/gateways')).length, 3);
      assert.ok(marked(live.mark).length >= 3, 'the servers run');
      live.child.kill(signal);
      const ended = await live.done;
      expectCode(ended, 0);
      assert.equal(ended.stderr, '');
      assert.deepEqual(readdirSync(workspace.path('state/gateways')), []);
    }
  });

  it('denies what no one can confirm, unless it was approved before', async () => {
    const strict = await serve();
    assert.equal((await strict.call('where')).status, 403);
    strict.live.child.kill('SIGTERM');
    await strict.live.done;
    const agreed = await serve('--yes');
    assert.equal((await agreed.call('where')).status, 200);
    agreed.live.child.kill('SIGTERM');
    await agreed.live.done;
  });

  it('restarts a server that crashes', async () => {
    const { live, call } = await serve('--yes');
    assert.equal((await call('crash', { code: 3 })).status, 502);
    await until('it is back', async () => (await call('where')).status === 200);
    live.child.kill('SIGTERM');
    expectCode(await live.done, 0);
  });

  it('offers what a server on demand had when it last ran, without a start', async () => {
    // Another launch than that of the other tests, so that nothing is known of it yet.
    const env = { SEASON: 'autumn' };
    const entry = fixtureEntry('toolbox', { autostart: 'onDemand', autoApprove: ['*'], env });
    workspace.configure({ toolbox: entry });
    const tools = async ({ served, token }: Awaited<ReturnType<typeof serve>>) => {
      const answer = await fetch(`${served.url}/tools`, { headers: { authorization: `Bearer ${token}` } });
      return ((await answer.json()) as { tools: unknown[] }).tools.length;
    };
    const first = await serve();
    assert.equal(await tools(first), 0);
    assert.equal((await first.call('where')).status, 200);
    assert.ok((await tools(first)) > 0);
    first.live.child.kill('SIGTERM');
    await first.live.done;
    const second = await serve();
    await until('it is known', async () => (await tools(second)) > 0);
    assert.equal(marked(second.live.mark).length, 1, 'nothing but the gateway runs');
    second.live.child.kill('SIGTERM');
    await second.live.done;
  });

  it('keeps its token in a file between runs, and listens at the given address', async () => {
    const file = workspace.path('my-token');
    const first = await serve('--token-file', file);
    first.live.child.kill('SIGTERM');
    await first.live.done;
    const { port } = new URL(first.served.url);
    const second = await serve('--token-file', file, '--port', port, '--allow-origin', 'https://app.example');
    assert.deepEqual([second.token, second.served.url], [first.token, first.served.url]);
    const headers = { origin: 'https://app.example' };
    assert.equal((await fetch(`${second.served.url}/health`, { headers })).status, 200);
    const taken = await mcpPool(['serve', '--json', '--port', port], options);
    expectCode(taken, 2);
    assert.match(errorOf(taken).message, /another program uses it/);
    second.live.child.kill('SIGTERM');
    expectCode(await second.live.done, 0);
  });

  it('shows people the address, the token and what to try', async () => {
    const live = startMcpPool(['serve'], options);
    assert.match(await firstLine(live), /^2 servers at http:\/\/127\.0\.0\.1:\d+, until Ctrl\+C\.$/);
    live.child.kill('SIGTERM');
    const { stdout } = await live.done;
    assert.match(stdout, /\/mcp$/m);
    assert.match(stdout, /curl -H/);
  });

  it('warns when other machines can reach it', async () => {
    const live = startMcpPool(['serve', '--json', '--host', '0.0.0.0'], options);
    await firstLine(live);
    live.child.kill('SIGTERM');
    const { stderr } = await live.done;
    assert.match(stderr, /open to other machines/);
  });

  it('refuses an invalid port or origin', async () => {
    for (const words of [
      ['--port', '70000'],
      ['--port', 'x'],
      ['--allow-origin', 'app.example'],
      ['--allow-origin', 'https://app.example/path'],
    ])
      expectCode(await mcpPool(['serve', ...words], options), 2);
  });
});

describe('mcp-pool broadcast', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());
  const run = (...words: string[]) => mcpPool(words, { cwd: workspace.folder });
  before(() =>
    workspace.configure({
      one: fixtureEntry('toolbox'),
      modern: fixtureEntry('modern'),
      two: fixtureEntry('toolbox', { env: { COLOR: 'red' } }),
      broken: fixtureEntry('exitAtOnce'),
    }),
  );

  it('prints a table with a row for each server that has the tool', async () => {
    const called = await run('broadcast', 'typed', 'text=hi', 'count=2', '--text');
    expectCode(called, 0);
    const row = (name: string) => new RegExp(`^${name} +ok +[\\d.]+ m?s +\\{"text":"hi","count":2\\}$`, 'm');
    assert.match(called.stdout, row('one'));
    assert.match(called.stdout, row('two'));
    assert.equal(called.stdout.trim().split('\n').length, 2);
    assert.match(called.stderr, /'broken' could not be started/);
  });

  it('prints one JSON value per line for a program', async () => {
    const called = await run('broadcast', 'typed', 'text=hi', 'count=2');
    expectCode(called, 0);
    const lines = called.stdout.trim().split('\n');
    const servers = lines.map((line) => JSON.parse(line) as { server: string; result: { content: unknown } });
    assert.deepEqual(
      servers.map(({ server }) => server),
      ['one', 'two'],
    );
    assert.match(JSON.stringify(servers[0]?.result), /count/);
  });

  it('prints JSON, and ends with 0 when at least one server succeeded', async () => {
    const called = await run('broadcast', 'variable', '--args', '{"name":"COLOR"}', '--json');
    expectCode(called, 0);
    const { calls, succeeded, unknown } = jsonOf<{
      calls: { server: string; result: { content: { text: string }[] } }[];
      succeeded: number;
      unknown: string[];
    }>(called);
    assert.deepEqual(
      calls.map(({ server, result }) => [server, result.content[0]?.text]),
      [
        ['one', 'not set'],
        ['two', 'red'],
      ],
    );
    assert.deepEqual([succeeded, unknown], [2, ['broken']]);
  });

  it('ends with the code of the failure when none did', async () => {
    expectCode(await run('broadcast', 'refuse'), 5);
    expectCode(await run('broadcast', 'erase'), 3);
    expectCode(await run('broadcast', 'typed', '--args', '{"text":1}'), 6);
    const unknown = await run('broadcast', 'type', '--json');
    expectCode(unknown, 5);
    assert.deepEqual(errorOf(unknown).nextSteps[0], "Did you mean 'typed'?");
  });
});
