import assert from 'node:assert/strict';
import path from 'node:path';
import { stringify } from 'yaml';
import { errorOf, expectCode, jsonOf, mcpPool } from '../support/terminal/cli';
import { fixtureEntry, variable, Workspace } from '../support/workspace';

describe('A variable of the configuration in the terminal', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());
  const configure = (env: Record<string, string>, inputs: object = {}) =>
    workspace.write(
      'mcp-config.yaml',
      stringify({ mcpServers: { a: fixtureEntry('toolbox', { env }) }, inputs }),
    );
  const given = (env: NodeJS.ProcessEnv = {}, ...more: string[]) =>
    mcpPool(['call', 'a', 'variable', 'name=GIVEN', ...more], { cwd: workspace.folder, env });

  it('may be the answer to an input in the environment', async () => {
    configure({ GIVEN: variable('input:my-city') }, { 'my-city': { description: 'Where you live' } });
    const run = await given({ MCP_POOL_INPUT_MY_CITY: 'Ulm' });
    expectCode(run, 0);
    assert.equal(run.stdout, 'Ulm\n');
  });

  it('ends the command with 2 when its input is missing and no one can be asked', async () => {
    configure({ GIVEN: variable('input:my-city') }, { 'my-city': { default: 'Ulm' } });
    const run = await given({}, '--json');
    expectCode(run, 2);
    const error = errorOf(run);
    assert.equal(error.kind, 'configuration');
    assert.match(error.message, /'a' needs the input 'my-city'/);
    assert.match(error.nextSteps.join(' '), /Set MCP_POOL_INPUT_MY_CITY/);
    const listed = await mcpPool(['list'], { cwd: workspace.folder });
    expectCode(listed, 2);
    assert.match(listed.stderr, /MCP_POOL_INPUT_MY_CITY/);
  });

  it('may be the folder of the file, also by its name', async () => {
    configure({ GIVEN: variable(`workspaceFolder:${path.basename(workspace.folder)}`) });
    assert.equal((await given()).stdout, `${workspace.folder}\n`);
  });

  it('may not be a setting of VS Code, which is reported', async () => {
    configure({ GIVEN: variable('config:tea.kind') });
    const run = await given({}, '--json');
    expectCode(run, 2);
    assert.match(errorOf(run).message, /'\$\{config:tea\.kind\}' is not set/);
    assert.match(errorOf(run).nextSteps[0]!, /Only VS Code knows its settings/);
    configure({ GIVEN: variable('config:tea.kind:-green') });
    assert.equal((await given()).stdout, 'green\n');
  });

  it('is hidden when it is a secret input', async () => {
    const env = { GIVEN: variable('input:key') };
    workspace.write(
      'mcp-config.yaml',
      stringify({
        mcpServers: {
          a: {
            ...fixtureEntry('leaky'),
            args: [...(fixtureEntry('leaky').args as string[]), 'fail'],
            env: { ...env, API_TOKEN: variable('input:key') },
          },
        },
        inputs: { key: { type: 'secret' } },
      }),
    );
    const run = await mcpPool(['list'], { cwd: workspace.folder, env: { MCP_POOL_INPUT_KEY: 'sesame' } });
    expectCode(run, 4);
    assert.match(run.stderr, /the token ••• is not valid/);
    assert.doesNotMatch(run.stderr + run.stdout, /sesame/);
  });
});

describe('A server that is named on the command line', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());

  it('starts regardless of its autostart', async () => {
    workspace.configure({
      demand: fixtureEntry('toolbox', { autostart: 'onDemand' }),
      hand: fixtureEntry('toolbox', { autostart: 'manual' }),
    });
    const listed = await mcpPool(['list', '--json'], { cwd: workspace.folder });
    expectCode(listed, 0);
    const states = jsonOf<{ state: string }[]>(listed).map(({ state }) => state);
    assert.deepEqual(states, ['ready', 'ready']);
    expectCode(await mcpPool(['call', 'hand', 'process'], { cwd: workspace.folder }), 0);
  });
});
