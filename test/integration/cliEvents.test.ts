import assert from 'node:assert/strict';
import { serveWorkspace, stateOf } from '../support/gateway/serving';
import { errorOf, expectCode, type LiveRun, mcpPool, startMcpPool } from '../support/terminal/cli';
import { until } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';

interface Told {
  readonly type: string;
  readonly server: string;
  readonly [key: string]: unknown;
}

describe('mcp-pool events', () => {
  const workspace = new Workspace();
  const options = { cwd: workspace.folder, env: stateOf(workspace) };
  before(() =>
    workspace.configure({
      toolbox: fixtureEntry('toolbox', { autoApprove: ['*'] }),
      modern: fixtureEntry('modern', { autoApprove: ['*'] }),
    }),
  );
  after(() => workspace.remove());
  const listen = (...words: string[]) => {
    const live = startMcpPool(['events', ...words], options);
    let text = '';
    live.child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    return {
      live,
      told: () =>
        text
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Told),
    };
  };
  const interrupted = async ({ child, done }: LiveRun) => {
    child.kill('SIGINT');
    const ended = await done;
    expectCode(ended, 130);
    return ended;
  };

  it('prints what the running pool does as one JSON value per line in a pipe, and ends with 130 at Ctrl+C', async () => {
    const serving = await serveWorkspace(workspace);
    const { live, told } = listen('--types', 'call', '--server', 'toolbox');
    const calling = until('it is told', async () => {
      expectCode(await mcpPool(['call', 'toolbox', 'typed', 'text=hi'], options), 0);
      return told().some(({ type }) => type === 'call.succeeded');
    });
    await calling;
    assert.deepEqual([...new Set(told().map(({ server }) => server))], ['toolbox']);
    assert.deepEqual(told()[0]!.arguments, { text: 'hi' });
    const ended = await interrupted(live);
    assert.equal(ended.stderr, '');
    await serving.close();
  });

  it('starts the servers when no pool is running', async () => {
    const { live, told } = listen('--server', 'toolbox');
    await until('the server is ready', () => told().some(({ state }) => state === 'ready'));
    assert.deepEqual([...new Set(told().map(({ server }) => server))], ['toolbox']);
    await interrupted(live);
  });

  it('continues with the next gateway when one ends, and ends with 4 without another', async () => {
    const first = await serveWorkspace(workspace);
    const { live, told } = listen('--types', 'call');
    const isTold = () =>
      until('a call is told', async () => {
        const before = told().length;
        await mcpPool(['call', 'toolbox', 'typed', 'text=hi'], options);
        return told().length > before;
      });
    await isTold();
    // The later one of a configuration file is the one that is found.
    const second = await serveWorkspace(workspace);
    await first.close();
    await isTold();
    await second.close();
    const ended = await live.done;
    expectCode(ended, 4);
    assert.match(ended.stderr, /The gateway has ended/);
  });

  it('ends when its reader closes the pipe', async () => {
    const { live } = listen();
    live.child.stdout.once('data', () => live.child.stdout.destroy());
    expectCode(await live.done, 0);
  });

  it('refuses unknown types and servers', async () => {
    const serving = await serveWorkspace(workspace);
    const types = await mcpPool(['events', '--types', 'cal', '--json'], options);
    expectCode(types, 2);
    assert.deepEqual(errorOf(types).nextSteps, ["Did you mean 'call'?"]);
    for (const more of [[], ['--no-gateway']]) {
      const server = await mcpPool(['events', '--server', 'tolbox', '--json', ...more], options);
      expectCode(server, 5);
      assert.deepEqual(errorOf(server).nextSteps, ["Did you mean 'toolbox'?"]);
    }
    await serving.close();
  });
});
