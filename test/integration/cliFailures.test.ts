import assert from 'node:assert/strict';
import { fixture } from '../support/places';
import { unusedPort } from '../support/servers/httpServers';
import { errorOf, expectCode, type JsonError, jsonOf, mcpPool } from '../support/terminal/cli';
import { fixtureEntry, Workspace } from '../support/workspace';

describe('A failure of the terminal command', () => {
  const workspace = new Workspace();
  before(() => {
    workspace.configure({
      ...workspace.npmServers(),
      toolbox: fixtureEntry('toolbox'),
      trusted: { ...workspace.npmServers().filesystem, autoApprove: ['write_file'] },
    });
  });
  after(() => workspace.remove());
  const run = (...words: string[]) => mcpPool(words, { cwd: workspace.folder });

  /** Runs with and without --json, checks both, and gives the error of --json. */
  async function failing(words: readonly string[], code: number): Promise<JsonError> {
    const [human, json] = await Promise.all([run(...words), run(...words, '--json')]);
    expectCode(human, code);
    expectCode(json, code);
    assert.equal(human.stdout, '');
    assert.equal(json.stdout, '');
    const error = errorOf(json);
    assert.ok(human.stderr.includes(error.message), `"${error.message}" is in:\n${human.stderr}`);
    for (const step of error.nextSteps) assert.ok(human.stderr.includes(step), step);
    assert.doesNotMatch(human.stderr, /^\s+at |Error: .*\n\s+at /m, 'no stack');
    return error;
  }

  const usage: { words: string[]; says: RegExp }[] = [
    { words: ['shout'], says: /unknown command 'shout'/ },
    { words: ['list', '--loud'], says: /unknown option '--loud'/ },
    { words: ['call', 'everything'], says: /missing required argument 'tool'/ },
    { words: ['read', 'everything'], says: /missing required argument 'uri'/ },
    { words: ['prompt'], says: /missing required argument 'server'/ },
    { words: ['list', 'everything', 'memory'], says: /too many arguments/ },
    { words: ['list', '--url', 'ftp://127.0.0.1/'], says: /must start with http/ },
    { words: ['list', '--command', 'node', '--url', 'http://127.0.0.1/'], says: /not both/ },
    { words: ['list', '--command', 'node', '--env', 'NAME'], says: /--env takes NAME=VALUE/ },
    { words: ['list', '--url', 'http://127.0.0.1/', '--header', 'NAME'], says: /--header takes NAME:VALUE/ },
    { words: ['list', '--arg', 'x'], says: /belong to --command/ },
    { words: ['list', '--header', 'a: b'], says: /belongs to --url/ },
  ];
  for (const { words, says } of usage) {
    it(`is a wrong command line that ends with 2: ${words.join(' ')}`, async () => {
      const error = await failing(words, 2);
      assert.equal(error.kind, 'usage');
      assert.match(error.message, says);
    });
  }

  it('shows the help and ends with 2 when no command is given', async () => {
    const human = await run();
    expectCode(human, 2);
    assert.match(human.stderr, /Usage: mcp-pool/);
    const json = await run('--json');
    expectCode(json, 2);
    assert.equal(errorOf(json).kind, 'usage');
  });

  it('leaves stdout to help and version when they are asked for', async () => {
    const help = await run('--help');
    expectCode(help, 0);
    assert.match(help.stdout, /^Usage: mcp-pool/);
    const version = await run('--version');
    expectCode(version, 0);
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('prevents a destructive tool from running without a confirmation', async () => {
    const words = ['call', 'filesystem', 'write_file', `path=${workspace.path('new.txt')}`, 'content=new'];
    const error = await failing(words, 3);
    assert.equal(error.kind, 'denied');
    assert.match(error.nextSteps.join(' '), /autoApprove/);
    assert.deepEqual(workspace.lines('new.txt'), []);
    expectCode(await run(...words, '--yes'), 0);
    assert.deepEqual(workspace.lines('new.txt'), ['new']);
    const approved = words.with(1, 'trusted').with(4, 'content=newer');
    expectCode(await run(...approved), 0);
    assert.deepEqual(workspace.lines('new.txt'), ['newer']);
  });

  it('names the program that is not on the PATH', async () => {
    const error = await failing(['call', 'default', 'x', '--command', 'no-such-program'], 4);
    assert.equal(error.kind, 'unreachable');
    assert.match(error.message, /'no-such-program' is not on the PATH/);
    assert.match(error.detail ?? '', /^PATH searched:\n {2}\S/);
  });

  it('names the resolved command, the exit code and the last words of a server that ends at once', async () => {
    const error = await failing(
      ['call', 'default', 'x', '--command', 'node', '--arg', fixture('exitAtOnce')],
      4,
    );
    assert.match(error.message, /exited with code 3 \(Error: the variable DATABASE is missing\)/);
    assert.ok(error.detail?.includes(`Command: ${process.execPath} ${fixture('exitAtOnce')}`), error.detail);
    assert.match(error.detail ?? '', /reading the settings\n.*DATABASE is missing/);
  });

  it('reports that a connection was refused', async () => {
    const url = `http://127.0.0.1:${await unusedPort()}/mcp`;
    const error = await failing(['call', 'default', 'x', '--url', url], 4);
    assert.equal(error.kind, 'unreachable');
    assert.ok(error.message.includes(url), error.message);
    assert.match(error.message, /refused/);
  });

  it('names the exit code of a server that ends during a call', async () => {
    const error = await failing(['call', 'toolbox', 'crash', 'code=7'], 4);
    assert.match(error.message, /exited with code 7 \(Error: cannot reach the database\)/);
  });

  const unknown: { words: string[]; says: RegExp; meant: string }[] = [
    { words: ['call', 'everythin', 'echo'], says: /no server 'everythin'/, meant: 'everything' },
    { words: ['list', 'memry'], says: /no server 'memry'/, meant: 'memory' },
    { words: ['call', 'everything', 'ecko', 'message=a'], says: /no tool 'ecko'/, meant: 'echo' },
    { words: ['prompt', 'everything', 'arg-prompt'], says: /no prompt 'arg-prompt'/, meant: 'args-prompt' },
    {
      words: ['read', 'memory', 'memory://knowledge-grph'],
      says: /memory:\/\/knowledge-grph/,
      meant: 'memory://knowledge-graph',
    },
  ];
  for (const { words, says, meant } of unknown) {
    it(`suggests what was meant by: ${words.join(' ')}`, async () => {
      const error = await failing(words, 5);
      assert.match(error.message, says);
      assert.deepEqual(error.nextSteps, [`Did you mean '${meant}'?`]);
    });
  }

  it('ends with 5 when the tool reports an error, whose result is still printed as JSON', async () => {
    const human = await run('call', 'toolbox', 'refuse');
    expectCode(human, 5);
    assert.match(human.stderr, /'refuse' reported an error: not on a Sunday/);
    const json = await run('call', 'toolbox', 'refuse', '--json');
    expectCode(json, 5);
    assert.equal(jsonOf<{ isError: boolean }>(json).isError, true);
    assert.equal(errorOf(json).kind, 'tool');
  });
});
