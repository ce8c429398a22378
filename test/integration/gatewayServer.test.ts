import assert from 'node:assert/strict';
import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import { initialize, TestGateway } from '../support/gateway/gateway';
import { npmServer } from '../support/places';
import { http, longPauses, stdio } from '../support/pool/testPool';
import { until, within } from '../support/until';
import { Workspace } from '../support/workspace';
import { resultText } from './support/resultText';

const everything = {
  ...stdio('everything', 'toolbox'),
  launch: { type: 'stdio', command: process.execPath, args: [npmServer('everything'), 'stdio'], env: {} },
} as const;
const approved = ['*'];
const at = (server: string, headers: Record<string, string> = {}) => ({
  path: `/servers/${encodeURIComponent(server)}/mcp`,
  headers,
});

for (const era of ['legacy', 'modern'] as const) {
  describe(`One server of the pool at its own path, for a client of the ${era} era`, () => {
    const workspace = new Workspace();
    let test: TestGateway;
    before(async () => {
      test = await new TestGateway().open(
        { ...everything, autoApprove: approved },
        stdio('toolbox', 'toolbox', { autoApprove: approved, env: { RECORD: workspace.path('record') } }),
        stdio('modern', 'modern', { autoApprove: approved }),
        stdio('twin', 'modern', { autoApprove: approved }),
        stdio('second one', 'toolbox', { autoApprove: approved }),
        stdio('notebook', 'notebook', { args: ['legacy'], autoApprove: approved }),
        { ...stdio('strict', 'toolbox'), disabledTools: ['big'] },
        stdio('off', 'toolbox', { disabled: true }),
        { ...stdio('held', 'toolbox'), disabled: true },
      );
    });
    after(async () => {
      await test.close();
      workspace.remove();
    });
    const client = (server: string, prepare?: (client: Client) => void, headers?: Record<string, string>) =>
      test.client(era, prepare, at(server, headers));

    it('introduces itself as the server does', async () => {
      const one = await client('everything');
      const { state } = test.pool.find('everything');
      assert.ok(state.kind === 'ready' && state.info.instructions);
      assert.equal(one.getProtocolEra(), era);
      assert.equal(one.getInstructions(), state.info.instructions);
      assert.equal(one.getServerVersion()?.name, 'mcp-servers/everything');
      assert.equal(one.getServerVersion()?.version, state.info.serverVersion);
    });

    it('has its own names and URIs, and nothing of other servers', async () => {
      const one = await client('twin');
      const { tools } = await one.listTools();
      const { items } = test.pool.find('twin').catalog.tools;
      assert.deepEqual(
        tools.map(({ name, title }) => [name, title]),
        items.map(({ name, title }) => [name, title]),
      );
      assert.equal(
        resultText(await one.callTool({ name: 'greet', arguments: { name: 'Ada' } })),
        'Hello Ada',
      );
      const { resources } = await one.listResources();
      assert.deepEqual(
        resources.map(({ uri }) => uri),
        ['modern://note'],
      );
      const { contents } = await one.readResource({ uri: 'modern://note' });
      assert.deepEqual(contents, [{ uri: 'modern://note', mimeType: 'text/plain', text: 'A modern note.' }]);
      await assert.rejects(one.readResource({ uri: 'toolbox://bytes' }));
      const { messages } = await one.getPrompt({ name: 'ask', arguments: { topic: 'tea' } });
      assert.deepEqual(messages[0]?.content, { type: 'text', text: 'Tell me about tea.' });
      await assert.rejects(one.callTool({ name: 'gret', arguments: {} }), /Did you mean 'greet'/);
      await assert.rejects(one.callTool({ name: 'twin__greet', arguments: {} }), /Unknown tool/);
    });

    it('passes on structured content, links, templates and completions as they are', async () => {
      const one = await client('everything');
      const args = { location: 'Chicago' };
      const told = (await one.callTool({
        name: 'get-structured-content',
        arguments: args,
      })) as CallToolResult;
      assert.ok('temperature' in (told.structuredContent as object));
      const linked = await one.callTool({ name: 'get-resource-links', arguments: { count: 1 } });
      const link = (linked as CallToolResult).content.find(({ type }) => type === 'resource_link');
      assert.match((link as { uri: string }).uri, /^demo:/);
      const [template] = (await one.listResourceTemplates()).resourceTemplates;
      const own = test.pool.find('everything').catalog.resourceTemplates.items[0];
      assert.equal(template?.uriTemplate, own?.uriTemplate);
      const uri = template!.uriTemplate.replace(/\{.*\}/, '1');
      assert.equal((await one.readResource({ uri })).contents[0]?.uri, uri);
      const { completion } = await one.complete({
        ref: { type: 'ref/prompt', name: 'completable-prompt' },
        argument: { name: 'department', value: 'E' },
      });
      assert.deepEqual(completion.values, ['Engineering']);
    });

    it('passes on progress, and a cancellation to the server', async () => {
      const steps: (string | undefined)[] = [];
      const onprogress = ({ message }: { message?: string }) => steps.push(message);
      await (await client('modern')).callTool({ name: 'steps', arguments: { count: 3 } }, { onprogress });
      assert.deepEqual(steps, ['step 1', 'step 2', 'step 3']);
      workspace.write('record', '');
      const stop = new AbortController();
      const box = await client('toolbox');
      const call = box.callTool({ name: 'wait', arguments: {} }, { signal: stop.signal });
      await until('the call arrives', () => workspace.lines('record').includes('tools/call'));
      stop.abort();
      await assert.rejects(call);
      await until('the server is told', () => workspace.lines('record').includes('notifications/cancelled'));
    });

    it('notifies when a list or a resource has changed', async () => {
      const told: string[] = [];
      const prepare = (fresh: Client) => {
        fresh.setNotificationHandler('notifications/tools/list_changed', () => void told.push('tools'));
        fresh.setNotificationHandler(
          'notifications/resources/updated',
          ({ params }) => void told.push(params.uri),
        );
      };
      const second = await client('second one', prepare);
      const notes = await client('notebook', prepare);
      const uri = 'notebook://page';
      const listening =
        era === 'modern'
          ? [
              await second.listen({ toolsListChanged: true }),
              await notes.listen({ resourceSubscriptions: [uri] }),
            ]
          : [];
      if (era === 'legacy') await notes.subscribeResource({ uri });
      const subscribed = async () => resultText(await notes.callTool({ name: 'subscribed', arguments: {} }));
      await until('the server is asked', async () => (await subscribed()) === uri);
      await notes.callTool({ name: 'write', arguments: { text: 'tea' } });
      await until('the update is told', () => told.includes(uri));
      assert.ok(!told.includes('tools'));
      await second.callTool({ name: 'grow', arguments: {} });
      await until('the change is told', () => told.includes('tools'));
      await Promise.all(listening.map((one) => one.close()));
    });

    it('passes on the logs of the server unchanged', async () => {
      const logged: unknown[] = [];
      const one = await client('modern', (fresh) =>
        fresh.setNotificationHandler('notifications/message', ({ params }) => void logged.push(params)),
      );
      const _meta = { 'io.modelcontextprotocol/logLevel': 'debug' };
      await one.callTool({ name: 'log', arguments: {}, ...(era === 'modern' ? { _meta } : {}) });
      await until('it is told', () => logged.length > 0);
      assert.deepEqual(logged, [{ level: 'warning', data: '[disk] the disk is nearly full' }]);
    });

    it('asks the person about calls from outside, and not again about those of an attached window', async () => {
      test.approve = false;
      const asked = test.confirmations.length;
      const outside = await client('strict');
      assert.match(
        resultText(await outside.callTool({ name: 'where', arguments: {} })),
        /An MCP client outside the editor requests this call/,
      );
      assert.equal(test.confirmations.length, asked + 1);
      const owner = await test.byOwner();
      const window = await client('strict', undefined, { ...owner, 'mcp-pool-origin': 'editor' });
      assert.equal(resultText(await window.callTool({ name: 'erase', arguments: {} })), 'erased');
      assert.equal(test.of('call.succeeded', 'strict').at(-1)?.call.origin, 'editor');
      const terminal = await client('strict', undefined, { ...owner, 'mcp-pool-origin': 'terminal' });
      assert.equal(resultText(await terminal.callTool({ name: 'where', arguments: {} })), process.cwd());
      assert.match(
        resultText(await terminal.callTool({ name: 'erase', arguments: {} })),
        /was not confirmed/,
      );
      test.approve = true;
    });

    it("never treats a call at the pool as a person's, whatever it claims", async () => {
      test.approve = false;
      const headers = { ...(await test.byOwner()), 'mcp-pool-origin': 'editor' };
      const assistant = await test.client(era, undefined, { headers });
      const denied = await assistant.callTool({ name: 'strict__where', arguments: {} });
      assert.match(resultText(denied), /An MCP client outside the editor requests this call/);
      test.approve = true;
    });

    it('omits tools that are disabled', async () => {
      const one = await client('strict');
      assert.ok(!(await one.listTools()).tools.some(({ name }) => name === 'big'));
      await assert.rejects(one.callTool({ name: 'big', arguments: { characters: 1 } }), /Unknown tool/);
    });

    it('starts on demand when it is asked', async () => {
      await test.pool.add({ ...stdio('later', 'toolbox', { autoApprove: approved }), autostart: 'onDemand' });
      assert.equal(test.state('later').kind, 'stopped');
      const one = await client('later');
      assert.equal(one.getServerVersion()?.name, 'toolbox');
      assert.equal(resultText(await one.callTool({ name: 'where', arguments: {} })), process.cwd());
      assert.equal(test.state('later').kind, 'ready');
      await test.pool.remove('later');
      await assert.rejects(within('the answer', one.listTools(undefined, { cacheMode: 'refresh' })));
    });

    it('serves its clients again after the server crashed', async () => {
      const one = await client('second one');
      const failed = await one.callTool({ name: 'crash', arguments: { code: 3 } });
      assert.match(resultText(failed), /exit code 3|exited with code 3|code 3/);
      await test.reach('second one', 'ready');
      assert.equal(resultText(await one.callTool({ name: 'where', arguments: {} })), process.cwd());
    });
  });

  for (const serverEra of ['legacy', 'modern'] as const) {
    describe(`One ${serverEra} server of the pool at its own path, called by a client of the ${era} era`, () => {
      it('asks that client its questions', async () => {
        const test = await new TestGateway().open(
          stdio('asks', 'asksClient', { args: [serverEra], autoApprove: approved }),
        );
        try {
          const prepare = (fresh: Client) => {
            fresh.setRequestHandler('elicitation/create', () => ({
              action: 'accept',
              content: { name: 'Ada' },
            }));
            fresh.setRequestHandler('sampling/createMessage', () => ({
              role: 'assistant',
              model: 'a model',
              content: { type: 'text', text: 'tea' },
            }));
          };
          const client = await test.client(era, prepare, at('asks'));
          const call = client.callTool({ name: 'greet', arguments: {} });
          assert.equal(resultText(await within('the answer', call as Promise<unknown>)), 'Hello Ada');
          if (serverEra === 'modern') return;
          const said = resultText(await client.callTool({ name: 'sample', arguments: {} }));
          assert.deepEqual(JSON.parse(said), { type: 'text', text: 'tea' });
        } finally {
          await test.close();
        }
      });
    });
  }
}

