import assert from 'node:assert/strict';
import { variablesInTerminal } from '../../src/cli/context/cliVariables';
import { confirmInTerminal } from '../../src/cli/terminal/confirmInTerminal';
import type { InputDefinition, ServerDefinition } from '../../src/config/model/definition';
import type { Confirmation } from '../../src/pool/call';
import { rejection } from '../support/rejection';
import { Workspace } from '../support/workspace';
import { FakeTerminal } from './support/fakeTerminal';

describe('A question at the terminal', () => {
  it('is answered by the line that is typed', async () => {
    const fake = new FakeTerminal();
    const answer = fake.terminal.ask('Name: ');
    await fake.when('Name: ', 'Ada\r');
    assert.equal(await answer, 'Ada');
    assert.match(fake.shown, /Ada/);
  });

  it('hides what is typed when that is a secret', async () => {
    const fake = new FakeTerminal();
    const answer = fake.terminal.ask('Key: ', { hidden: true });
    await fake.when('Key: ', 'open sesame\r');
    assert.equal(await answer, 'open sesame');
    assert.equal(fake.shown, 'Key: \n');
  });

  it('waits for the answer to the previous one', async () => {
    const fake = new FakeTerminal();
    const answers = Promise.all([fake.terminal.ask('First: '), fake.terminal.ask('Second: ')]);
    await fake.when('First: ', '1\r');
    await fake.when('Second: ', '2\r');
    assert.deepEqual(await answers, ['1', '2']);
  });

  it('is ended by Ctrl+C, and so is the command', async () => {
    for (const hidden of [false, true]) {
      const fake = new FakeTerminal();
      const failed = rejection(fake.terminal.ask('Name: ', { hidden }));
      await fake.when('Name: ', '\u0003');
      assert.equal((await failed).kind, 'cancelled');
      assert.ok(fake.interrupted);
    }
  });

  it('remains unanswered when the input ends', async () => {
    for (const end of [
      (fake: FakeTerminal) => fake.end(),
      (fake: FakeTerminal) => fake.when('Name', '\u0004'),
    ]) {
      const fake = new FakeTerminal();
      const answer = fake.terminal.ask('Name: ');
      await end(fake);
      assert.equal(await answer, undefined);
    }
  });

  it('ends with the command that asks it', async () => {
    const stop = new AbortController();
    const answer = rejection(new FakeTerminal().terminal.ask('Name: ', { signal: stop.signal }));
    stop.abort(Object.assign(new Error('Stopped.'), { kind: 'cancelled' }));
    assert.equal((await answer).kind, 'cancelled');
  });
});

describe('The confirmation of a call at the terminal', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());
  const text = '# mine\nmcpServers:\n  disk:\n    command: node   # why\n';
  const confirmation: Confirmation = {
    server: 'x#disk',
    serverName: 'disk',
    tool: { name: 'erase', inputSchema: { type: 'object' } },
    arguments: { path: '/tmp/a' },
    origin: 'terminal',
    reason: 'The server says that this tool may destroy or overwrite something.',
  };

  interface Said {
    readonly fake: FakeTerminal;
    readonly outcome: boolean | 'denied';
    readonly approved: number;
  }
  async function say(
    word: string,
    more: Partial<Confirmation> = {},
    file: string | undefined = workspace.write('mcp-config.yaml', text),
  ): Promise<Said> {
    const fake = new FakeTerminal();
    let approved = 0;
    const approve = async () => {
      approved++;
    };
    const asked = confirmInTerminal({ ...confirmation, ...more }, { terminal: fake.terminal, file, approve });
    const outcome = asked.catch((error: { kind: 'denied' }) => error.kind);
    await fake.when('] ', `${word}\r`);
    return { fake, outcome: await outcome, approved };
  }
  const written = () => workspace.read('mcp-config.yaml');

  it('shows what would be called and why it asks', async () => {
    const { fake } = await say('y');
    assert.match(fake.shown, /It would be called with:\n {2}\| \{"path":"\/tmp\/a"\}\n/);
    assert.match(fake.shown, /may destroy/);
    assert.match(fake.shown, /Call 'erase' on 'disk'\? \[y \/ N \/ a \(always\) \/ never\] /);
  });

  it('allows the call only after a yes', async () => {
    for (const word of ['y', 'Yes']) assert.equal((await say(word)).outcome, true, word);
    for (const word of ['', 'n', 'no', 'maybe']) assert.equal((await say(word)).outcome, false, word);
    assert.equal(written(), text);
  });

  it('adds the tool to autoApprove after "always"', async () => {
    const { outcome, fake, approved } = await say('a');
    assert.equal(outcome, true);
    assert.equal(approved, 1);
    assert.equal(written(), `${text}    autoApprove: [erase]\n`);
    assert.match(fake.shown, /'erase' is now in 'autoApprove' of 'disk' in mcp-config\.yaml\./);
  });

  it('adds the tool to disabledTools after "never"', async () => {
    const { outcome, approved } = await say('never');
    assert.equal(outcome, 'denied');
    assert.equal(approved, 0);
    assert.equal(written(), `${text}    disabledTools: [erase]\n`);
  });

  it('applies once when the file cannot be changed', async () => {
    const { outcome, fake } = await say('a', { serverName: 'gone' });
    assert.equal(outcome, true);
    assert.equal(written(), text);
    assert.match(fake.shown, /mcp-config\.yaml was not changed\. The entry of 'gone' cannot be changed/);
  });

  it('offers nothing lasting for a server without a file, or for a name that is a pattern', async () => {
    const adHoc = await say('a', {}, '');
    const pattern = await say('a', { tool: { ...confirmation.tool, name: '*' } });
    for (const { fake, outcome } of [adHoc, pattern]) {
      assert.match(fake.shown, /\[y \/ N\] /);
      assert.equal(outcome, false);
    }
    assert.equal(written(), text);
  });

  it('shows the changes of a tool that was approved', async () => {
    const before = { description: 'Erases a file.', inputSchema: { type: 'object' } };
    const tool = { ...confirmation.tool, description: 'Erases the disk.' };
    const { fake, outcome } = await say('y', { before, tool });
    assert.match(fake.shown, /- Erases a file\.\r?\n\+ Erases the disk\./);
    assert.match(fake.shown, /\[y \/ N \/ never\] /);
    assert.equal(outcome, true);
  });
});

