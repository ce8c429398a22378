import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { stringify } from 'yaml';
import { allHostile, expectNoForgedLine, expectOnlyOurs, expectVisible } from '../support/hostileText';
import { expectCode, mcpPool } from '../support/terminal/cli';
import { until } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';
import { Pty } from './support/pty';

const server = fixtureEntry('hostile', { autoApprove: ['act'] });

/** What is typed, and whether lines that a server sent may stand as they are: in what it answers they do. */
type Command = readonly [words: readonly string[], code: number, 'its lines' | 'our lines'];

const act = (how: string) => ['call', 'hostile', 'act', `how=${how}`];

const commands: Readonly<Record<string, Command>> = {
  'list of a server': [['list', 'hostile'], 0, 'our lines'],
  'list of all servers': [['list'], 0, 'our lines'],
  'result of a call': [act('fine'), 0, 'its lines'],
  'parts of a result': [act('parts'), 0, 'its lines'],
  'error that a tool reports': [act('error'), 5, 'our lines'],
  'error of the protocol': [act('refuse'), 5, 'our lines'],
  'last words of a server that dies': [act('crash'), 4, 'our lines'],
  'progress of a call': [act('slow'), 0, 'its lines'],
  'log with --verbose': [['--verbose', ...act('log')], 0, 'its lines'],
  'name that a server does not have': [['call', 'hostile', 'nothing-like-it-at-all'], 5, 'our lines'],
  'name that was pasted': [['call', 'hostile', allHostile.replaceAll('\u0000', '')], 5, 'our lines'],
  'unknown server': [['list', allHostile], 5, 'our lines'],
  'unknown command': [[`x${allHostile}`], 2, 'our lines'],
  'misspelled command': [['lisst'], 2, 'our lines'],
  'unknown option': [[`--x${allHostile}`], 2, 'our lines'],
  resource: [['read', 'hostile', 'hostile://text'], 0, 'its lines'],
  'binary resource': [['read', 'hostile', 'hostile://bytes'], 0, 'our lines'],
  'resource that does not exist': [['read', 'hostile', 'hostile://none'], 5, 'our lines'],
  prompt: [['prompt', 'hostile', 'words'], 0, 'its lines'],
  broadcast: [['broadcast', 'act', 'how=fine'], 0, 'our lines'],
  'broadcast that fails': [['broadcast', 'act', 'how=refuse'], 5, 'our lines'],
  doctor: [['doctor', 'hostile'], 0, 'our lines'],
  'doctor of a server that does not start': [['doctor', 'dying'], 4, 'our lines'],
  'sign-in that fails': [['login', 'dying'], 4, 'our lines'],
  'sign-in to a program': [['login', 'hostile'], 2, 'our lines'],
  'list as JSON': [['list', '--json'], 4, 'our lines'],
  'result as JSON': [['--json', ...act('parts')], 0, 'our lines'],
  'error as JSON': [['--json', ...act('refuse')], 5, 'our lines'],
  'broadcast as JSON': [['--json', 'broadcast', 'act'], 0, 'our lines'],
};

