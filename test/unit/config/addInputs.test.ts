import assert from 'node:assert/strict';
import { parse as parseYaml } from 'yaml';
import { withInputs } from '../../../src/config/edit/addInputs';
import { starterConfig } from '../../../src/config/edit/addServerEntry';
import { rows } from '../support/table';

const inputs = { 'a-token': { type: 'secret' as const, description: "'A' of 'b'" } };
const line = `  a-token: {type: secret, description: "'A' of 'b'"}\n`;

describe('An edit that adds inputs', () => {
  rows<{ text: string; gives: string }>(
    {
      'begins an empty file': { text: '', gives: `inputs:\n${line}` },
      'goes to the end of the file': {
        text: 'mcpServers:\n  a: {command: x}   # why\n',
        gives: `mcpServers:\n  a: {command: x}   # why\n\ninputs:\n${line}`,
      },
      'goes after the last comment': {
        text: 'mcpServers:\n  a: {command: x}\n  # b: {}\n',
        gives: `mcpServers:\n  a: {command: x}\n  # b: {}\n\ninputs:\n${line}`,
      },
      'ends the last line first': {
        text: 'mcpServers:\n  a: {command: x}',
        gives: `mcpServers:\n  a: {command: x}\n\ninputs:\n${line}`,
      },
      'goes below the existing inputs': {
        text: 'inputs:\n    b: {type: text} # b\nmcpServers: {}\n',
        gives: `inputs:\n    b: {type: text} # b\n  ${line}mcpServers: {}\n`,
      },
      'fills a key with nothing below it': {
        text: 'mcpServers: {}\ninputs:\n',
        gives: `mcpServers: {}\ninputs:\n${line}`,
      },
      'keeps an input of the same id': {
        text: 'inputs:\n  a-token: {type: text}\n',
        gives: 'inputs:\n  a-token: {type: text}\n',
      },
      'adds no line to a block text that keeps its last lines': {
        text: 'mcpServers:\n  a:\n    command: |+\n      x\n',
        gives: `mcpServers:\n  a:\n    command: |+\n      x\ninputs:\n${line}`,
      },
    },
    ({ text, gives }) => assert.equal(withInputs(text, inputs), gives),
  );

  rows<string>(
    {
      'works in the file of Create mcp-config.yaml': starterConfig,
      'works with Windows line breaks': 'mcpServers:\r\n  a:\r\n    command: x\r\n',
      'works before the end mark of a document': 'mcpServers:\n  a: {command: x}\n...\n',
      'works in a file that is indented': '  mcpServers:\n    a: {command: x}\n',
      'works in a file that is JSON': '{"mcpServers": {"a": {"command": "x"}}}\n',
      'works in a map on one line': 'mcpServers: {}\ninputs: {b: {type: text}}\n',
      'works below a list that is as deep as its key':
        'inputs:\n  b:\n    type: pick\n    options:\n    - x\n',
    },
    (text) => {
      const after = withInputs(text, inputs);
      const before = parseYaml(text);
      assert.deepEqual(parseYaml(after), { ...before, inputs: { ...before.inputs, ...inputs } });
      assert.equal(/(?<!\r)\n/.test(after), !text.includes('\r\n'));
      for (const comment of text.match(/#.*/g) ?? []) assert.ok(after.includes(comment), comment);
      assert.equal(withInputs(after, inputs), after);
    },
  );

  rows<string>(
    {
      'is refused when the file is broken': 'mcpServers: [\n',
      'is refused when inputs are a list': 'inputs:\n  - a\n',
      'is refused when inputs are an alias': 'x: &x {b: {}}\ninputs: *x\n',
      'is refused when the file is a list': '- a\n',
    },
    (text) => assert.throws(() => withInputs(text, inputs), /has errors/),
  );
});