describe('The inputs of a configuration at the terminal', () => {
  const definition = (name: string): ServerDefinition => ({
    id: name,
    name,
    launch: { type: 'stdio', command: 'x', args: [], env: {} },
    disabled: false,
    autoApprove: [],
    source: { file: '/w/mcp-config.yaml', folder: '/w' },
  });
  const asking = (env: NodeJS.ProcessEnv = {}) => {
    const fake = new FakeTerminal();
    const host = variablesInTerminal(fake.terminal, { env, demo: 'none' });
    const answer = (input: InputDefinition, name = 'a') => host.answer!(definition(name), input, undefined);
    return { fake, answer };
  };
  const pick: InputDefinition = { id: 'region', type: 'pick', options: ['eu', 'us'], default: 'us' };

  it('are asked for once per run', async () => {
    const { fake, answer } = asking();
    const input: InputDefinition = { id: 'city', type: 'text', description: 'Where you live' };
    const answers = Promise.all([answer(input), answer(input, 'b')]);
    await fake.when("Input 'city' of 'a': Where you live", 'Ulm\r');
    assert.deepEqual(await answers, ['Ulm', 'Ulm']);
    assert.equal(await answer(input), 'Ulm');
  });

  it('are asked for again when nothing was typed', async () => {
    const { fake, answer } = asking();
    const given = answer({ id: 'city', type: 'text' });
    await fake.when('Value: ', '\r');
    await fake.when('Enter a value.', 'Ulm\r');
    assert.equal(await given, 'Ulm');
  });

  it('take their default on Enter', async () => {
    const { fake, answer } = asking();
    const given = answer({ id: 'city', type: 'text', default: 'Ulm' });
    await fake.when('Value [Ulm]: ', '\r');
    assert.equal(await given, 'Ulm');
  });

  it('are not shown when they are secret, nor is their default', async () => {
    const { fake, answer } = asking();
    const typed = answer({ id: 'key', type: 'secret', default: 'sesame' });
    await fake.when('Value [Enter for the default]: ', 'open\r');
    assert.equal(await typed, 'open');
    assert.doesNotMatch(fake.shown, /open|sesame/);
  });

  it('are picked by number', async () => {
    const { fake, answer } = asking();
    const given = answer(pick);
    await fake.when('Number [2]: ', '3\r');
    assert.match(fake.shown, /^ {2}1 {2}eu\n {2}2 {2}us\n/m);
    await fake.when('Enter a number from 1 to 2.', '1\r');
    assert.equal(await given, 'eu');
  });

  it('are picked by Enter when one is the default', async () => {
    const { fake, answer } = asking();
    const given = answer(pick);
    await fake.when('Number [2]: ', '\r');
    assert.equal(await given, 'us');
  });

  it('are taken from the environment before anyone is asked', async () => {
    const { fake, answer } = asking({ MCP_POOL_INPUT_API_KEY_2: 'given', MCP_POOL_INPUT_REGION: 'mars' });
    assert.equal(await answer({ id: 'api-key.2', type: 'secret' }), 'given');
    assert.match((await rejection(answer(pick))).message, /MCP_POOL_INPUT_REGION is not an option/);
    assert.equal(fake.shown, '');
  });

  it('are reported as missing when the input ends', async () => {
    const { fake, answer } = asking();
    const failed = rejection(answer({ id: 'city', type: 'text' }));
    fake.end();
    const { kind, nextSteps } = await failed;
    assert.equal(kind, 'configuration');
    assert.match(nextSteps[0]!, /MCP_POOL_INPUT_CITY/);
  });
});