describe('One server of the pool at its own path', () => {
  let test: TestGateway;
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
  const { headers } = initialize;
  before(async () => {
    test = await new TestGateway().open(
      stdio('toolbox', 'toolbox', { autoApprove: approved }),
      stdio('twin', 'toolbox', { autoApprove: approved }),
      stdio('näme/of it', 'toolbox', { autoApprove: approved }),
      stdio('off', 'toolbox', { disabled: true }),
    );
  });
  after(() => test.close());

  it('serves a client of version 1 of the SDK', async () => {
    const client = await test.legacyClient(at('toolbox'));
    const { tools } = await client.listTools();
    assert.ok(tools.some(({ name }) => name === 'typed'));
    assert.equal(resultText(await client.callTool({ name: 'where', arguments: {} })), process.cwd());
    const { contents } = await client.readResource({ uri: 'toolbox://bytes' });
    assert.equal(contents.length, 1);
  });

  it('is reached by the path that it reports when its name cannot be part of one', async () => {
    const { servers } = (await test.json<{ servers: { name: string; path: string }[] }>('/servers')).body;
    const { path } = servers.find(({ name }) => name === 'näme/of it')!;
    const client = await test.client('modern', undefined, { path: `${path}/mcp` });
    assert.equal(client.getServerVersion()?.name, 'toolbox');
  });

  it('is missing when it is unknown, disabled or cannot start, and reports why', async () => {
    const unknown = await test.problem('/servers/toolbx/mcp', 404, initialize);
    assert.deepEqual(unknown.nextSteps, ["Did you mean 'toolbox'?"]);
    assert.match((await test.problem('/servers/off/mcp', 409, initialize)).detail, /'off' is disabled/);
    const held = { ...stdio('held', 'toolbox'), held: 'It has not been approved yet.' };
    await test.pool.add(held);
    assert.match((await test.problem('/servers/held/mcp', 409, initialize)).detail, /not been approved/);
    await test.pool.remove('held');
    await test.pool.add({ ...stdio('broken', 'exitAtOnce'), autostart: 'onDemand', restart: 0 });
    const broken = await test.problem('/servers/broken/mcp', 502, initialize);
    assert.match(broken.detail, /'broken' could not start/);
    await test.pool.remove('broken');
  });

  it('reports when a server that crashes is tried again, and starts nothing before', async () => {
    const patient = await new TestGateway({}, { restart: longPauses }).open();
    try {
      await patient.pool.add(http('gone', 'http://127.0.0.1:9/mcp'));
      const state = await patient.reach('gone', 'waiting');
      const answer = await patient.fetch('/servers/gone/mcp', initialize);
      assert.equal(answer.status, 503, await answer.text());
      assert.ok(Number(answer.headers.get('retry-after')) >= 1);
      assert.equal(patient.state('gone'), state, 'the pause is not over');
    } finally {
      await patient.close();
    }
  });

  it('keeps sessions of servers apart, and ends them with the server, permanently when a person stopped it', async () => {
    const opened = await test.fetch('/servers/toolbox/mcp', initialize);
    const session = opened.headers.get('mcp-session-id')!;
    await opened.text();
    const own = { ...headers, 'mcp-session-id': session, 'mcp-protocol-version': '2025-11-25' };
    const status = async (path: string) => {
      const answer = await test.fetch(path, { body: ping, headers: own });
      await answer.text();
      return answer.status;
    };
    assert.equal(await status('/servers/toolbox/mcp'), 200);
    assert.equal(await status('/servers/twin/mcp'), 404);
    assert.equal(await status('/mcp'), 404);
    await test.pool.find('toolbox').stop();
    assert.equal(await status('/servers/toolbox/mcp'), 404);
    // Who comes back, as clients do by themselves, must not undo what a person did.
    const back = await test.problem('/servers/toolbox/mcp', 409, initialize);
    assert.match(back.detail, /'toolbox' was stopped/);
    assert.equal(test.state('toolbox').kind, 'stopped');
    await test.pool.find('toolbox').start();
  });
});
