import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { defer } from '../../src/base/async';
import { writeToken } from '../../src/gateway/access/accessTokens';
import { publishGateway } from '../../src/gateway/attach/gatewayDiscovery';
import { statePaths } from '../../src/mcp/host/statePaths';
import { TestGateway } from '../support/gateway/gateway';
import { type Serving, serveWorkspace, stateOf } from '../support/gateway/serving';
import { stdio } from '../support/pool/testPool';
import { unusedPort } from '../support/servers/httpServers';
import { expectCode, jsonOf, mcpPool, type Run, startMcpPool } from '../support/terminal/cli';
import { until } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';

const pidOf = (run: Run) => jsonOf<{ content: { text: string }[] }>(run).content[0]!.text;

describe('The terminal command beside a gateway', () => {
  const workspace = new Workspace();
  const env = stateOf(workspace);
  const options = { cwd: workspace.folder, env };
  const run = (...words: string[]) => mcpPool(words, options);
  let serving: Serving;
  before(async () => {
    workspace.configure({
      toolbox: fixtureEntry('toolbox', {
        autoApprove: ['typed', 'process', 'refuse', 'wait', 'crash', 'where'],
        env: { RECORD: workspace.path('record') },
      }),
      everything: { ...workspace.npmServers().everything, autoApprove: ['*'] },
      broken: fixtureEntry('exitAtOnce', { restart: undefined }),
      off: fixtureEntry('modern', { disabled: true }),
    });
    serving = await serveWorkspace(workspace);
    await until('the servers run', () => workspace.lines('record').includes('tools/list'));
  });
  after(async () => {
    await serving.close();
    workspace.remove();
  });

  const same: readonly (readonly string[])[] = [
    ['list', 'toolbox'],
    ['list', 'toolbox', '--text'],
    ['list', 'toolbox', '--json'],
    ['list', 'off'],
    ['list', 'nobody'],
    ['call', 'toolbox', 'typed', 'text=12', 'count=-3', 'tags=["x"]', '--json'],
    ['call', 'everything', 'get-sum', 'a=1', 'b=2'],
    ['call', 'everything', 'get-sum', 'a=1', 'b=two'],
    ['call', 'everything', 'get-sum', 'a=1', '--json'],
    ['call', 'toolbox', 'typed', 'txet=1'],
    ['call', 'toolbox', 'typed', '--args', '[1]'],
    ['call', 'toolbox', 'refuse'],
    ['call', 'toolbox', 'refuse', '--json'],
    ['call', 'toolbox', 'tyepd'],
    ['call', 'toolbux', 'typed'],
    ['call', 'off', 'typed'],
    ['call', 'toolbox', 'where', '--timeout', 'soon'],
    ['read', 'toolbox', 'toolbox://bytes'],
    ['read', 'everything', 'demo://resource/static/document/features.md', '--json'],
    ['prompt', 'everything', 'args-prompt', 'city=Rome'],
    ['prompt', 'everything', 'args-prompt', '--json'],
    ['prompt', 'everything', 'args-prompt', 'stat=1', 'city=Rome'],
  ];
  for (const words of same) {
    it(`prints the same with and without a gateway: ${words.join(' ')}`, async () => {
      const [there, here] = await Promise.all([run(...words), run(...words, '--no-gateway')]);
      assert.deepEqual([there.code, there.stderr, there.stdout], [here.code, here.stderr, here.stdout]);
    });
  }

  it('starts no second copy of a server, unless it is asked to', async () => {
    const process = ['call', 'toolbox', 'process', '--json'];
    const [first, second, own] = [
      await run(...process),
      await run(...process),
      await run(...process, '--no-gateway'),
    ];
    assert.equal(pidOf(first), pidOf(second));
    assert.notEqual(pidOf(first), pidOf(own));
  });

  it('prints a broadcast of the running pool', async () => {
    const called = await run('broadcast', 'typed', 'text=hi', 'count=2', '--json');
    expectCode(called, 0);
    const { calls, succeeded } = jsonOf<{ calls: { server: string }[]; succeeded: number }>(called);
    assert.deepEqual([calls.map(({ server }) => server), succeeded], [['toolbox'], 1]);
    expectCode(await run('broadcast', 'tyepd'), 5);
  });

  it('reports the last words of a server that ended, and a gateway restarts it', async () => {
    const crashed = await run('call', 'toolbox', 'crash', 'code=3');
    expectCode(crashed, 4);
    assert.match(crashed.stderr, /cannot reach the database/);
    await until('it is back', async () => (await run('call', 'toolbox', 'where')).code === 0);
  });

  it('ends with 130 at Ctrl+C, and the server is notified that the call is canceled', async () => {
    workspace.write('record', '');
    const live = startMcpPool(['call', 'toolbox', 'wait'], options);
    await until('the server is called', () => workspace.lines('record').includes('tools/call'));
    live.child.kill('SIGINT');
    const ended = await live.done;
    expectCode(ended, 130);
    assert.match(ended.stderr, /'call wait' on 'toolbox' was canceled/);
    await until('it is told', () => workspace.lines('record').includes('notifications/cancelled'));
  });

  it('respects --timeout, and the server is notified that the call is canceled', async () => {
    workspace.write('record', '');
    const late = await run('call', 'toolbox', 'wait', '--timeout', '3s');
    expectCode(late, 4);
    assert.match(late.stderr, /'call wait' on 'toolbox' took longer than 3.0 s/);
    await until('it is told', () => workspace.lines('record').includes('notifications/cancelled'));
  });

  it('prints what servers log with --verbose', async () => {
    const live = startMcpPool(['call', 'toolbox', 'crash', 'code=4', '--verbose'], options);
    assert.match((await live.done).stderr, /\[toolbox\] opening the database/);
    await until('it is back', async () => (await run('call', 'toolbox', 'where')).code === 0);
  });

  it('makes a broadcast here with --yes', async () => {
    const agreed = await run('broadcast', 'erase', '--yes', '--json');
    expectCode(agreed, 0);
    assert.ok(jsonOf<{ succeeded: number }>(agreed).succeeded > 0);
  });

  it('makes a call here with --yes that the gateway would not confirm', async () => {
    const asked = await run('call', 'toolbox', 'erase');
    expectCode(asked, 3);
    const agreed = await run('call', 'toolbox', 'erase', '--yes');
    expectCode(agreed, 0);
    assert.equal(agreed.stdout, 'erased\n');
    assert.match(agreed.stderr, /^The running gateway is not used: .+\n$/);
  });

  it('starts a server of the command line on its own', async () => {
    const [launch] = Object.values(JSON.parse(JSON.stringify({ a: fixtureEntry('toolbox') }))) as [
      { command: string; args: string[] },
    ];
    const words = ['--command', launch.command, '--arg', launch.args[0]!];
    const called = await run('call', 'default', 'where', ...words);
    expectCode(called, 0);
    assert.equal(called.stderr, '');
  });
});

