import assert from 'node:assert/strict';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { starterConfig } from '../../../../src/config/edit/addServerEntry';
import { readTolerantly } from '../../../../src/config/language/tolerantYaml/tolerantReader';
import {
  entriesOf,
  entryName,
  type TolerantEntry,
  textOf,
} from '../../../../src/config/language/tolerantYaml/tolerantTree';
import { exampleConfig } from '../../../host/configurationDocs';
import { readText } from '../../../support/repository';
import { rows } from '../../support/table';
import { entryText as entry } from '../../support/withCursor';

/** What the parser of YAML finds: the path and place of every key and the text of every value of one line. */
function strictly(text: string): string[] {
  const found: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (isMap(node))
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue;
        found.push(`${path}/${key.source} at ${key.range?.[0]}`);
        walk(value, `${path}/${key.source}`);
      }
    else if (isSeq(node)) node.items.forEach((item, index) => void walk(item, `${path}/${index}`));
    else if (
      isScalar(node) &&
      (node.source || node.type?.startsWith('QUOTE')) &&
      !node.type?.startsWith('BLOCK')
    )
      found.push(`${path} = ${node.source}`);
  };
  walk(parseDocument(text).contents, '');
  return found.sort();
}

/** The same by the loose reader. */
function loosely(text: string): string[] {
  const tree = readTolerantly(text);
  const found: string[] = [];
  const walk = (owner: TolerantEntry, path: string): void => {
    for (const one of entriesOf(owner)) {
      const here = `${path}/${entryName(tree, one)}`;
      if (one.key) found.push(`${here} at ${one.key.from}`);
      const { value } = one;
      if (value?.kind === 'scalar' && !value.block && !text.startsWith('*', value.from))
        found.push(`${here} = ${textOf(tree, value)}`);
      walk(one, here);
    }
  };
  walk(tree.root, '');
  return found.sort();
}

describe('The loose reader', () => {
  rows<string>(
    {
      'reads the starter': starterConfig,
      'reads the example of the documentation': exampleConfig,
      'reads the example of the repository': readText('examples/mcp-config.yaml'),
      'reads JSON':
        '{\n  "mcpServers": {\n    "a": { "command": "x", "args": ["y", "z"], "disabled": true }\n  }\n}\n',
      'reads JSON without spaces': '{"mcpServers":{"a":{"command":"x","args":["y","z"],"restart":3}}}',
      'reads lists of every kind': entry(
        'args:',
        '- a',
        '- "b"',
        'roots:',
        '  - c',
        '  -   d',
        'autoApprove: [e, "f", g h]',
      ),
      'reads maps in lists': 'x:\n  - a: 1\n    b: 2\n  -\n    c: 3\n  - - d\n    - e\n',
      'reads brackets over lines': entry('args: [', '  a,', '  "b", # c', '  { d: e }', ']', 'cwd: f'),
      'reads quotes and escapes': entry('cwd: "a \\"b\\" # c"', "envFile: 'it''s: x'", '"url" : y'),
      'reads comments everywhere':
        '# a\nmcpServers: # b\n  # c\n  a: # d\n\n    # e\n    command: x#y # f\n# g\n',
      'reads texts of several lines': entry(
        'env:',
        '  A: |',
        '    b: c',
        '',
        '    - d',
        '  E: >-',
        '    f',
        'cwd: g',
      ),
      'reads anchors, aliases and merges':
        'x-a: &a\n  cwd: b\nmcpServers:\n  c:\n    <<: *a\n    url: !t d\n  e: &f { url: g }\n',
      'reads addresses and variables': entry('url: http://h:1/a?b#c', 'cwd: ${A:-b}/c', 'env: { X: "${Y}" }'),
      'reads empty values': entry('cwd:', 'env: {}', 'args: []', 'url: ""', 'headers:'),
      'reads what is indented by one and by eight':
        'mcpServers:\n a:\n         command: x\n         args:\n                 - y\n',
      'reads only the first document': '---\nmcpServers:\n  a: { command: x }\n...\n',
      'reads Windows line breaks': entry('command: x', 'args: [y,', '  z]', 'env:', '  A: "b"').replaceAll(
        '\n',
        '\r\n',
      ),
    },
    (text) => {
      assert.deepEqual(parseDocument(text).errors, []);
      assert.deepEqual(loosely(text), strictly(text));
    },
  );

  it('returns from text that is nested absurdly deep', () => {
    for (const text of ['[{'.repeat(5000), `a: ${'['.repeat(20_000)}`, `${'- '.repeat(20_000)}x`])
      assert.ok(readTolerantly(text).root.value);
  });
});
