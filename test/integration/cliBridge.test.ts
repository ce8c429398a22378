import assert from 'node:assert/strict';
import { type CallToolResult, Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { approveAll, type Serving, serveWorkspace, stateOf } from '../support/gateway/serving';
import { cli } from '../support/places';
import { expectNoneLeft, marked, newMark } from '../support/processes';
import { expectCode, startMcpPool } from '../support/terminal/cli';
import { until, within } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';
import { resultText } from './support/resultText';

/** An official client on the stdio of `mcp-pool bridge`. */
class Bridge {
  readonly mark = newMark();
  said = '';
  readonly client = new Client(
    { name: 'test', version: '1.0.0' },
    { capabilities: { elicitation: { form: {} }, sampling: {} } },
  );
  private readonly transport: StdioClientTransport;

  constructor(workspace: Workspace, env: NodeJS.ProcessEnv = {}) {
    this.transport = new StdioClientTransport({
      command: process.execPath,
      args: [cli, 'bridge'],
      cwd: workspace.folder,
      env: { ...process.env, ...stateOf(workspace), ...this.mark, ...env } as Record<string, string>,
      stderr: 'pipe',
    });
    this.transport.stderr?.on('data', (chunk) => {
      this.said += chunk;
    });
  }

  async open(era: 'legacy' | 'modern'): Promise<this> {
    if (era === 'modern') this.client.setVersionNegotiation({ mode: { pin: '2026-07-28' } });
    await this.client.connect(this.transport);
    return this;
  }

  call(name: string, args: Record<string, unknown> = {}, options = {}) {
    return this.client.callTool({ name, arguments: args }, options);
  }

  /** Processes besides the bridge itself. */
  servers(): number {
    return marked(this.mark).length - 1;
  }

  async close(): Promise<void> {
    await this.client.close();
    await expectNoneLeft(this.mark);
  }
}

for (const how of ['beside a gateway', 'on its own'] as const)
  for (const era of ['legacy', 'modern'] as const) {
    describe(`mcp-pool bridge ${how}, for a client of the ${era} era`, () => {
      const workspace = new Workspace();
      let serving: Serving | undefined;
      let bridge: Bridge;
      before(async () => {
        const autoApprove = ['*'];
        workspace.configure({
          toolbox: fixtureEntry('toolbox', { autoApprove, env: { RECORD: workspace.path('record') } }),
          modern: fixtureEntry('modern', { autoApprove }),
          asks: fixtureEntry('asksClient', { autoApprove }),
          strict: fixtureEntry('toolbox'),
          everything: { ...workspace.npmServers().everything, autoApprove },
        });
        await approveAll(workspace);
        if (how === 'beside a gateway') {
          serving = await serveWorkspace(workspace);
          const ready = ['toolbox', 'modern', 'asks', 'strict', 'everything'];
          await until('its servers are ready', async () => {
            const headers = { authorization: `Bearer ${serving?.token}` };
            const { servers } = (await (await fetch(`${serving?.url}/servers`, { headers })).json()) as {
              servers: { name: string; state: string }[];
            };
            return ready.every((name) => servers.some((one) => one.name === name && one.state === 'ready'));
          });
        }
        bridge = new Bridge(workspace);
        bridge.client.setRequestHandler('elicitation/create', () => ({
          action: 'accept',
          content: { name: 'Ada' },
        }));
        bridge.client.setRequestHandler('sampling/createMessage', () => ({
          model: 'none',
          role: 'assistant',
          content: { type: 'text', text: 'tea' },
        }));
        await bridge.open(era);
      });
      after(async () => {
        await bridge.close();
        await serving?.close();
        workspace.remove();
      });

      it('serves the pool, and starts no server that is already running', async () => {
        assert.equal(bridge.client.getProtocolEra(), era);
        assert.equal(bridge.client.getServerVersion()?.name, 'mcp-pool');
        const { tools } = await bridge.client.listTools();
        for (const name of ['toolbox__typed', 'modern__greet', 'asks__greet'])
          assert.ok(
            tools.some((tool) => tool.name === name),
            name,
          );
        assert.equal(resultText(await bridge.call('toolbox__typed', { text: 'é' })), '{"text":"é"}');
        const initialized = () => workspace.lines('record').filter((line) => line === 'initialize').length;
        // A client that probes for its era starts a bridge for that alone.
        if (serving) assert.equal(initialized(), 1);
        assert.equal(bridge.servers(), serving ? 0 : 5);
      });

      it('reads resources and gets prompts', async () => {
        const read = await bridge.client.readResource({ uri: 'modern://note' });
        assert.equal((read.contents[0] as { text: string }).text, 'A modern note.');
        const { messages } = await bridge.client.getPrompt({
          name: 'modern__ask',
          arguments: { topic: 'tea' },
        });
        assert.deepEqual(messages[0]?.content, { type: 'text', text: 'Tell me about tea.' });
      });

      it('reports progress', async () => {
        const steps: unknown[] = [];
        const onprogress = ({ progress }: { progress: number }) => steps.push(progress);
        // With time between the steps: the SDK's client drops progress that comes in one piece with the answer.
        const args = { duration: 0.3, steps: 3 };
        await bridge.call('everything__trigger-long-running-operation', args, { onprogress });
        assert.deepEqual(steps.slice(0, 2), [1, 2]);
      });

      it('passes the questions of servers to the client, and its answers back', async () => {
        assert.equal(resultText(await bridge.call('asks__greet')), 'Hello Ada');
        assert.match(resultText(await bridge.call('asks__sample')), /tea/);
      });

      it('passes a cancellation to the server', async () => {
        workspace.write('record', '');
        const stop = new AbortController();
        const waiting = bridge.call('toolbox__wait', {}, { signal: stop.signal });
        waiting.catch(() => undefined);
        await until('the server is called', () => workspace.lines('record').includes('tools/call'));
        stop.abort();
        await assert.rejects(waiting);
        await until('the server is told', () =>
          workspace.lines('record').includes('notifications/cancelled'),
        );
      });

      it('notifies that a list has changed', async () => {
        const listed = () =>
          bridge.client
            .listTools(undefined, { cacheMode: 'refresh' })
            .then(({ tools }) => tools.map(({ name }) => name));
        let changes = 0;
        bridge.client.setNotificationHandler('notifications/tools/list_changed', () => {
          changes++;
        });
        const listening =
          era === 'modern' ? await bridge.client.listen({ toolsListChanged: true }) : undefined;
        await bridge.call('toolbox__grow');
        await until('it is told', () => changes > 0);
        assert.ok((await listed()).includes('toolbox__grown'));
        await listening?.close();
      });

      it('asks before a call of an assistant, as for any other client', async () => {
        const denied = (await bridge.call('strict__where')) as CallToolResult;
        assert.equal(denied.isError, true);
        assert.match(resultText(denied), /not confirmed|agree|approve/i);
      });

      it('passes on errors of the protocol', async () => {
        await assert.rejects(bridge.call('toolbox__nothing'), /Unknown tool 'toolbox__nothing'/);
      });
    });
  }

describe('mcp-pool bridge when the gateway goes away', () => {
  const workspace = new Workspace();
  before(() => {
    workspace.configure({
      toolbox: fixtureEntry('toolbox', { autoApprove: ['*'], env: { RECORD: workspace.path('record') } }),
    });
    return approveAll(workspace);
  });
  after(() => workspace.remove());
  const recorded = (method: string) =>
    until(`the server receives ${method}`, () => workspace.lines('record').includes(method));

  for (const era of ['legacy', 'modern'] as const)
    it(`fails the calls under way, and continues with its own servers (${era})`, async () => {
      workspace.write('record', '');
      const serving = await serveWorkspace(workspace);
      await recorded('tools/list');
      const bridge = await new Bridge(workspace).open(era);
      const waiting = bridge.call('toolbox__wait');
      waiting.catch(() => undefined);
      await recorded('tools/call');
      await serving.close();
      const outcome = await within(
        'the end of the call',
        waiting.then(resultText, (error: Error) => error.message),
      );
      assert.match(outcome, /went away/);
      assert.equal(resultText(await bridge.call('toolbox__typed', { text: 'hi' })), '{"text":"hi"}');
      assert.equal(bridge.servers(), 1);
      assert.match(bridge.said, /went away/);
      await bridge.close();
    });

  it('continues with the next gateway, which learns what the last one knew', async () => {
    const first = await serveWorkspace(workspace);
    const bridge = await new Bridge(workspace).open('legacy');
    let changes = 0;
    bridge.client.setNotificationHandler('notifications/tools/list_changed', () => {
      changes++;
    });
    await bridge.client.subscribeResource({ uri: 'toolbox://bytes' });
    const second = await serveWorkspace(workspace);
    await first.close();
    await until('the client is told to look again', () => changes > 0);
    assert.equal(resultText(await bridge.call('toolbox__typed', { text: 'hi' })), '{"text":"hi"}');
    assert.equal(bridge.servers(), 0);
    await bridge.close();
    await second.close();
  });
});

describe('mcp-pool bridge', () => {
  const workspace = new Workspace();
  before(() => {
    workspace.configure({ toolbox: fixtureEntry('toolbox', { autoApprove: ['*'] }) });
    return approveAll(workspace);
  });
  after(() => workspace.remove());
  const start = () => startMcpPool(['bridge'], { cwd: workspace.folder, env: stateOf(workspace) });

  it('serves clients of version 1 of the SDK', async () => {
    const client = new OldClient({ name: 'old', version: '1.0.0' });
    const env = { ...process.env, ...stateOf(workspace) } as Record<string, string>;
    const where = { cwd: workspace.folder, env, stderr: 'ignore' as const };
    await client.connect(new OldTransport({ command: process.execPath, args: [cli, 'bridge'], ...where }));
    assert.equal(
      resultText(await client.callTool({ name: 'toolbox__typed', arguments: { text: 'x' } })),
      '{"text":"x"}',
    );
    await client.close();
  });

  it('ends when stdin closes, and writes only messages to stdout', async () => {
    const live = start();
    live.child.stdin.write('no message\n');
    const params = {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'x', version: '1' },
    };
    live.child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`);
    let text = '';
    live.child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    await until('it has answered', () => text.split('\n').length > 2);
    live.child.stdin.end();
    const ended = await live.done;
    expectCode(ended, 0);
    const messages = ended.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      messages.map(({ id, error }) => [id, error?.code]),
      [
        [null, -32700],
        [1, undefined],
      ],
    );
  });

  it('reports what is wrong with the configuration, and ends', async () => {
    const empty = new Workspace();
    const live = startMcpPool(['bridge'], { cwd: empty.folder, env: stateOf(empty) });
    live.child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}\n');
    const ended = await live.done;
    expectCode(ended, 2);
    assert.match(ended.stderr, /mcp-config\.yaml/);
    empty.remove();
  });
});

describe('mcp-pool bridge with lines that are not messages', () => {
  it('reports them, and continues', async () => {
    const workspace = new Workspace();
    workspace.configure({});
    const live = startMcpPool(['bridge'], { cwd: workspace.folder, env: stateOf(workspace) });
    let said = '';
    live.child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    for (const line of ['null', '[1]', '{']) live.child.stdin.write(`${line}\n`);
    await until('all are answered', () => said.split('\n').length === 4);
    const codes = said
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { error: { code: number } }).error.code);
    assert.deepEqual(codes, [-32600, -32600, -32700]);
    live.child.stdin.end();
    expectCode(await live.done, 0);
    workspace.remove();
  });
});
