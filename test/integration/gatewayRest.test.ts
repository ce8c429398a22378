import assert from 'node:assert/strict';
import type { CallToolResult } from '@modelcontextprotocol/client';
import { allEvents, TestGateway } from '../support/gateway/gateway';
import { npmServer } from '../support/places';
import { longPauses, stdio } from '../support/pool/testPool';
import { endlessLimits, until } from '../support/until';
import { Workspace } from '../support/workspace';

interface CallAnswer {
  readonly server: string;
  readonly tool_name: string;
  readonly duration: number;
  readonly warnings: readonly string[];
  readonly result: CallToolResult;
}

describe('The pool over HTTP', () => {
  const workspace = new Workspace();
  let test: TestGateway;
  before(async () => {
    const memory = {
      type: 'stdio',
      command: process.execPath,
      args: [npmServer('memory')],
      env: { MEMORY_FILE_PATH: workspace.path('memory.jsonl') },
    } as const;
    test = await new TestGateway().open(
      stdio('toolbox', 'toolbox', { env: { RECORD: workspace.path('record'), API_TOKEN: 'do-not-tell' } }),
      stdio('second one', 'toolbox'),
      stdio('modern', 'modern'),
      { ...stdio('memory', 'toolbox'), launch: memory },
      stdio('off', 'toolbox', { disabled: true }),
    );
  });
  after(async () => {
    await test.close();
    workspace.remove();
  });
  const call = (body: unknown) => test.json<CallAnswer>('/tools/call', 200, { body });

  it('lists servers and their tools', async () => {
    const { servers } = (await test.json<{ servers: { name: string; state: string }[] }>('/servers')).body;
    assert.deepEqual(
      servers.map(({ name, state }) => [name, state]),
      [
        ['toolbox', 'ready'],
        ['second one', 'ready'],
        ['modern', 'ready'],
        ['memory', 'ready'],
        ['off', 'disabled'],
      ],
    );
    const { tools } = (await test.json<{ tools: { server: string; name: string; path: string }[] }>('/tools'))
      .body;
    assert.ok(tools.some(({ server, name }) => server === 'memory' && name === 'read_graph'));
    assert.ok(!tools.some(({ server }) => server === 'off'));
    const one = (await test.json<{ tools: { path: string }[] }>('/servers/second%20one/tools')).body.tools;
    assert.equal(one[0]?.path, '/servers/second%20one/tools/typed');
    const same = (await test.json<{ tools: unknown[] }>('/tools?server=second%20one')).body.tools;
    assert.equal(same.length, one.length);
    const { body } = await test.json<{ health: { state: string }; protocolVersion: string }>(
      '/servers/modern',
    );
    assert.deepEqual([body.health.state, body.protocolVersion], ['ready', '2026-07-28']);
    assert.doesNotMatch(JSON.stringify(servers), /do-not-tell/);
  });

  it('lists in one answer all that servers have, and why one has nothing', async () => {
    type Entry = { server: string; state: string; tools: { name: string }[]; problem: unknown };
    const { servers } = (await test.json<{ servers: Entry[] }>('/catalog?start=true')).body;
    const memory = servers.find(({ server }) => server === 'memory');
    assert.ok(memory?.tools.some(({ name }) => name === 'read_graph'));
    assert.equal(servers.find(({ server }) => server === 'off')?.state, 'disabled');
    const one = (await test.json<{ servers: Entry[] }>('/catalog?server=modern')).body.servers;
    assert.deepEqual(
      one.map(({ server }) => server),
      ['modern'],
    );
    await test.pool.add(stdio('broken', 'exitAtOnce'));
    await test.broken('broken');
    const [broken] = (await test.json<{ servers: Entry[] }>('/catalog?server=broken')).body.servers;
    assert.equal((broken?.problem as { type: string } | undefined)?.type, 'urn:mcp-pool:unreachable');
    await test.pool.remove('broken');
    assert.equal(
      (await test.problem('/catalog?start=perhaps', 400)).detail,
      "'start' must be true or false, not 'perhaps'.",
    );
    await test.problem('/catalog?server=nobody', 404);
  });

  it('converts arguments by the schema of the tool, with or without a stream', async () => {
    const body = {
      server: 'toolbox',
      tool_name: 'typed',
      arguments: { text: 'a' },
      words: ['text=12', 'count=3'],
    };
    const { result } = (await call(body)).body;
    assert.deepEqual(result.content, [{ type: 'text', text: '{"text":"12","count":3}' }]);
    const wrong = { ...body, words: ['count=many'] };
    const problem = await test.problem('/tools/call', 422, { body: wrong });
    assert.match(problem.detail, /'count' must be a whole number, but it is 'many'/);
    const stream = await test.fetch('/tools/call', { body: wrong, headers: { accept: 'text/event-stream' } });
    assert.match(await stream.text(), /event: problem\ndata: .*'count' must be a whole number/);
    await test.problem('/tools/call', 400, { body: { ...body, words: 'text=12' } });
    const spread = { tool_name: 'typed', words: ['text=hi'], servers: ['toolbox', 'second one'] };
    const done = await test.json<{ succeeded: number }>('/broadcast', 200, { body: spread });
    assert.equal(done.body.succeeded, 2);
  });

  it('calls a tool of the only server that has it, or of the one that is named', async () => {
    const only = await call({ tool_name: 'greet', arguments: { name: 'Ada' } });
    assert.deepEqual([only.body.server, only.body.tool_name], ['modern', 'greet']);
    assert.deepEqual(only.body.result.content, [{ type: 'text', text: 'Hello Ada' }]);
    const named = await call({ server: 'second one', tool_name: 'where' });
    assert.equal(named.body.server, 'second one');
    const path = await test.json<CallAnswer>('/servers/toolbox/tools/typed', 200, { body: { text: 'hi' } });
    assert.deepEqual(path.body.result.content, [{ type: 'text', text: '{"text":"hi"}' }]);
    const bare = await test.json<CallAnswer>('/servers/toolbox/tools/where', 200, { method: 'POST' });
    assert.equal(bare.body.result.isError, undefined);
  });

  it('passes on errors of tools and structured content as they are', async () => {
    const refused = await call({ server: 'toolbox', tool_name: 'refuse' });
    assert.equal(refused.body.result.isError, true);
    const graph = await call({ tool_name: 'read_graph' });
    assert.deepEqual(graph.body.result.structuredContent, { entities: [], relations: [] });
  });

  it('streams progress when that is asked for, and the result at its end', async () => {
    const response = await test.fetch('/servers/modern/tools/steps', {
      body: { count: 2 },
      headers: { accept: 'text/event-stream' },
    });
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    const events = await allEvents(response);
    assert.deepEqual(
      events.filter(({ event }) => event !== 'asking').map(({ event }) => event),
      ['progress', 'progress', 'result'],
    );
    assert.deepEqual(events.find(({ event }) => event === 'progress')?.data, {
      progress: 1,
      total: 2,
      message: 'step 1',
    });
    const wrong = await test.fetch('/tools/call', {
      body: { server: 'toolbox', tool_name: 'typed', arguments: {} },
      headers: { accept: 'text/event-stream' },
    });
    const [last] = (await allEvents(wrong)).slice(-1);
    assert.equal(last?.event, 'problem');
    assert.equal((last!.data as { status: number }).status, 422);
  });

  it('reports what is wrong with a fitting status and the next step', async () => {
    const unknown = await test.problem('/tools/call', 404, { body: { tool_name: 'gret' } });
    assert.deepEqual(unknown.nextSteps, ["Did you mean 'greet'?"]);
    const several = await test.problem('/tools/call', 409, { body: { tool_name: 'where' } });
    assert.match(several.nextSteps.join(), /'toolbox', 'second one'/);
    const server = await test.problem('/servers/modrn', 404);
    assert.deepEqual(server.nextSteps, ["Did you mean 'modern'?"]);
    const tool = await test.problem('/servers/modern/tools/gret', 404, { body: {} });
    assert.deepEqual(tool.nextSteps, ["Did you mean 'greet'?"]);
    const args = await test.problem('/servers/toolbox/tools/typed', 422, {
      body: { text: 'hi', options: { depth: 'two' } },
    });
    assert.deepEqual(args.issues, [{ path: 'options.depth', message: args.issues?.[0]?.message ?? '' }]);
    assert.equal(
      (await test.problem('/servers/off/tools/where', 409, { body: {} })).type,
      'urn:mcp-pool:configuration',
    );
    for (const body of [
      {},
      { tool_name: 1 },
      { tool_name: 'x', arguments: [] },
      { tool_name: 'x', tool: 'y' },
      [],
    ])
      await test.problem('/tools/call', 400, { body });
    await test.problem('/resources/read', 400);
    await test.problem('/resources/read?uri=nobody%3A%2F%2Fx', 404);
    await test.problem('/tools/call', 405);
    assert.equal((await test.fetch('/tools/call')).headers.get('allow'), 'POST');
    await test.problem('/nothing', 404);
  });

  it('refuses with 403 what the person does not approve', async () => {
    test.approve = false;
    const denied = await test.problem('/tools/call', 403, {
      body: { tool_name: 'greet', arguments: { name: 'x' } },
    });
    assert.match(denied.nextSteps.join(), /autoApprove/);
    assert.equal(test.confirmations.at(-1)?.origin, 'rest');
    test.approve = true;
  });

  it("treats a call as the person's when a program of the person says so", async () => {
    const asked = test.confirmations.length;
    test.approve = false;
    const owner = await test.byOwner();
    const of = (origin: string) => ({ headers: { ...owner, 'mcp-pool-origin': origin } });
    const path = '/servers/toolbox/tools';
    for (const origin of ['terminal', 'editor'])
      await test.json(`${path}/where`, 200, { body: {}, ...of(origin) });
    await test.json(`${path}/erase`, 200, { body: {}, ...of('editor') });
    assert.equal(test.confirmations.length, asked, 'nobody was asked');
    await test.problem(`${path}/erase`, 403, { body: {}, ...of('terminal') });
    assert.equal(test.confirmations.at(-1)?.origin, 'terminal');
    await test.problem(`${path}/where`, 403, { body: {} });
    const events = await test.fetch(`${path}/where`, {
      body: {},
      headers: { accept: 'text/event-stream', ...owner, 'mcp-pool-origin': 'terminal' },
    });
    assert.match(await events.text(), /event: result/);
    const all = { tool_name: 'where', servers: ['toolbox', 'second one'] };
    const { body } = await test.json('/broadcast', 200, { body: all, ...of('terminal') });
    assert.equal(body.succeeded, 2);
    test.approve = true;
    const wrong = await test.problem(`${path}/where`, 400, { body: {}, ...of('editr') });
    assert.deepEqual(wrong.nextSteps, ["Did you mean 'editor'?"]);
  });

  it('distinguishes a server that fails, is coming back or takes too long', async () => {
    const crashed = await test.problem('/servers/toolbox/tools/crash', 502, { body: { code: 3 } });
    assert.match(crashed.detail, /code 3/);
    assert.match(crashed.output ?? '', /cannot reach the database/);
    await test.reach('toolbox', 'ready');
    assert.equal((await test.json('/health/toolbox')).status, 200);
    const patient = await new TestGateway({}, { restart: longPauses }).open();
    await patient.pool.add(stdio('broken', 'exitAtOnce'));
    await patient.reach('broken', 'waiting');
    const { headers, body } = await patient.json('/servers/broken/tools/x', 503, { body: {} });
    assert.ok(Number(headers.get('retry-after')) >= 1);
    assert.equal(body.retryAfter, Number(headers.get('retry-after')));
    assert.equal((await patient.json('/health/broken', 503)).body.state, 'waiting');
    await patient.close();
    const hasty = await new TestGateway({}, { limits: { ...endlessLimits, requestMs: 1000 } }).open(
      stdio('toolbox', 'toolbox'),
    );
    await hasty.problem('/tools/call', 504, { body: { tool_name: 'wait' } });
    await hasty.close();
  });

  it('cancels the call of a client that goes away', async () => {
    for (const accept of ['application/json', 'text/event-stream']) {
      workspace.write('record', '');
      const gone = new AbortController();
      const body = { server: 'toolbox', tool_name: 'wait' };
      const response = test.fetch('/tools/call', { body, headers: { accept }, signal: gone.signal });
      response.then((streaming) => streaming.text()).catch(() => undefined);
      await until('the call arrives', () => workspace.lines('record').includes('tools/call'));
      gone.abort();
      await until('the server is told', () => workspace.lines('record').includes('notifications/cancelled'));
    }
  });

  it('lists and reads resources, and gets prompts', async () => {
    const all = await test.json<{ resources: { server: string; uri: string }[] }>('/resources');
    assert.ok(all.body.resources.some(({ server, uri }) => server === 'modern' && uri === 'modern://note'));
    const { body } = await test.json<{ server: string; result: { contents: { text: string }[] } }>(
      '/resources/read?uri=modern%3A%2F%2Fnote',
    );
    assert.deepEqual([body.server, body.result.contents[0]?.text], ['modern', 'A modern note.']);
    await test.json('/servers/modern/resources/read?uri=modern%3A%2F%2Fnote');
    await test.problem('/resources/read', 409, { body: { uri: 'toolbox://bytes' } });
    await test.json('/resources/read', 200, { body: { uri: 'toolbox://bytes', server: 'toolbox' } });
    const missing = await test.problem('/servers/toolbox/resources/read?uri=toolbox%3A%2F%2Fbyts', 404);
    assert.deepEqual(missing.nextSteps, ["Did you mean 'toolbox://bytes'?"]);
    await test.json('/servers/modern/resources/templates');
    await test.json('/resources/templates');
    const prompts = await test.json<{ prompts: { name: string }[] }>('/prompts');
    assert.deepEqual(
      prompts.body.prompts.map(({ name }) => name),
      ['ask'],
    );
    const prompt = await test.json<{ result: { messages: unknown[] } }>('/prompts/get', 200, {
      body: { name: 'ask', arguments: { topic: 'tea' } },
    });
    assert.equal(prompt.body.result.messages.length, 1);
    await test.json('/servers/modern/prompts/ask', 200, { body: { topic: 'tea' } });
    await test.problem('/servers/modern/prompts/ask', 422, { body: {} });
    await test.problem('/servers/modern/prompts/ask', 422, { body: { topic: 1 } });
    await test.problem('/servers/modern/prompts/aks', 404, { body: {} });
  });

  it('calls a tool on all servers that have it', async () => {
    const { body } = await test.json<{ succeeded: number; failed: number; results: CallAnswer[] }>(
      '/broadcast',
      200,
      {
        body: { tool_name: 'process' },
      },
    );
    assert.deepEqual([body.succeeded, body.failed], [2, 0]);
    assert.deepEqual(
      body.results.map(({ server }) => server),
      ['toolbox', 'second one'],
    );
    const one = await test.json<{ results: unknown[] }>('/broadcast', 200, {
      body: { tool_name: 'typed', arguments: {}, servers: ['second one'] },
    });
    assert.equal((one.body.results[0] as { problem: { status: number } }).problem.status, 422);
    await test.problem('/broadcast', 404, { body: { tool_name: 'nobody has' } });
    await test.problem('/broadcast', 400, { body: { tool_name: 'process', servers: [] } });
  });

  it('reports its health, in full only to requests with a token', async () => {
    const open = await fetch(`${test.url}/health`);
    assert.deepEqual(await open.json(), { status: 'ok' });
    assert.match((await test.json<{ instance: string }>('/health')).body.instance, /^[\da-f-]{36}$/);
    const { body } = await test.json<{ servers: { server: string; calls: number; lastSuccess: string }[] }>(
      '/health',
    );
    const modern = body.servers.find(({ server }) => server === 'modern');
    assert.ok(modern && modern.calls > 0 && Date.parse(modern.lastSuccess) > 0);
    const metrics = await (await test.fetch('/metrics')).text();
    assert.match(metrics, /^mcp_pool_server_up\{server="modern"\} 1$/m);
    assert.match(metrics, /^mcp_pool_tool_calls_total\{server="modern",tool="greet"\} \d+$/m);
    assert.match(metrics, /^mcp_pool_call_duration_seconds\{server="modern",quantile="0\.95"\} [\d.]+$/m);
  });

  it('distinguishes servers of one name in paths, names and metrics', async () => {
    const twin = (id: string) => ({ ...stdio('twin', 'toolbox', { autoApprove: ['*'] }), id });
    const twins = await new TestGateway().open(twin('/one.yaml#twin'), twin('/two.yaml#twin'));
    try {
      const { servers } = (await twins.json<{ servers: { path: string }[] }>('/servers')).body;
      assert.equal(new Set(servers.map(({ path }) => path)).size, 2);
      for (const { path } of servers) await twins.json(`${path}/tools/where`, 200, { body: {} });
      await twins.problem('/servers/twin', 409);
      await twins.json('/tools/call', 200, { body: { server: '/one.yaml#twin', tool_name: 'where' } });
      const metrics = await (await twins.fetch('/metrics')).text();
      const samples = metrics.split('\n').filter((line) => line && !line.startsWith('#'));
      const names = samples.map((line) => line.slice(0, line.lastIndexOf(' ')));
      assert.equal(new Set(names).size, names.length);
      const client = await twins.client('modern');
      const { tools } = await client.listTools();
      assert.equal(new Set(tools.map(({ name }) => name)).size, tools.length);
    } finally {
      await twins.close();
    }
  });
});
