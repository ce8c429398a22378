import assert from 'node:assert/strict';
import { isFailure } from '../../../src/base/failure';
import { withTool } from '../../../src/config/edit/toolLists';
import { parse } from '../../support/pool/definitions';
import { rows } from '../support/table';

const file = (entry: string) => `# mine\nmcpServers:\n${entry}\n# end\nx-b:   2\n`;

describe('An edit that adds a tool to a list of a server', () => {
  rows<{ entry: string; gives: string; tool?: string }>(
    {
      'begins the list of an entry in lines': {
        entry: '  a:\n    command: x   # why\n',
        gives: '  a:\n    command: x   # why\n    autoApprove: [echo]\n',
      },
      'begins the list below a nested last key': {
        entry: '  a:\n    command: x\n    env:\n      A: b\n  b: { command: y }\n',
        gives: '  a:\n    command: x\n    env:\n      A: b\n    autoApprove: [echo]\n  b: { command: y }\n',
      },
      'begins the list of an entry on one line': {
        entry: '  a: { command: x }   # why\n',
        gives: '  a: { command: x, autoApprove: [echo] }   # why\n',
      },
      'begins the list of an entry written as JSON': {
        entry: '  a: {"command": "x"}\n',
        gives: '  a: {"command": "x", "autoApprove": [echo]}\n',
      },
      'fills a key without a value': {
        entry: '  a:\n    autoApprove:\n    command: x\n',
        gives: '  a:\n    autoApprove: [echo]\n    command: x\n',
      },
      'fills an empty list': {
        entry: '  a: { command: x, autoApprove: [] }\n',
        gives: '  a: { command: x, autoApprove: [echo] }\n',
      },
      'grows a list on one line': {
        entry: '  a:\n    command: x\n    autoApprove: [one, two] # both\n',
        gives: '  a:\n    command: x\n    autoApprove: [one, two, echo] # both\n',
      },
      'grows a list in lines': {
        entry: '  a:\n    autoApprove:\n      - one  # first\n      - two\n    command: x\n',
        gives: '  a:\n    autoApprove:\n      - one  # first\n      - two\n      - echo\n    command: x\n',
      },
      'grows the list under its name in other clients': {
        entry: '  a:\n    command: x\n    alwaysAllow: [one]\n',
        gives: '  a:\n    command: x\n    alwaysAllow: [one, echo]\n',
      },
      'changes nothing when the list has the tool': {
        entry: '  a:\n    command: x\n    autoApprove: [echo]\n',
        gives: '  a:\n    command: x\n    autoApprove: [echo]\n',
      },
      'quotes a name that YAML would read differently': {
        entry: '  a: { command: x }\n',
        tool: 'on',
        gives: '  a: { command: x, autoApprove: ["on"] }\n',
      },
    },
    ({ entry, gives, tool = 'echo' }) => {
      const changed = withTool(file(entry), 'a', 'autoApprove', tool);
      assert.equal(changed, file(gives));
      const definition = parse(changed).definitions[0]!;
      assert.ok(definition.autoApprove.includes(tool), JSON.stringify(definition));
      assert.ok(definition.launch.type === 'stdio' && definition.launch.command === 'x');
    },
  );

  it('keeps the line breaks of the file', () => {
    const text = file('  a:\n    command: x\n').replaceAll('\n', '\r\n');
    assert.equal(
      withTool(text, 'a', 'disabledTools', 'echo'),
      file('  a:\n    command: x\n    disabledTools: [echo]\n').replaceAll('\n', '\r\n'),
    );
  });

  rows<string>(
    {
      'is refused when the entry is elsewhere': 'x-a: &a { command: x }\nmcpServers:\n  a: *a\n',
      'is refused when there is no such server': 'mcpServers:\n  b: { command: x }\n',
      'is refused when the file has errors': 'mcpServers:\n  a: [',
    },
    (text) =>
      assert.throws(
        () => withTool(text, 'a', 'autoApprove', 'echo'),
        (error) => isFailure(error) && error.kind === 'configuration',
      ),
  );
});
