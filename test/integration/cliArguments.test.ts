import assert from 'node:assert/strict';
import { errorOf, expectCode, jsonOf, mcpPool, type Run } from '../support/terminal/cli';
import { atOnce } from '../support/until';
import { fixtureEntry, variable, Workspace } from '../support/workspace';

describe('The arguments of a call in the terminal', () => {
  const workspace = new Workspace();
  const runs = new Map<string, Run>();
  before(async () => {
    workspace.write('args.json', '{"text":"file"}');
    workspace.configure({
      toolbox: fixtureEntry('toolbox', { env: { RECORD: variable('TEST_RECORD') } }),
      everything: workspace.npmServers().everything,
    });
    await atOnce(2, [...given, ...refused], async ({ what, words, input }) => {
      runs.set(what, await typed(words, what, input));
    });
  });
  after(() => workspace.remove());
  const typed = (words: readonly string[], record: string, input?: string) =>
    mcpPool(['call', 'toolbox', 'typed', '--json', ...words], {
      cwd: workspace.folder,
      env: { TEST_RECORD: workspace.path(record) },
      input,
    });

  const given: { what: string; words: string[]; input?: string; taken: object }[] = [
    {
      what: 'words typed by the schema',
      words: [
        'text=12',
        'count=-3',
        'ratio=2.5e1',
        'loud=false',
        'color=green',
        'tags=["x","y"]',
        'options={"depth":2}',
      ],
      taken: {
        text: '12',
        count: -3,
        ratio: 25,
        loud: false,
        color: 'green',
        tags: ['x', 'y'],
        options: { depth: 2 },
      },
    },
    { what: 'text with equal signs', words: ['text=a=b=c'], taken: { text: 'a=b=c' } },
    { what: 'empty text', words: ['text='], taken: { text: '' } },
    {
      what: 'JSON in --args, which words override',
      words: ['--args', '{"text":"a","count":1}', 'count=2'],
      taken: { text: 'a', count: 2 },
    },
    { what: '--args from stdin', words: ['--args', '-'], input: '{"text":"in"}', taken: { text: 'in' } },
    { what: '--args from a file', words: ['--args', '@args.json'], taken: { text: 'file' } },
  ];
  const refused: {
    what: string;
    words: string[];
    input?: string;
    code: number;
    kind: string;
    says: RegExp;
  }[] = [
    {
      what: 'a word for a number',
      words: ['ratio=x'],
      code: 6,
      kind: 'arguments',
      says: /'ratio' must be a number/,
    },
    {
      what: 'a fraction for a whole number',
      words: ['count=1.5'],
      code: 6,
      kind: 'arguments',
      says: /'count' must be a whole number/,
    },
    {
      what: 'a word for a boolean',
      words: ['loud=maybe'],
      code: 6,
      kind: 'arguments',
      says: /'loud' must be true or false/,
    },
    {
      what: 'a choice that is not there',
      words: ['color=blue'],
      code: 6,
      kind: 'arguments',
      says: /'color' must be one of red, green/,
    },
    { what: 'text for a list', words: ['tags=x'], code: 6, kind: 'arguments', says: /'tags' must be a list/ },
    {
      what: 'a list of other things',
      words: ['tags=[1]'],
      code: 6,
      kind: 'arguments',
      says: /'tags' must be .*'\[0\]' must be text/,
    },
    {
      what: 'text for an object',
      words: ['options=x'],
      code: 6,
      kind: 'arguments',
      says: /'options' must be an object/,
    },
    {
      what: 'a wrong type in --args',
      words: ['--args', '{"text":"a","options":{"depth":"x"}}'],
      code: 6,
      kind: 'arguments',
      says: /'options\.depth' must be a number/,
    },
    {
      what: 'a missing argument',
      words: ['count=1'],
      code: 6,
      kind: 'arguments',
      says: /'text' is required/,
    },
    {
      what: 'an unknown argument',
      words: ['txt=a'],
      code: 6,
      kind: 'arguments',
      says: /has no argument 'txt'/,
    },
    { what: 'bad JSON', words: ['--args', '{bad'], code: 2, kind: 'usage', says: /--args is not valid JSON/ },
    {
      what: 'JSON that is no object',
      words: ['--args', '[1]'],
      code: 2,
      kind: 'usage',
      says: /must be a JSON object/,
    },
    {
      what: 'a missing file',
      words: ['--args', '@nope.json'],
      code: 2,
      kind: 'usage',
      says: /'nope\.json'.*ENOENT/,
    },
    {
      what: 'an empty stdin',
      words: ['--args', '-'],
      code: 2,
      kind: 'usage',
      says: /--args is not valid JSON/,
    },
    { what: 'a word without =', words: ['text'], code: 2, kind: 'usage', says: /key=value, not 'text'/ },
  ];
  for (const { what, taken } of given) {
    it(`may be ${what}`, () => {
      const run = runs.get(what)!;
      expectCode(run, 0);
      const { content } = jsonOf<{ content: { text: string }[] }>(run);
      assert.deepEqual(JSON.parse(content[0]!.text), taken);
    });
  }
  for (const { what, words, code, kind, says } of refused) {
    it(`may not be ${what}, which is found before anything is sent`, () => {
      const run = runs.get(what)!;
      expectCode(run, code);
      assert.equal(run.stdout, '');
      const error = errorOf(run);
      assert.equal(error.kind, kind);
      assert.match(error.message, says);
      const received = workspace.lines(what);
      // JSON that cannot be read is refused before a server is asked for anything.
      const started = kind !== 'usage' || !words.includes('--args');
      assert.equal(received.includes('tools/list'), started, 'the server was running');
      assert.ok(!received.includes('tools/call'), 'nothing was sent');
    });
  }

  it('suggest the name that was meant by a mistyped one', () => {
    assert.deepEqual(errorOf(runs.get('an unknown argument')!).nextSteps, ["Did you mean 'text'?"]);
  });

  it('are refused when they are missing or unknown for a prompt', async () => {
    const prompt = (...words: string[]) =>
      mcpPool(['prompt', 'everything', 'args-prompt', '--json', ...words], { cwd: workspace.folder });
    const missing = await prompt();
    expectCode(missing, 6);
    assert.match(errorOf(missing).message, /needs 'city'/);
    const unknown = await prompt('city=Rome', 'stat=Lazio');
    expectCode(unknown, 6);
    assert.deepEqual(errorOf(unknown).nextSteps, ["Did you mean 'state'?"]);
  });
});
