import assert from 'node:assert/strict';
import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import { TestGateway } from '../support/gateway/gateway';
import { npmServer } from '../support/places';
import { stdio } from '../support/pool/testPool';
import { until, within } from '../support/until';
import { Workspace } from '../support/workspace';
import { resultText } from './support/resultText';

const everything = {
  ...stdio('everything', 'toolbox'),
  launch: { type: 'stdio', command: process.execPath, args: [npmServer('everything'), 'stdio'], env: {} },
} as const;

const approved = ['*'];

for (const era of ['legacy', 'modern'] as const) {
  describe(`The pool as one MCP server, for a client of the ${era} era`, () => {
    const workspace = new Workspace();
    let test: TestGateway;
    let client: Client;
    before(async () => {
      test = await new TestGateway().open(
        { ...everything, autoApprove: approved },
        stdio('toolbox', 'toolbox', { autoApprove: approved, env: { RECORD: workspace.path('record') } }),
        stdio('modern', 'modern', { autoApprove: approved }),
        stdio('twin', 'modern', { autoApprove: approved }),
      );
      client = await test.client(era);
    });
    after(async () => {
      await test.close();
      workspace.remove();
    });

    it('introduces itself in the era of the client', () => {
      assert.equal(client.getProtocolEra(), era);
      assert.equal(client.getServerVersion()?.name, 'mcp-pool');
      assert.match(client.getInstructions() ?? '', /^The tools of several MCP servers/);
    });

    it('lists the tools of all servers under names that do not clash', async () => {
      const { tools } = await client.listTools();
      const names = tools.map(({ name }) => name);
      for (const name of ['everything__echo', 'toolbox__typed', 'modern__greet', 'twin__greet'])
        assert.ok(names.includes(name), name);
      assert.equal(new Set(names).size, names.length);
      assert.ok(names.every((name) => /^[\w-]{1,64}$/.test(name)));
      assert.equal(tools.find(({ name }) => name === 'twin__greet')?.title, 'twin: greet');
    });

    it('calls a tool on its server, with structured content and errors as they are', async () => {
      const args = { text: 'hi', count: 2 };
      assert.equal(
        resultText(await client.callTool({ name: 'toolbox__typed', arguments: args })),
        JSON.stringify(args),
      );
      const structured = (await client.callTool({
        name: 'everything__get-structured-content',
        arguments: { location: 'Chicago' },
      })) as CallToolResult;
      assert.ok('temperature' in (structured.structuredContent as object));
      const refused = await client.callTool({ name: 'toolbox__refuse', arguments: {} });
      assert.deepEqual([refused.isError, resultText(refused)], [true, 'not on a Sunday']);
    });

    it('reports wrong arguments in a way that a model can correct, with the name that was meant', async () => {
      const wrong = await client.callTool({ name: 'toolbox__typed', arguments: { text: 1 } });
      assert.equal(wrong.isError, true);
      assert.match(resultText(wrong), /'text' must be a string|text/);
      await assert.rejects(
        client.callTool({ name: 'toolbox__typd', arguments: {} }),
        /Did you mean 'toolbox__typed'/,
      );
    });

    it('refuses what the person does not approve', async () => {
      await test.pool.add(stdio('strict', 'toolbox'));
      await test.pool.find('strict').connected();
      test.approve = false;
      const denied = await client.callTool({ name: 'strict__where', arguments: {} });
      assert.equal(denied.isError, true);
      assert.match(resultText(denied), /was not confirmed/);
      assert.equal(test.confirmations.at(-1)?.origin, 'mcp');
      test.approve = true;
      assert.equal(
        resultText(await client.callTool({ name: 'strict__where', arguments: {} })),
        process.cwd(),
      );
      await test.pool.remove('strict');
    });

    it('passes on progress', async () => {
      const steps: (string | undefined)[] = [];
      const onprogress = ({ message }: { message?: string }) => steps.push(message);
      await client.callTool({ name: 'modern__steps', arguments: { count: 3 } }, { onprogress });
      assert.deepEqual(steps, ['step 1', 'step 2', 'step 3']);
    });

    it('passes a cancellation to the server', async () => {
      workspace.write('record', '');
      const stop = new AbortController();
      const call = client.callTool({ name: 'toolbox__wait', arguments: {} }, { signal: stop.signal });
      await until('the call arrives', () => workspace.lines('record').includes('tools/call'));
      stop.abort();
      await assert.rejects(call);
      await until('the server is told', () => workspace.lines('record').includes('notifications/cancelled'));
    });

    it('reads resources by their own URIs, or by one with the server when two are the same', async () => {
      const { resources } = await client.listResources();
      const uris = resources.map(({ uri }) => uri);
      assert.ok(uris.includes('toolbox://bytes'));
      assert.ok(!uris.includes('modern://note'));
      for (const uri of ['mcp-pool://modern/modern://note', 'mcp-pool://twin/modern://note']) {
        assert.ok(uris.includes(uri), uris.join());
        const { contents } = await client.readResource({ uri });
        assert.deepEqual(contents, [{ uri, mimeType: 'text/plain', text: 'A modern note.' }]);
      }
      const bytes = await client.readResource({ uri: 'toolbox://bytes' });
      assert.equal(bytes.contents.length, 1);
      await assert.rejects(client.readResource({ uri: 'toolbox://byts' }));
      await assert.rejects(client.readResource({ uri: 'modern://note' }), /Choose one/);
      await assert.rejects(client.readResource({ uri: 'nobody://has' }), /No server has a resource/);
    });

    it('fills in templates and completes their arguments at the server', async () => {
      const { resourceTemplates } = await client.listResourceTemplates();
      const [template] = resourceTemplates;
      assert.equal(resourceTemplates.length, 2);
      const uri = template!.uriTemplate.replace(/\{.*\}/, '1');
      assert.equal((await client.readResource({ uri })).contents[0]?.uri, uri);
      const { completion } = await client.complete({
        ref: { type: 'ref/prompt', name: 'everything__completable-prompt' },
        argument: { name: 'department', value: 'E' },
      });
      assert.deepEqual(completion.values, ['Engineering']);
      const none = await client.complete({
        ref: { type: 'ref/prompt', name: 'modern__ask' },
        argument: { name: 'topic', value: '' },
      });
      assert.deepEqual(none.completion.values, []);
    });

    it('gets prompts', async () => {
      const { prompts } = await client.listPrompts();
      assert.ok(prompts.some(({ name }) => name === 'twin__ask'));
      const { messages } = await client.getPrompt({ name: 'twin__ask', arguments: { topic: 'tea' } });
      assert.deepEqual(messages[0]?.content, { type: 'text', text: 'Tell me about tea.' });
      await assert.rejects(client.getPrompt({ name: 'twin__ask', arguments: {} }), /needs 'topic'/);
    });

    it('notifies when the tools of the pool have changed', async () => {
      const changes: string[] = [];
      const other = await test.client(era, (fresh) =>
        fresh.setNotificationHandler('notifications/tools/list_changed', () => void changes.push('tools')),
      );
      const listening = era === 'modern' ? await other.listen({ toolsListChanged: true }) : undefined;
      await other.callTool({ name: 'toolbox__grow', arguments: {} });
      await until('it is told', () => changes.length > 0);
      const { tools } = await other.listTools(undefined, { cacheMode: 'refresh' });
      assert.ok(tools.some(({ name }) => name === 'toolbox__grown'));
      await listening?.close();
    });

    it('starts a server on demand for a call, even when its catalog is unknown', async () => {
      await test.pool.add({ ...stdio('later', 'toolbox', { autoApprove: approved }), autostart: 'onDemand' });
      assert.equal(test.state('later').kind, 'stopped');
      assert.equal(resultText(await client.callTool({ name: 'later__where', arguments: {} })), process.cwd());
      assert.equal(test.state('later').kind, 'ready');
      await test.pool.add({ ...stdio('never', 'toolbox'), autostart: 'manual' });
      await assert.rejects(client.callTool({ name: 'never__where', arguments: {} }), /Unknown tool/);
      assert.equal(test.state('never').kind, 'stopped');
      await test.pool.remove('later');
      await test.pool.remove('never');
    });

    it('omits servers that are disabled or failed, whose tools are unknown', async () => {
      await test.pool.add(stdio('off', 'toolbox', { disabled: true }));
      const { tools } = await client.listTools(undefined, { cacheMode: 'refresh' });
      assert.ok(!tools.some(({ name }) => name.startsWith('off__')));
      await assert.rejects(client.callTool({ name: 'off__where', arguments: {} }), /Unknown tool/);
      await test.pool.remove('off');
    });
  });
}

