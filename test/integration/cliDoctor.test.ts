import assert from 'node:assert/strict';
import type { DoctorReport } from '../../src/pool/doctor/diagnosis';
import { fixture } from '../support/places';
import { marked } from '../support/processes';
import { serve } from '../support/servers/httpServers';
import { errorOf, expectCode, jsonOf, mcpPool, startMcpPool } from '../support/terminal/cli';
import { until } from '../support/until';
import { fixtureEntry, variable, Workspace } from '../support/workspace';

// Each run through support/cli.ts also checks that no process is left behind.
describe('mcp-pool doctor', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());
  const run = (words: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
    mcpPool(['doctor', ...words], { cwd: workspace.folder, env });
  const examined = async (code: number, words: readonly string[] = [], env: NodeJS.ProcessEnv = {}) => {
    const done = await run([...words, '--json'], env);
    expectCode(done, code);
    assert.equal(done.stderr, '');
    return jsonOf<DoctorReport>(done);
  };
  /** The steps of the only server as words: "start ok". */
  const stepsOf = ({ servers }: DoctorReport) =>
    servers[0]!.steps.map(({ name, outcome }) => `${name} ${outcome}`).join(', ');
  const failureOf = ({ servers }: DoctorReport) => servers[0]!.steps.find(({ failure }) => failure)!.failure!;

  it('checks every server step by step and counts what it offers', async () => {
    workspace.configure({
      ...workspace.npmServers(),
      off: fixtureEntry('toolbox', { disabled: true }),
      hand: fixtureEntry('toolbox', { autostart: 'manual' }),
    });
    const report = await examined(0);
    assert.equal(report.verdict, 'All 4 servers work.');
    assert.deepEqual(report.disabled, ['off']);
    const [everything] = report.servers;
    assert.equal(
      everything!.steps.map(({ name, outcome }) => `${name} ${outcome}`).join(', '),
      'configuration ok, variables ok, program ok, start ok, handshake ok, tools ok, resources ok, prompts ok',
    );
    const found = Object.fromEntries(everything!.steps.map((step) => [step.name, step.found]));
    assert.equal(found.tools, '13 tools.');
    assert.equal(found.resources, '7 resources, 2 templates.');
    assert.equal(found.prompts, '4 prompts.');
    assert.match(found.handshake ?? '', /MCP 2025-11-25$/);
    for (const { name, ms } of everything!.steps)
      assert.ok(name === 'configuration' ? ms === undefined : ms! >= 0, `${name}: ${ms}`);
    assert.equal(report.machine.versions['Node.js'], process.versions.node);
    assert.ok(report.machine.path.length > 0);
  });

  it('prints Markdown with the verdict first', async () => {
    workspace.configure({ good: fixtureEntry('toolbox'), weather: { command: 'no-such-program' } });
    const done = await run();
    expectCode(done, 4);
    assert.match(
      done.stdout,
      /^# 1 of 2 servers works\.\n\n- 'weather' does not: the program 'no-such-program' is not/,
    );
    assert.match(done.stdout, /^## good works$/m);
    assert.match(done.stdout, /^- ✗ program \(.*\): 'weather' could not start/m);
    assert.match(done.stdout, /^ {2}- → Install 'no-such-program'/m);
    assert.match(done.stdout, /^- mcp-config\.yaml:\d+:\d+: warning: The program 'no-such-program'/m);
    assert.equal(done.stderr, '');
  });

  const failing: { what: string; entry: object; code: number; at: string; says: RegExp }[] = [
    {
      what: 'the entry when it is broken',
      entry: { command: 'node', url: 'http://127.0.0.1/' },
      code: 2,
      at: 'configuration failed, variables skipped, program skipped, start skipped, handshake skipped',
      says: /both 'command' and 'url'/,
    },
    {
      what: 'the variables when one is unset',
      entry: fixtureEntry('toolbox', { env: { X: variable('MCP_POOL_TEST_UNSET') } }),
      code: 2,
      at: 'configuration ok, variables failed, program skipped, start skipped, handshake skipped',
      says: /MCP_POOL_TEST_UNSET/,
    },
    {
      what: 'the program when there is none',
      entry: { command: './gone' },
      code: 4,
      at: 'configuration ok, variables ok, program failed, start skipped, handshake skipped',
      says: /the program .* does not exist/,
    },
    {
      what: 'the start when the program ends at once',
      entry: fixtureEntry('exitAtOnce'),
      code: 4,
      at: 'configuration ok, variables ok, program ok, start failed, handshake skipped',
      says: /exited with code 3/,
    },
    {
      what: 'the handshake when the program does not answer',
      entry: fixtureEntry('silent', { startTimeout: '500ms' }),
      code: 4,
      at: 'configuration ok, variables ok, program ok, start ok, handshake failed',
      says: /did not complete the MCP handshake within 500 ms/,
    },
    {
      what: 'the start when nobody is at the address',
      entry: { url: 'http://127.0.0.1:2/mcp' },
      code: 4,
      at: 'configuration ok, variables ok, program skipped, start failed, handshake skipped',
      says: /could not be reached/,
    },
  ];
  for (const { what, entry, code, at, says } of failing) {
    it(`reports a problem with ${what}`, async () => {
      workspace.configure({ a: entry as Record<string, unknown> });
      const report = await examined(code);
      assert.equal(stepsOf(report), `${at}, tools skipped, resources skipped, prompts skipped`);
      assert.match(failureOf(report).message, says);
      assert.ok(failureOf(report).nextSteps.length > 0);
      assert.match(report.verdict, /^'a' does not work: /);
    });
  }

  it('reports a list that cannot be read, and what the server printed', async () => {
    workspace.configure({ a: fixtureEntry('leaky', { env: { API_TOKEN: 'sesame-42' } }) });
    const done = await run(['--json']);
    expectCode(done, 5);
    const report = jsonOf<DoctorReport>(done);
    assert.match(stepsOf(report), /handshake ok, tools ok, resources failed, prompts ok$/);
    assert.deepEqual(report.servers[0]!.remarks, [
      'It printed to stdout, which is reserved for MCP messages: listening with •••',
    ]);
    assert.doesNotMatch(done.stdout + (await run()).stdout, /sesame-42/);
  });

  it('shows no secret in the last words or the arguments of a server', async () => {
    const args = [fixture('leaky'), 'fail', '--api-key', 'open-sesame'];
    workspace.configure({ a: { command: 'node', args, env: { API_TOKEN: 'sesame-42' } } });
    const [human, json] = await Promise.all([run(), run(['--json'])]);
    expectCode(human, 4);
    assert.match(human.stdout, /the token ••• is not valid/);
    assert.doesNotMatch(human.stdout + json.stdout, /sesame/);
  });

  it('lists the variables for proxies by name only', async () => {
    workspace.configure({ a: fixtureEntry('toolbox') });
    const done = await run(['--json'], { HTTPS_PROXY: 'http://ada:sesame@127.0.0.1:1' });
    assert.ok(jsonOf<DoctorReport>(done).machine.networkVariables.includes('HTTPS_PROXY'));
    assert.doesNotMatch(done.stdout, /sesame/);
  });

  it('explains how to sign in at a terminal', async () => {
    const server = await serve((_request, response) => void response.writeHead(401).end());
    try {
      workspace.configure({ remote: { url: server.url } });
      const report = await examined(4);
      assert.match(stepsOf(report), /start ok, handshake failed/);
      assert.deepEqual(failureOf(report).nextSteps, ['Run mcp-pool login remote']);
    } finally {
      await server.close();
    }
  });

  it('checks one server alone', async () => {
    workspace.configure({
      good: fixtureEntry('toolbox'),
      weather: { command: 'no-such-program' },
      off: fixtureEntry('toolbox', { disabled: true }),
    });
    const report = await examined(0, ['good']);
    assert.equal(report.verdict, "'good' works.");
    const mistyped = await run(['wether', '--json']);
    expectCode(mistyped, 5);
    assert.deepEqual(errorOf(mistyped).nextSteps, ["Did you mean 'weather'?"]);
    const off = await run(['off', '--json']);
    expectCode(off, 2);
    assert.match(errorOf(off).message, /'off' is disabled/);
  });

  it('ends with 2 when the file cannot be used, and names the line', async () => {
    workspace.write('mcp-config.yaml', 'mcpServers:\n  a:\n    command: "node\n');
    const report = await examined(2);
    assert.match(report.verdict, /^There are no servers to check\. .* the first at mcp-config\.yaml:3:14: /);
  });

  it('checks a server without a file', async () => {
    const report = await examined(0, ['--command', 'node', '--arg', fixture('toolbox')]);
    assert.equal(report.verdict, "'default' works.");
  });

  it('leaves nothing running when it is stopped', async () => {
    workspace.configure({ a: fixtureEntry('silent'), b: fixtureEntry('silent') });
    const live = startMcpPool(['doctor'], { cwd: workspace.folder });
    await until(
      'the servers run',
      () => marked(live.mark).filter((line) => line.includes('silent')).length > 1,
    );
    live.child.kill('SIGINT');
    const ended = await live.done;
    expectCode(ended, 130);
    assert.equal(ended.stdout, '');
  });
});
