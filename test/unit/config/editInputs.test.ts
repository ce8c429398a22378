import assert from 'node:assert/strict';
import { parse as parseYaml } from 'yaml';
import { withInputs } from '../../../src/config/edit/addInputs';
import { starterConfig } from '../../../src/config/edit/addServerEntry';
import { rows } from '../support/table';

const inputs = { 'a-token': { type: 'secret' as const, description: "'A' of 'b'" } };
const line = `  a-token: {type: secret, description: "'A' of 'b'"}\n`;

describe('Adding inputs to a configuration file', () => {
  rows<{ text: string; gives: string }>(
    {
      'Begins a file': { text: '', gives: `inputs:\n${line}` },
      'Stands at the end of the file': {
        text: 'mcpServers:\n  a: {command: x}   # why\n',
        gives: `mcpServers:\n  a: {command: x}   # why\n\ninputs:\n${line}`,
      },
      'Stands behind the last comment': {
        text: 'mcpServers:\n  a: {command: x}\n  # b: {}\n',
        gives: `mcpServers:\n  a: {command: x}\n  # b: {}\n\ninputs:\n${line}`,
      },
      'Ends the last line first': {
        text: 'mcpServers:\n  a: {command: x}',
        gives: `mcpServers:\n  a: {command: x}\n\ninputs:\n${line}`,
      },
      'Goes below the inputs that are there': {
        text: 'inputs:\n    b: {type: text} # b\nmcpServers: {}\n',
        gives: `inputs:\n    b: {type: text} # b\n  ${line}mcpServers: {}\n`,
      },
      'Fills a key with nothing below it': {
        text: 'mcpServers: {}\ninputs:\n',
        gives: `mcpServers: {}\ninputs:\n${line}`,
      },
      'Leaves an input of the same id alone': {
        text: 'inputs:\n  a-token: {type: text}\n',
        gives: 'inputs:\n  a-token: {type: text}\n',
      },
      'Adds nothing to a text that keeps its last lines': {
        text: 'mcpServers:\n  a:\n    command: |+\n      x\n',
        gives: `mcpServers:\n  a:\n    command: |+\n      x\ninputs:\n${line}`,
      },
    },
    ({ text, gives }) => assert.equal(withInputs(text, inputs), gives),
  );

  rows<string>(
    {
      'Works in the file we make for a start': starterConfig,
      'Works with line breaks of Windows': 'mcpServers:\r\n  a:\r\n    command: x\r\n',
      'Works before the end mark of a document': 'mcpServers:\n  a: {command: x}\n...\n',
      'Works in a file that is indented': '  mcpServers:\n    a: {command: x}\n',
      'Works in a file that is JSON': '{"mcpServers": {"a": {"command": "x"}}}\n',
      'Works in a map on one line': 'mcpServers: {}\ninputs: {b: {type: text}}\n',
      'Works below a list at the level of its key': 'inputs:\n  b:\n    type: pick\n    options:\n    - x\n',
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
      'Is refused where the file is broken': 'mcpServers: [\n',
      'Is refused where inputs are a list': 'inputs:\n  - a\n',
      'Is refused where inputs are an alias': 'x: &x {b: {}}\ninputs: *x\n',
      'Is refused where the file is a list': '- a\n',
    },
    (text) => assert.throws(() => withInputs(text, inputs), /has errors/),
  );
});