for (const era of ['legacy', 'modern'] as const) {
  for (const serverEra of ['legacy', 'modern'] as const) {
    describe(`A question of a ${serverEra} server to a client of the ${era} era`, () => {
      let test: TestGateway;
      beforeEach(async () => {
        test = await new TestGateway().open(
          stdio('asks', 'asksClient', { args: [serverEra], autoApprove: approved }),
        );
      });
      afterEach(() => test.close());

      it('reaches the client whose call is under way', async () => {
        const client = await test.client(era, (fresh) => {
          fresh.setRequestHandler('elicitation/create', ({ params }) => {
            assert.equal(params.message, 'What is your name?');
            return { action: 'accept', content: { name: 'Ada' } };
          });
        });
        const call = client.callTool({ name: 'asks__greet', arguments: {} });
        assert.equal(resultText(await within('the answer', call as Promise<unknown>)), 'Hello Ada');
      });

      it('is answered by the host when no one else can', async () => {
        const { body } = await test.json<{ result: CallToolResult }>('/servers/asks/tools/greet', 200, {
          body: {},
        });
        assert.equal(resultText(body.result), 'cancel');
      });
    });
  }

  describe(`A sampling request of a server to a client of the ${era} era`, () => {
    it('is passed on to the client', async () => {
      const test = await new TestGateway().open(stdio('asks', 'asksClient', { autoApprove: approved }));
      try {
        const client = await test.client(era, (fresh) => {
          fresh.setRequestHandler('sampling/createMessage', () => ({
            role: 'assistant',
            model: 'a model',
            content: { type: 'text', text: 'tea' },
          }));
        });
        const result = await client.callTool({ name: 'asks__sample', arguments: {} });
        assert.deepEqual(JSON.parse(resultText(result)), { type: 'text', text: 'tea' });
      } finally {
        await test.close();
      }
    });
  });
}

