import assert from 'node:assert/strict';
import { fixture } from '../support/places';
import { errorOf, expectCode, jsonOf, mcpPool } from '../support/terminal/cli';
import { fixtureEntry, variable, Workspace } from '../support/workspace';

interface Row {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
}

describe('The configuration file of the terminal command', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());
  const run = (...words: string[]) => mcpPool(words, { cwd: workspace.folder });
  const written = (text: string) => workspace.write('mcp-config.yaml', text);

  it('is asked for when it is missing', async () => {
    for (const words of [['list'], ['check'], ['call', 'a', 'b']]) {
      const missing = await run(...words, '--config', 'none.yaml', '--json');
      expectCode(missing, 2);
      const error = errorOf(missing);
      assert.equal(error.kind, 'configuration');
      assert.ok(error.message.includes(workspace.path('none.yaml')), error.message);
      assert.match(error.nextSteps.join(' '), /--config FILE/);
    }
  });

  const unusable: { what: string; text: string; place: RegExp; says: RegExp }[] = [
    {
      what: 'is not YAML',
      text: 'mcpServers:\n  a:\n    command: "node\n',
      place: /line 3, column 14/,
      says: /never closed/,
    },
    {
      what: 'lists its servers',
      text: 'mcpServers:\n  - a\n',
      place: /line 1, column 1/,
      says: /not a list/,
    },
    { what: 'is a list', text: '- a\n', place: /line 1, column 1/, says: /must be a map/ },
    {
      what: 'has no servers',
      text: 'other: 1\n',
      place: /line 1, column 1/,
      says: /'mcpServers' is missing/,
    },
    {
      what: 'names a server twice',
      text: 'mcpServers:\n  a: {command: x}\n  a: {command: y}\n',
      place: /line 3, column 3/,
      says: /'a' appears twice/,
    },
  ];
  for (const { what, text, place, says } of unusable) {
    it(`is refused with the line when it ${what}`, async () => {
      written(text);
      const listed = await run('list', '--json');
      expectCode(listed, 2);
      const error = errorOf(listed);
      assert.equal(error.kind, 'configuration');
      assert.match(error.message, place);
      assert.match(error.message, says);
      const checked = await run('check');
      expectCode(checked, 2);
      assert.match(checked.stdout, says);
      assert.match(checked.stdout, /^mcp-config\.yaml:\d+:\d+: error: /m);
    });
  }

  it('is checked without starting anything', async () => {
    workspace.configure({ a: fixtureEntry('toolbox', { env: { RECORD: workspace.path('record') } }) });
    const checked = await run('check');
    expectCode(checked, 0);
    assert.equal(checked.stdout, 'mcp-config.yaml: no problems\n');
    const json = await run('check', '--json');
    expectCode(json, 0);
    assert.deepEqual(jsonOf<Row[]>(json), []);
    assert.deepEqual(workspace.lines('record'), []);
  });

  it('passes the check with 0 when there are only warnings', async () => {
    written('mcpServers:\n  a:\n    command: node\n    comand: node\n');
    const checked = await run('check', '--json');
    expectCode(checked, 0);
    const rows = jsonOf<Row[]>(checked);
    assert.deepEqual(
      rows.map(({ line, column, severity, code }) => [line, column, severity, code]),
      [[4, 5, 'warning', 'unknown-key']],
    );
    assert.match(rows[0]!.message, /Did you mean 'command'/);
  });

  it('is checked together with its environment, in the order of its lines', async () => {
    written(
      [
        'mcpServers:',
        '  b: { command: no-such-program, env: { X: "${MCP_POOL_TEST_UNSET}" } }',
        '  a:',
        '    comand: node',
        '    command: node',
        '    cwd: gone',
        '  off: { command: no-such-program, disabled: true }',
        '',
      ].join('\n'),
    );
    const checked = await run('check', '--json');
    expectCode(checked, 0);
    assert.deepEqual(
      jsonOf<Row[]>(checked).map(({ file, line, column, severity, code }) => [
        file,
        line,
        column,
        severity,
        code,
      ]),
      [
        ['mcp-config.yaml', 2, 17, 'warning', 'no-program'],
        ['mcp-config.yaml', 2, 45, 'warning', 'unset-variable'],
        ['mcp-config.yaml', 4, 5, 'warning', 'unknown-key'],
        ['mcp-config.yaml', 6, 10, 'warning', 'missing-cwd'],
      ],
    );
    assert.match(
      (await run('check')).stdout,
      /^mcp-config\.yaml:6:10: warning: 'cwd' of 'a' does not exist/m,
    );
  });

  it('keeps good entries usable beside bad ones', async () => {
    written(
      `mcpServers:\n  both: {command: node, url: http://127.0.0.1/}\n  good: {command: node, args: [${fixture('toolbox')}]}\n`,
    );
    const called = await run('call', 'good', 'process');
    expectCode(called, 0);
    assert.match(called.stdout, /^\d+\n$/);
    assert.match(called.stderr, /^mcp-config\.yaml:2:\d+: error: 'both' has both/);
    const listed = await run('list', '--json');
    expectCode(listed, 2);
    const [both, good] = jsonOf<{ state: string; error?: { message: string } }[]>(listed);
    assert.equal(both?.state, 'blocked');
    assert.match(both?.error?.message ?? '', /both 'command' and 'url'/);
    assert.equal(good?.state, 'ready');
    const refused = await run('call', 'both', 'x', '--json');
    expectCode(refused, 2);
    assert.match(errorOf(refused).message, /both 'command' and 'url'/);
  });

  it('reports the variable that is not set', async () => {
    workspace.configure({ a: fixtureEntry('toolbox', { env: { X: variable('MCP_POOL_TEST_UNSET') } }) });
    const called = await run('call', 'a', 'process', '--json');
    expectCode(called, 2);
    const error = errorOf(called);
    assert.equal(error.kind, 'configuration');
    assert.match(error.message, /MCP_POOL_TEST_UNSET/);
  });

  it('takes variables from the environment and passes on nothing else of it', async () => {
    workspace.configure({
      a: fixtureEntry('toolbox', { env: { GIVEN: `is ${variable('MCP_POOL_TEST_SET')}` } }),
    });
    const env = { MCP_POOL_TEST_SET: 'set' };
    const asked = (name: string) =>
      mcpPool(['call', 'a', 'variable', `name=${name}`], { cwd: workspace.folder, env });
    assert.equal((await asked('GIVEN')).stdout, 'is set\n');
    assert.equal((await asked('MCP_POOL_TEST_SET')).stdout, 'not set\n');
  });
});