describe('A gateway that is announced and does not answer', () => {
  const workspace = new Workspace();
  const env = stateOf(workspace);
  const options = { cwd: workspace.folder, env };
  const call = () => mcpPool(['call', 'toolbox', 'typed', 'text=hi'], options);
  const announced = async (url: string, token: string | undefined) => {
    const ownerFile = workspace.path('token');
    if (token !== undefined) await writeToken(ownerFile, token);
    const config = workspace.path('mcp-config.yaml');
    return publishGateway(statePaths(env).gateways, {
      url,
      tokenFile: workspace.path('handed-out'),
      ownerFile,
      pid: process.pid,
      instance: 'one',
      startedAt: Date.now(),
      config,
      version: '1.0.0',
    });
  };
  const expectOwn = (ended: Run, why: RegExp | undefined) => {
    expectCode(ended, 0);
    assert.equal(ended.stdout, '{"text":"hi"}\n');
    if (why) assert.match(ended.stderr, why);
    assert.equal(ended.stderr.split('\n').filter(Boolean).length, why ? 1 : 0, ended.stderr);
  };
  before(() => workspace.configure({ toolbox: fixtureEntry('toolbox', { autoApprove: ['*'] }) }));
  after(() => workspace.remove());

  it('is reported in one line when nothing listens, and the servers are started here', async () => {
    await announced(`http://127.0.0.1:${await unusedPort()}`, 'x'.repeat(40));
    expectOwn(await call(), /not used: nothing listens at its address/);
  });

  it('is reported in one line when it does not know the token', async () => {
    const serving = await serveWorkspace(workspace);
    const file = readdirSync(statePaths(env).gateways).find((name) => name.endsWith('.owner'))!;
    writeFileSync(`${statePaths(env).gateways}/${file}`, 'y'.repeat(40));
    expectOwn(await call(), /not used: another program now uses its port/);
    await serving.close();
  });

  it('is reported in one line when its token cannot be read', async () => {
    await announced(`http://127.0.0.1:${await unusedPort()}`, undefined);
    const config = readdirSync(statePaths(env).gateways).find((name) => name.endsWith('.json'))!;
    const known = JSON.parse(readFileSync(`${statePaths(env).gateways}/${config}`, 'utf8'));
    writeFileSync(
      `${statePaths(env).gateways}/${config}`,
      JSON.stringify({ ...known, ownerFile: workspace.path('nowhere') }),
    );
    expectOwn(await call(), /not used: the file of its token cannot be read/);
  });

  it('is reported in one line when it does not answer, and the call is made once', async () => {
    const serving = await serveWorkspace(workspace);
    serving.live.child.kill('SIGSTOP');
    try {
      expectOwn(await call(), /not used: it does not answer/);
    } finally {
      serving.live.child.kill('SIGCONT');
    }
    await serving.close();
  });

  it('is ignored silently when it was killed', async () => {
    const serving = await serveWorkspace(workspace);
    const killed = serving.live.done.catch(() => undefined);
    serving.live.child.kill('SIGKILL');
    await killed;
    expectOwn(await call(), undefined);
  });

  it('is reported in one line when another program has its address', async () => {
    const other = await new TestGateway().open();
    try {
      await announced(other.url, 'z'.repeat(40));
      expectOwn(await call(), /not used: another program now uses its port/);
    } finally {
      await other.close();
    }
  });
});

describe('A call that has to be confirmed where the pool runs', () => {
  it('reports on stderr that it waits', async () => {
    const workspace = new Workspace();
    const env = stateOf(workspace);
    const answer = defer<boolean>();
    const config = workspace.path('mcp-config.yaml');
    const gateway = new TestGateway(
      { config, folder: statePaths(env).gateways },
      { confirm: () => answer.promise },
    );
    try {
      await gateway.open(stdio('toolbox', 'toolbox'));
      const live = startMcpPool(['call', 'toolbox', 'erase'], { cwd: workspace.folder, env });
      let said = '';
      live.child.stderr.on('data', (chunk) => {
        said += chunk;
      });
      await until('it says so', () => said.includes('Waiting for your confirmation'));
      answer.resolve(true);
      const ended = await live.done;
      expectCode(ended, 0);
      assert.equal(ended.stdout, 'erased\n');
    } finally {
      await gateway.close();
      workspace.remove();
    }
  });
});