describe('Questions of a server while several clients call', () => {
  it('reach the right client each when the server asks in answer to a request', async () => {
    const test = await new TestGateway().open(
      stdio('asks', 'asksClient', { args: ['modern'], autoApprove: approved }),
    );
    try {
      const greeted = ['one', 'two', 'three'].map(async (name) => {
        const client = await test.client(name === 'one' ? 'modern' : 'legacy', (fresh) =>
          fresh.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { name } })),
        );
        return resultText(await client.callTool({ name: 'asks__greet', arguments: {} }));
      });
      assert.deepEqual(await Promise.all(greeted), ['Hello one', 'Hello two', 'Hello three']);
    } finally {
      await test.close();
    }
  });

  it('reach no client when the right one is unknown', async () => {
    const test = await new TestGateway().open(stdio('asks', 'asksClient', { autoApprove: approved }));
    try {
      const asked: string[] = [];
      let release = () => {};
      const answer = new Promise<void>((resolve) => {
        release = resolve;
      });
      const named = (name: string) =>
        test.client('legacy', (fresh) =>
          fresh.setRequestHandler('elicitation/create', async () => {
            asked.push(name);
            await answer;
            return { action: 'accept' as const, content: { name } };
          }),
        );
      const [one, two] = [await named('one'), await named('two')];
      const first = one.callTool({ name: 'asks__greet', arguments: {} });
      await until('the first is asked', () => asked.length === 1);
      assert.equal(resultText(await two.callTool({ name: 'asks__greet', arguments: {} })), 'cancel');
      release();
      assert.equal(resultText(await first), 'Hello one');
      assert.deepEqual(asked, ['one']);
    } finally {
      await test.close();
    }
  });
});

