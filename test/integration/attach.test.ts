import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseConfig } from '../../src/config/parse/parseConfig';
import { readToken } from '../../src/gateway/access/accessTokens';
import { attached } from '../../src/gateway/attach/attach';
import { findGatewayRecord } from '../../src/gateway/attach/gatewayDiscovery';
import { gatewayAuthorizer } from '../../src/gateway/attach/gatewayFetch';
import { statePaths } from '../../src/mcp/host/statePaths';
import { approveAll, startServing } from '../support/gateway/serving';
import { requesters } from '../support/pool/requesters';
import { failureOf, TestPool, textOf } from '../support/pool/testPool';
import { marked } from '../support/processes';
import { expectCode, type LiveRun } from '../support/terminal/cli';
import { until } from '../support/until';
import { type Entry, fixtureEntry, Workspace } from '../support/workspace';

describe('A pool that is attached to mcp-pool serve', () => {
  const workspace = new Workspace();
  const options = { cwd: workspace.folder, env: { MCP_POOL_STATE: workspace.path('state') } };
  const folder = statePaths(options.env).gateways;
  const config = workspace.path('mcp-config.yaml');
  const asked: string[] = [];
  let live: LiveRun;
  let entries: Record<string, Entry>;
  let test: TestPool;
  let port: string;
  const tokens: string[] = [];

  before(async () => {
    entries = {
      toolbox: fixtureEntry('toolbox', { env: { RECORD: workspace.path('record') } }),
      modern: fixtureEntry('modern'),
      'asks it': { command: 'node', args: [...(fixtureEntry('asksClient').args as string[]), 'modern'] },
      notes: { command: 'node', args: [...(fixtureEntry('notebook').args as string[]), 'legacy'] },
      later: fixtureEntry('toolbox', { autostart: 'onDemand', disabledTools: ['big'] }),
      off: fixtureEntry('toolbox', { disabled: true }),
      broken: fixtureEntry('exitAtOnce'),
    };
    workspace.configure(entries);
    await serve();
    test = new TestPool(
      {},
      {
        elicit: async (server, question) => {
          asked.push(`${server.split('#').at(-1)}: ${question.message}`);
          return { action: 'accept', content: { name: 'Ada' } };
        },
        authorizerOf: (_definition, { gatewayOf }) => gatewayAuthorizer(gatewayOf!, folder),
      },
    );
    const { definitions } = parseConfig(readFileSync(config, 'utf8'), {
      file: config,
      folder: path.dirname(config),
    });
    await test.pool.apply(attached(definitions, { url: `http://127.0.0.1:${port}`, config }));
  });
  after(async () => {
    await test.close();
    live.child.kill('SIGTERM');
    expectCode(await live.done, 0);
    workspace.remove();
  });

  async function serve(): Promise<void> {
    const serving = await startServing(port ? ['--port', port] : [], options);
    live = serving.live;
    port = new URL(serving.served.url).port;
    tokens.push(serving.token, (await readToken((await findGatewayRecord(config, folder))!.ownerFile))!);
  }

  it('shows the same servers with all that they have, and starts no process', async () => {
    for (const name of ['toolbox', 'modern', 'asks it', 'notes']) await test.pool.find(name).connected();
    assert.deepEqual(
      test.pool.servers.map(({ name }) => name),
      ['toolbox', 'modern', 'asks it', 'notes', 'later', 'off', 'broken'],
    );
    const { state } = test.pool.find('modern');
    assert.ok(state.kind === 'ready');
    assert.deepEqual([state.info.serverName, state.info.serverVersion], ['modern', '2.0.0']);
    const tools = test.pool.find('toolbox').catalog.tools.items.map(({ name }) => name);
    assert.ok(tools.includes('typed') && tools.includes('erase'));
    assert.deepEqual([test.state('later').kind, test.state('off').kind], ['stopped', 'disabled']);
    // The gateway and one for each server that starts by itself; the broken one is there for a moment when it is tried.
    await until('there is one of each', () => marked(live.mark).length === 5);
    assert.deepEqual(marked(test.mark), []);
  });

  it('calls tools on the running processes, with progress, and cancels', async () => {
    const pid = textOf(await test.call('toolbox', 'process'));
    assert.ok(marked(live.mark).some((line) => line.startsWith(`${pid} `)));
    const steps: (string | undefined)[] = [];
    await test.call('modern', 'steps', { count: 3 }, { onProgress: ({ message }) => steps.push(message) });
    assert.deepEqual(steps, ['step 1', 'step 2', 'step 3']);
    workspace.write('record', '');
    const stop = new AbortController();
    const waiting = test.call('toolbox', 'wait', {}, { signal: stop.signal });
    await until('the call arrives', () => workspace.lines('record').includes('tools/call'));
    stop.abort();
    assert.equal(failureOf(await waiting).kind, 'cancelled');
    await until('the server is told', () => workspace.lines('record').includes('notifications/cancelled'));
  });

  it('answers the questions of servers here', async () => {
    assert.equal(textOf(await test.call('asks it', 'greet')), 'Hello Ada');
    assert.deepEqual(asked, ['asks it: What is your name?']);
  });

  it('confirms here, once, what its own policy asks for', async () => {
    const confirmed = test.confirmations.length;
    assert.equal(textOf(await test.call('toolbox', 'erase')), 'erased');
    assert.equal(test.confirmations.length, confirmed + 1);
    await test.call('toolbox', 'where', {}, { by: requesters.extension });
    assert.equal(test.confirmations.length, confirmed + 2);
    test.approve = false;
    assert.equal(failureOf(await test.call('toolbox', 'erase')).kind, 'denied');
    test.approve = true;
  });

  it('reads resources and follows them, and gets prompts', async () => {
    const uri = 'notebook://page';
    let told = 0;
    const watch = test.pool.find('notes').watchResource(uri, () => told++);
    await until('the server is asked', async () => textOf(await test.call('notes', 'subscribed')) === uri);
    await test.call('notes', 'write', { text: 'tea' });
    await until('it is told', () => told > 0);
    watch.dispose();
    const { contents } = await test.pool.readResource('notes', uri);
    assert.deepEqual(contents, [{ uri, mimeType: 'text/plain', text: 'tea' }]);
    const { messages } = await test.pool.getPrompt('modern', 'ask', { topic: 'tea' });
    assert.deepEqual(messages[0]?.content, { type: 'text', text: 'Tell me about tea.' });
  });

  it('starts a server on demand there, and not here', async () => {
    assert.equal(textOf(await test.call('later', 'where')), workspace.folder);
    assert.ok(!test.pool.find('later').catalog.tools.items.some(({ name }) => name === 'big'));
    await until('there is one more', () => marked(live.mark).length === 6);
    assert.deepEqual(marked(test.mark), []);
  });

  it('reports why a server is missing', async () => {
    const { message, detail } = await test.broken('broken');
    assert.match(message, /'broken' could not be reached/);
    assert.match(detail ?? '', /'broken' could not start: it exited with code 3/);
  });

  it('comes back when a server was changed in the file and restarted', async () => {
    const before = textOf(await test.call('toolbox', 'process'));
    workspace.configure({ ...entries, toolbox: fixtureEntry('toolbox', { env: { COLOR: 'red' } }) });
    await approveAll(workspace);
    await until('another process answers', async () => {
      const call = await test.call('toolbox', 'process');
      return call.outcome.kind === 'result' && textOf(call) !== before;
    });
    assert.equal(textOf(await test.call('toolbox', 'variable', { name: 'COLOR' })), 'red');
    assert.equal(test.of('state.changed', test.pool.find('modern').id).length, 2, 'others stayed');
  });

  it('shows that the connection is lost, and comes back with the gateway', async () => {
    const lost = test.of('state.changed').length;
    live.child.kill('SIGTERM');
    expectCode(await live.done, 0);
    const { error } = await until('the loss is seen', () => {
      const state = test.state('toolbox');
      return state.kind === 'waiting' && state;
    });
    assert.equal(error.kind, 'unreachable');
    await test.reach('notes', 'waiting');
    await serve();
    for (const name of ['toolbox', 'modern', 'asks it', 'notes'])
      await until(`'${name}' is back`, () => test.state(name).kind === 'ready');
    assert.equal(textOf(await test.call('toolbox', 'where')), workspace.folder);
    assert.ok(test.of('state.changed').length > lost);
  });

  it('has shown no one a token', () => {
    assert.equal(tokens.length, 4);
    for (const token of tokens) assert.ok(!JSON.stringify(test.events).includes(token));
    assert.deepEqual(test.errors, []);
  });
});
