import assert from 'node:assert/strict';
import { starterConfig, withServer } from '../../../src/config/edit/addServerEntry';
import { parse } from '../../support/pool/definitions';
import { rows } from '../support/table';

const entry = { command: 'npx', args: ['-y', 'pkg'], env: { A: '1' } };
const lines = ['  new:', '    command: npx', '    args: [-y, pkg]', '    env: {A: "1"}', ''].join('\n');
const launch = { type: 'stdio', ...entry };

/** The launch of a server in a configuration text. */
const launchIn = (text: string, name = 'new') =>
  parse(text).definitions.find((definition) => definition.name === name)?.launch;

describe('An edit that adds a server', () => {
  rows<{ text: string; gives: string }>(
    {
      'begins an empty file': { text: '', gives: `mcpServers:\n${lines}` },
      'keeps the comments of a file without servers': {
        text: '# mine\n',
        gives: `# mine\n\nmcpServers:\n${lines}`,
      },
      'fills a key with nothing below it': { text: 'mcpServers:\n', gives: `mcpServers:\n${lines}` },
      'fills an empty map': { text: 'mcpServers: {}\n', gives: `mcpServers:\n${lines}` },
      'adds the key beside others': { text: 'x-a: 1\n', gives: `x-a: 1\nmcpServers:\n${lines}` },
      'goes below the last entry and its comment': {
        text: 'mcpServers:\n  a: { command: x }   # why\n\n# end\nx-b:   2\n',
        gives: `mcpServers:\n  a: { command: x }   # why\n${lines}\n# end\nx-b:   2\n`,
      },
      'uses servers when that is the key': {
        text: 'servers:\n  a: {command: x}\n',
        gives: `servers:\n  a: {command: x}\n${lines}`,
      },
      'ends the last line first': {
        text: 'mcpServers:\n  a: {command: x}',
        gives: `mcpServers:\n  a: {command: x}\n${lines}`,
      },
      'goes after a text of several lines': {
        text: 'mcpServers:\n  a:\n    command: |\n      x\nx-b: 1\n',
        gives: `mcpServers:\n  a:\n    command: |\n      x\n${lines}x-b: 1\n`,
      },
    },
    ({ text, gives }) => assert.equal(withServer(text, 'new', entry), gives),
  );

  rows<string>(
    {
      'works in the file of Create mcp-config.yaml': starterConfig,
      'works with a deeper indentation': 'mcpServers:\n     a:\n          command: x\n',
      'works with Windows line breaks': 'mcpServers:\r\n  a:\r\n    command: x\r\n',
      'works with lists that are as deep as their key':
        'mcpServers:\n  a:\n    command: x\n    args:\n    - y\n',
      'works before the end mark of a document': 'mcpServers:\n  a: {command: x}\n...\n',
      'works below an alias': 'x-b: &b {command: x}\nmcpServers:\n  a: *b\n',
      'works in a file that is JSON': '{"mcpServers": {"a": {"command": "x"}}}\n',
      'works in a map on one line': 'mcpServers: {a: {command: x}}\n',
    },
    (text) => {
      const after = withServer(text, 'new', entry);
      assert.deepEqual(launchIn(after), launch);
      const [first] = parse(text).definitions;
      assert.deepEqual(launchIn(after, first!.name), first!.launch);
      assert.equal(/(?<!\r)\n/.test(after), !text.includes('\r\n'));
    },
  );

  it('changes no existing line', () => {
    const after = withServer(starterConfig, 'new', entry);
    const there = after.split('\n');
    for (const line of starterConfig.split('\n')) assert.ok(there.includes(line), line);
    assert.equal(there.length, starterConfig.split('\n').length + 4);
  });

  it('quotes a name that needs it', () => {
    const after = withServer('mcpServers:\n  a: {command: x}\n', 'my: #1 server', entry);
    assert.deepEqual(launchIn(after, 'my: #1 server'), launch);
  });

  rows<{ text: string; name?: string; says: RegExp }>(
    {
      'is refused for a name that is taken': { text: 'mcpServers:\n  new: {command: x}\n', says: /already/ },
      'is refused for a number that is taken': {
        text: 'mcpServers:\n  1: {command: x}\n',
        name: '1',
        says: /already/,
      },
      'is refused when the file is broken': { text: 'mcpServers: [\n', says: /has errors/ },
      'is refused when servers are a list': { text: 'mcpServers:\n  - a\n', says: /has errors/ },
      'is refused when servers are an alias': {
        text: 'x: &x {a: {command: b}}\nmcpServers: *x\n',
        says: /errors/,
      },
      'is refused when the file is a list': { text: '- a\n', says: /has errors/ },
      'is refused when the file is a word': { text: 'hello\n', says: /has errors/ },
    },
    ({ text, name = 'new', says }) => assert.throws(() => withServer(text, name, entry), says),
  );
});
