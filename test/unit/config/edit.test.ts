import assert from 'node:assert/strict';
import { starterConfig, withServer } from '../../../src/config/edit/addServerEntry';
import { parse } from '../support/definitions';
import { rows } from '../support/table';

const entry = { command: 'npx', args: ['-y', 'pkg'], env: { A: '1' } };
const lines = ['  new:', '    command: npx', '    args: [-y, pkg]', '    env: {A: "1"}', ''].join('\n');
const launch = { type: 'stdio', ...entry };

/** The launch of a server in a configuration text. */
const launchIn = (text: string, name = 'new') =>
  parse(text).definitions.find((definition) => definition.name === name)?.launch;

describe('Adding a server to a configuration file', () => {
  rows<{ text: string; gives: string }>(
    {
      'Begins a file': { text: '', gives: `mcpServers:\n${lines}` },
      'Keeps the comments of a file without servers': {
        text: '# mine\n',
        gives: `# mine\n\nmcpServers:\n${lines}`,
      },
      'Fills a key with nothing below it': { text: 'mcpServers:\n', gives: `mcpServers:\n${lines}` },
      'Fills an empty map': { text: 'mcpServers: {}\n', gives: `mcpServers:\n${lines}` },
      'Adds the key beside others': { text: 'x-a: 1\n', gives: `x-a: 1\nmcpServers:\n${lines}` },
      'Stands below the last entry and its comment': {
        text: 'mcpServers:\n  a: { command: x }   # why\n\n# end\nx-b:   2\n',
        gives: `mcpServers:\n  a: { command: x }   # why\n${lines}\n# end\nx-b:   2\n`,
      },
      'Uses servers where that is the key': {
        text: 'servers:\n  a: {command: x}\n',
        gives: `servers:\n  a: {command: x}\n${lines}`,
      },
      'Ends the last line first': {
        text: 'mcpServers:\n  a: {command: x}',
        gives: `mcpServers:\n  a: {command: x}\n${lines}`,
      },
      'Goes behind a text of several lines': {
        text: 'mcpServers:\n  a:\n    command: |\n      x\nx-b: 1\n',
        gives: `mcpServers:\n  a:\n    command: |\n      x\n${lines}x-b: 1\n`,
      },
    },
    ({ text, gives }) => assert.equal(withServer(text, 'new', entry), gives),
  );

  rows<string>(
    {
      'Works in the file we make for a start': starterConfig,
      'Works with a deeper indentation': 'mcpServers:\n     a:\n          command: x\n',
      'Works with line breaks of Windows': 'mcpServers:\r\n  a:\r\n    command: x\r\n',
      'Works with lists at the level of their key': 'mcpServers:\n  a:\n    command: x\n    args:\n    - y\n',
      'Works before the end mark of a document': 'mcpServers:\n  a: {command: x}\n...\n',
      'Works below an alias': 'x-b: &b {command: x}\nmcpServers:\n  a: *b\n',
      'Works in a file that is JSON': '{"mcpServers": {"a": {"command": "x"}}}\n',
      'Works in a map on one line': 'mcpServers: {a: {command: x}}\n',
    },
    (text) => {
      const after = withServer(text, 'new', entry);
      assert.deepEqual(launchIn(after), launch);
      const [first] = parse(text).definitions;
      assert.deepEqual(launchIn(after, first!.name), first!.launch);
      assert.equal(/(?<!\r)\n/.test(after), !text.includes('\r\n'));
    },
  );

  it('Changes no line that was there', () => {
    const after = withServer(starterConfig, 'new', entry);
    const there = after.split('\n');
    for (const line of starterConfig.split('\n')) assert.ok(there.includes(line), line);
    assert.equal(there.length, starterConfig.split('\n').length + 4);
  });

  it('Quotes a name that needs it', () => {
    const after = withServer('mcpServers:\n  a: {command: x}\n', 'my: #1 server', entry);
    assert.deepEqual(launchIn(after, 'my: #1 server'), launch);
  });

  rows<{ text: string; name?: string; says: RegExp }>(
    {
      'Is refused for a name that is taken': { text: 'mcpServers:\n  new: {command: x}\n', says: /already/ },
      'Is refused for a number that is taken': {
        text: 'mcpServers:\n  1: {command: x}\n',
        name: '1',
        says: /already/,
      },
      'Is refused where the file is broken': { text: 'mcpServers: [\n', says: /has errors/ },
      'Is refused where servers are a list': { text: 'mcpServers:\n  - a\n', says: /has errors/ },
      'Is refused where servers are an alias': {
        text: 'x: &x {a: {command: b}}\nmcpServers: *x\n',
        says: /errors/,
      },
      'Is refused where the file is a list': { text: '- a\n', says: /has errors/ },
      'Is refused where the file is a word': { text: 'hello\n', says: /has errors/ },
    },
    ({ text, name = 'new', says }) => assert.throws(() => withServer(text, name, entry), says),
  );
});