describe('A terminal with the text of a hostile server', () => {
  const workspace = new Workspace();
  const options = { cwd: workspace.folder };
  before(() => {
    const script = `process.stderr.write(${JSON.stringify(allHostile)} + '\\n'); process.exitCode = 3;`;
    workspace.write('dies.mjs', script);
    workspace.configure({ hostile: server, dying: { command: 'node', args: ['dies.mjs'] } });
  });
  afterEach(Pty.endAll);
  after(() => workspace.remove());

  for (const [what, [words, code, lines]] of Object.entries(commands))
    it(`obeys nothing in the ${what}`, async () => {
      const pty = new Pty(words, options);
      const ended = await pty.ended();
      assert.ok(
        code === ended || words[0] === 'list',
        `code ${ended}: ${JSON.stringify(pty.sent.slice(-2000))}`,
      );
      assert.ok(pty.sent.length > 10, 'something is shown');
      expectOnlyOurs(pty.sent, what);
      if (lines === 'our lines') expectNoForgedLine(pty.sent, what);
    });

  it('obeys nothing in problems of a configuration', async () => {
    const entry = {
      command: allHostile,
      cwd: allHostile,
      env: { [allHostile]: 'x' },
      [allHostile]: 1,
      autoApprove: [allHostile],
    };
    const file = {
      mcpServers: { [allHostile]: entry, ok: { command: 'node', envFile: allHostile } },
      inputs: { [allHostile]: {} },
      [allHostile]: 1,
    };
    workspace.write('odd.yaml', stringify(file));
    for (const word of ['check', 'list', 'doctor']) {
      const pty = new Pty(['--config', 'odd.yaml', word], options);
      await pty.ended();
      expectOnlyOurs(pty.sent, word);
      expectNoForgedLine(pty.sent, word);
    }
  });

  it('obeys nothing in the review of an entry, which asks below the whole text', async () => {
    // No program can be given a NUL, which is refused before.
    const odd = allHostile.replaceAll('\u0000', '');
    const entry = { command: odd, args: [odd, odd], cwd: odd, env: { ODD: odd }, autoApprove: [odd] };
    workspace.write('review.yaml', stringify({ mcpServers: { odd: entry } }));
    const pty = new Pty(['--config', 'review.yaml', 'review'], options);
    await pty.when("Approve 'odd'? [y / N]", 'n\r');
    assert.equal(await pty.ended(), 3, pty.sent);
    expectOnlyOurs(pty.sent, 'the review');
    expectNoForgedLine(pty.sent, 'the review');
  });

  it('obeys nothing in events and logs of running servers', async () => {
    const serving = new Pty(['--verbose', 'serve'], options);
    await serving.when('until Ctrl+C');
    const events = new Pty(['events'], options);
    await new Pty(act('log'), options).ended();
    await new Pty(act('refuse'), options).ended();
    await events.when(/call act .*failed/);
    await events.interrupt();
    await serving.when(/hostile.*\\u\{1b\}/);
    await new Pty(act('crash'), options).ended();
    await serving.interrupt();
    for (const [name, pty] of Object.entries({ serving, events })) {
      expectOnlyOurs(pty.sent, name);
      expectNoForgedLine(pty.sent, name);
    }
  });

  it('obeys nothing in names of saved files, which are valid on every system', async () => {
    const saved = new Pty([...act('parts'), '--save', 'out/'], options);
    assert.equal(await saved.ended(), 0, saved.sent);
    expectOnlyOurs(saved.sent, 'what is saved');
    await new Pty(['read', 'hostile', 'hostile://bytes', '--save', 'out/'], options).ended();
    const names = readdirSync(workspace.path('out'));
    assert.equal(names.length, 5, names.join());
    for (const name of names) {
      assert.match(name, /^\w[\w.-]*[\w-]$/);
      assert.doesNotMatch(name, /^(?:con|nul)(?:\.|$)/i);
    }
  });

  it('gets no words from completion that a shell would run', async () => {
    const lines = [
      'call ',
      'call hostile ',
      'call hostile -',
      'broadcast ',
      'read hostile ',
      'prompt hostile ',
      'call hostile --yes ',
      'call hostile act --',
    ];
    for (const line of lines) {
      const offers = await complete(line);
      expectVisible(offers.replaceAll('\t', ' '), line);
      for (const offered of offers.split('\n').filter(Boolean)) {
        const [word = ''] = offered.split('\t');
        assert.match(word, /^[\w@%+:,./-][\w@%+=:,./-]*$/, line);
        if (!line.endsWith('-')) assert.doesNotMatch(word, /^-/, line);
      }
    }
    assert.match(await complete('call hostile --y'), /^--yes\tconfirm calls/m);
    assert.match(await complete('call -- hostile --'), /^--yes\n/m);
  });

  /** Whoever types does not wait for a slow machine; a test does. */
  async function complete(line: string): Promise<string> {
    return until(
      `'${line}' is completed`,
      async () => (await mcpPool(['__complete', `mcp-pool ${line}`], options)).stdout,
    );
  }

  it('passes a result on to a pipe unchanged', async () => {
    const run = await mcpPool(act('fine'), options);
    expectCode(run, 0);
    assert.equal(run.stdout, `${allHostile}\n`);
    expectVisible(run.stderr.replaceAll('\r', ''), 'what is said beside it');
  });
});