describe('The pool as one MCP server, for a client of version 1 of the SDK', () => {
  it('lists, calls, reads, follows a resource and logs', async () => {
    const test = await new TestGateway().open(
      stdio('notebook', 'notebook', { args: ['legacy'], autoApprove: approved }),
      stdio('modern', 'modern', { autoApprove: approved }),
    );
    try {
      const client = await test.legacyClient();
      const updated: string[] = [];
      const logged: unknown[] = [];
      client.fallbackNotificationHandler = async ({ method, params }) => {
        if (method === 'notifications/resources/updated') updated.push(String(params?.uri));
        if (method === 'notifications/message') logged.push([params?.level, params?.logger]);
      };
      const { tools } = await client.listTools();
      assert.ok(tools.some(({ name }) => name === 'notebook__write'));
      await client.subscribeResource({ uri: 'notebook://page' });
      await client.callTool({ name: 'notebook__write', arguments: { text: 'tea' } });
      await until('the update is told', () => updated.includes('notebook://page'));
      const { contents } = await client.readResource({ uri: 'notebook://page' });
      assert.equal((contents[0] as { text: string }).text, 'tea');
      await client.callTool({ name: 'modern__log', arguments: {} });
      await until('the log is told', () => logged.length > 0);
      assert.deepEqual(logged, [['warning', 'modern']]);
      await client.unsubscribeResource({ uri: 'notebook://page' });
    } finally {
      await test.close();
    }
  });

  it('keeps sessions apart, and forgets those that ended', async () => {
    const test = await new TestGateway().open(stdio('toolbox', 'toolbox', { autoApprove: approved }));
    try {
      const client = await test.legacyClient();
      const transport = client.transport as unknown as {
        sessionId: string;
        terminateSession(): Promise<void>;
      };
      const { sessionId } = transport;
      await transport.terminateSession();
      const headers = {
        'mcp-session-id': sessionId,
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-11-25',
      };
      const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
      assert.equal((await test.fetch('/mcp', { body: ping, headers })).status, 404);
      const { 'mcp-session-id': _, ...without } = headers;
      assert.equal((await test.fetch('/mcp', { body: ping, headers: without })).status, 400);
    } finally {
      await test.close();
    }
  });
});

describe('A modern client that follows a resource', () => {
  it('is notified of its updates as long as it listens', async () => {
    const test = await new TestGateway().open(
      stdio('notebook', 'notebook', { args: ['legacy'], autoApprove: approved }),
    );
    try {
      const updated: string[] = [];
      const client = await test.client('modern', (fresh) =>
        fresh.setNotificationHandler(
          'notifications/resources/updated',
          ({ params }) => void updated.push(params.uri),
        ),
      );
      const listening = await client.listen({ resourceSubscriptions: ['notebook://page'] });
      const subscribed = () => client.callTool({ name: 'notebook__subscribed', arguments: {} });
      await until('the server is asked', async () => resultText(await subscribed()) === 'notebook://page');
      await client.callTool({ name: 'notebook__write', arguments: { text: 'tea' } });
      await until('it is told', () => updated.includes('notebook://page'));
      await listening.close();
      await until('nobody follows it', async () => resultText(await subscribed()) === 'nothing');
    } finally {
      await test.close();
    }
  });
});
