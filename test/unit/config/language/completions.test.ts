import assert from 'node:assert/strict';
import { parseDocument } from 'yaml';
import { completions } from '../../../../src/config/language/completions';
import { serverKeys } from '../../../../src/config/model/schema';
import { facts } from '../../support/facts';
import { rows } from '../../support/table';
import { entryText as entry, withCursor } from '../../support/withCursor';

/** What a text offers in its order: all of it, or some that must and some that must not be there. */
interface Offer {
  readonly text: string;
  readonly all?: readonly string[];
  readonly first?: readonly string[];
  readonly some?: readonly string[];
  readonly never?: readonly string[];
}

/** The text that choosing something leads to; the cursor is `|` in it when a snippet says where. */
type Choice = readonly [text: string, label: string, gives: string];

function offered(written: string) {
  const { text, offset } = withCursor(written);
  return completions(text, offset, facts).sort((a, b) =>
    (a.sortText ?? a.label).localeCompare(b.sortText ?? b.label),
  );
}

function checkOffer({ text, all, first = [], some = [], never = [] }: Offer): void {
  const labels = offered(text).map(({ label }) => label);
  if (all) assert.deepEqual(labels, all);
  assert.deepEqual(labels.slice(0, first.length), first);
  assert.deepEqual(
    some.filter((label) => !labels.includes(label)),
    [],
  );
  assert.deepEqual(
    never.filter((label) => labels.includes(label)),
    [],
  );
}

function checkChoice([written, label, gives]: Choice): void {
  const { text, offset } = withCursor(written);
  const chosen = completions(text, offset, facts).find((one) => one.label === label);
  assert.ok(chosen, `'${label}' is not offered`);
  const { from, to } = chosen.replace;
  assert.ok(
    from <= offset && offset <= to && !text.slice(from, to).includes('\n'),
    'the range is around the cursor',
  );
  const inserted = chosen.snippet
    ? chosen.insert
        .replace(/(?<!\\)\$1/, '|')
        .replace(/(?<!\\)\$\{1:([^}]*)\}/, '|$1')
        .replace(/\\([\\$}])/g, '$1')
    : chosen.insert;
  assert.equal(text.slice(0, from) + inserted + text.slice(to), gives);
}

/** Each choice must leave a file without errors. */
function checkAll(text: string, offset: number): void {
  for (const { insert, snippet, replace, label } of completions(text, offset, facts)) {
    const stops = snippet
      ? insert.replace(/(?<!\\)\$(?:\d|\{\d:([^}]*)\})/g, '$1').replace(/\\([\\$}])/g, '$1')
      : insert;
    const changed = text.slice(0, replace.from) + stops + text.slice(replace.to);
    const errors = parseDocument(changed).errors.map(({ message }) => message);
    assert.deepEqual(errors, [], `'${label}' at ${offset} of ${text}`);
  }
}

const wholeFile = `# top
inputs:
  key:
    type: secret
    description: A long
      text goes on
mcpServers:
  # first
  a:
    command: npx # c
    args: [-y, "x"]
    env:
      A: b
      B: \${C}

    autoApprove:
      - echo
      - get
    oauth: {}
  b: { url: "https://h" }

  c:
    url: https://x
    disabledTools:
    - x
    headers:
      X: >-
        one
    oauth:
      scopes: [
        a,
        b
      ]
      grant: jwt_bearer
defaults:
  cwd: x
`;

const wholeJson =
  '{ "mcpServers": { "a": { "command": "x", "args": [ "y" ], "disabled": true, "env": {} } }, "inputs": {} }';

describe('The keys in completion', () => {
  rows<Offer>(
    {
      'are those of the file at its top': { text: '|', all: ['mcpServers', 'inputs', 'defaults'] },
      'are only those that are missing': { text: 'servers: {}\n|', all: ['inputs', 'defaults'] },
      'are a program or an address first': {
        text: entry('|'),
        first: ['command', 'url', 'args'],
        some: [...serverKeys],
      },
      'are not of an address beside a program': {
        text: entry('command: x', '|'),
        first: ['args', 'env'],
        never: ['url', 'headers', 'oauth', 'command'],
      },
      'are not of a program beside an address': {
        text: entry('url: x', '|'),
        first: ['headers', 'oauth'],
        never: ['command', 'args', 'env', 'cwd', 'envFile', 'inheritEnv'],
      },
      'depend on the type': {
        text: entry('type: http', '|'),
        first: ['url', 'headers'],
        never: ['command'],
      },
      'are few for the demo server': {
        text: entry('type: demo', '|'),
        some: ['disabled'],
        never: ['command', 'url'],
      },
      'are those of a sign-in': {
        text: entry('url: x', 'oauth:', '  |'),
        some: ['clientId', 'grant'],
        never: ['url'],
      },
      'are the required ones first': {
        text: entry('oauth:', '  identityProvider:', '    |'),
        all: ['tokenEndpoint', 'clientId', 'idToken', 'clientSecret'],
      },
      'are those of an input': {
        text: 'inputs:\n  x:\n    |',
        all: ['type', 'description', 'default', 'options'],
      },
      'are those of all servers for the defaults': {
        text: 'defaults:\n  |',
        some: ['env', 'headers'],
        never: ['command'],
      },
      'are variables of the environment below env': {
        text: entry('env:', '  HOME: x', '  |'),
        all: ['GITHUB_TOKEN'],
      },
      'are empty below an unknown key': { text: 'x-mine:\n  |', all: [] },
      'are empty in a comment': { text: entry('# |'), all: [] },
      'are complete entries at a new name': {
        text: 'mcpServers:\n  |',
        all: ['npx package', 'uvx package', 'docker image', 'url', 'url with a token', 'demo'],
      },
      'are complete inputs at a new name': { text: 'inputs:\n  |', all: ['secret', 'pick', 'text'] },
      'are empty for the name of an existing entry': {
        text: 'mcpServers:\n  a|:\n    url: x\n',
        all: [],
      },
    },
    checkOffer,
  );

  rows<Choice>(
    {
      'add a space for a text': [entry('com|'), 'command', entry('command: |')],
      'add brackets for a list': [entry('|'), 'args', entry('args: [|]')],
      'add a deeper line for a map': [entry('|'), 'env', entry('env:', '  |')],
      'add a line with the indentation of the file': [
        'mcpServers:\n    a:\n        |',
        'oauth',
        'mcpServers:\n    a:\n        oauth:\n            |',
      ],
      'add braces for a map within braces': [
        'mcpServers:\n  a: { | }',
        'env',
        'mcpServers:\n  a: { env: { | } }',
      ],
      'begin with a space after a comma': [
        'mcpServers:\n  a: { url: x,| }',
        'disabled',
        'mcpServers:\n  a: { url: x, disabled: | }',
      ],
      'end with the comma before the next key': [
        'mcpServers:\n  a: { | "url": x }',
        'disabled',
        'mcpServers:\n  a: { disabled: |, "url": x }',
      ],
      'open the top key': ['mc|', 'mcpServers', 'mcpServers:\n  |'],
      'keep an existing colon and value': [entry('com|: x'), 'command', entry('command: x')],
      'move to the depth of the others from too deep': [
        entry('command: x', '    |'),
        'cwd',
        entry('command: x', 'cwd: |'),
      ],
      'move to the depth of the others from the left': [
        'mcpServers:\n  a:\n    url: x\n   |',
        'disabled',
        'mcpServers:\n  a:\n    url: x\n    disabled: |',
      ],
      'have quotes in a file like JSON': [
        '{ "mcpServers": { "a": { | } } }',
        'command',
        '{ "mcpServers": { "a": { "command": "|" } } }',
      ],
      'keep the quotes that are typed': [
        '{ "mcpServers": { "a": { "ar|" } } }',
        'args',
        '{ "mcpServers": { "a": { "args": [|] } } }',
      ],
      'close the quote that is typed': [
        '{ "mcpServers": { "a": { "dis|',
        'disabled',
        '{ "mcpServers": { "a": { "disabled": |',
      ],
      'use variables as values for the environment': [
        entry('env:', '  |'),
        'HOME',
        entry('env:', '  HOME: "${HOME}"'),
      ],
      'make an entry': [
        'mcpServers:\n  |\n',
        'npx package',
        'mcpServers:\n  |name:\n    command: npx\n    args: [-y, "${2:package}"]\n',
      ],
      'make an entry with the name that is typed': [
        'mcpServers:\n  git|\n',
        'demo',
        'mcpServers:\n  |git:\n    type: demo\n',
      ],
      'make an entry within braces': ['mcpServers: { | }', 'demo', 'mcpServers: { |name: { type: demo } }'],
      'make an entry of JSON': [
        '{ "mcpServers": { "x|" } }',
        'demo',
        '{ "mcpServers": { "|x": { "type": "demo" } } }',
      ],
    },
    checkChoice,
  );
});

describe('The values in completion', () => {
  rows<Offer>(
    {
      'are true and false': { text: entry('disabled: |'), all: ['true', 'false'] },
      'are the words of an enum': { text: entry('autostart: on|'), all: ['onStartup', 'onDemand', 'manual'] },
      'are the revisions of the protocol': {
        text: entry('protocol: |'),
        all: ['auto', 'legacy', '2026-07-28'],
      },
      'are times': { text: entry('requestTimeout: |'), all: ['30s', '2m', '500ms', '60s'] },
      'are a number and booleans': { text: entry('restart: |'), all: ['true', 'false', '8'] },
      'are the variables that may be inherited': {
        text: entry('inheritEnv: |'),
        all: ['safe', 'all', 'HOME', 'GITHUB_TOKEN', '[ … ]'],
      },
      'are the tools of the server': { text: entry('autoApprove: [|]'), all: ['echo', 'get sum', 'no'] },
      'are the tools that the list does not have yet': {
        text: entry('disabledTools:', '  - echo', '  - |'),
        all: ['get sum', 'no'],
      },
      'are the tools of every server for the defaults': {
        text: `${entry('url: x')}defaults:\n  autoApprove: [|]`,
        some: ['echo'],
      },
      'are folders as roots': { text: entry('roots: [|]'), all: ['.', '/w/other'] },
      'are folders for cwd': { text: entry('cwd: |'), all: ['.', '/w/other'] },
      'are programs for command': { text: entry('command: |'), all: ['npx', 'uvx'] },
      'are the options of an input': {
        text: 'inputs:\n  x: { type: pick, options: [one, two], default: | }',
        all: ['one', 'two'],
      },
      'are the kinds of an input': { text: 'inputs:\n  x: { type: | }', all: ['text', 'secret', 'pick'] },
      'are the grants of a sign-in': { text: entry('oauth: { grant: | }'), some: ['client_credentials'] },
      'are no booleans in quotes': { text: entry('disabled: "|"'), all: [] },
      'are empty for a text': { text: entry('args: [|]'), all: [] },
      'are empty for a server with unknown tools': {
        text: 'mcpServers:\n  b:\n    env:\n      X: |',
        all: [],
      },
      'are the words of an enum on a line of their own': {
        text: entry('logLevel:', '  |'),
        first: ['debug', 'info'],
      },
    },
    checkOffer,
  );

  rows<Choice>(
    {
      'replace the whole word': [entry('autostart: on|Start'), 'manual', entry('autostart: manual')],
      'begin with a space after the colon': [entry('disabled:|'), 'true', entry('disabled: true')],
      'begin with a space after the dash': [
        entry('autoApprove:', '  -|'),
        'echo',
        entry('autoApprove:', '  - echo'),
      ],
      'add a dash on a line of their own': [
        entry('autoApprove:', '  |'),
        'echo',
        entry('autoApprove:', '  - echo'),
      ],
      'add brackets after a key for a list': [entry('autoApprove: |'), 'echo', entry('autoApprove: [echo]')],
      'add a dash below other items': [
        entry('autoApprove:', '  - no', '  |'),
        'echo',
        entry('autoApprove:', '  - no', '  - echo'),
      ],
      'have quotes where YAML needs them': [
        entry('autoApprove: [|]'),
        'get sum',
        entry('autoApprove: ["get sum"]'),
      ],
      'close the quote that is typed': [entry('autoApprove: ["ec|'), 'echo', entry('autoApprove: ["echo"')],
      'stay in existing quotes': [entry("autoApprove: ['|']"), 'get sum', entry("autoApprove: ['get sum']")],
      'have quotes in a file like JSON': [
        '{ "mcpServers": { "a": { "type":| } } }',
        'http',
        '{ "mcpServers": { "a": { "type": "http" } } }',
      ],
      'have no quotes for a boolean in a file like JSON': [
        '{ "mcpServers": { "a": { "disabled": | } } }',
        'true',
        '{ "mcpServers": { "a": { "disabled": true } } }',
      ],
      'stay before a comment': [entry('disabled: | # why'), 'true', entry('disabled: true # why')],
    },
    checkChoice,
  );
});

describe('The variables in completion', () => {
  const inputs = 'inputs:\n  key: { description: The key }\n  other: {}\n';
  rows<Offer>(
    {
      'include all kinds and the environment': {
        text: `${inputs}${entry('cwd: ${|}')}`,
        all: [
          'workspaceFolder',
          'workspaceFolderBasename',
          'userHome',
          'input:key',
          'input:other',
          'env:',
          'config:',
          'HOME',
          'GITHUB_TOKEN',
        ],
      },
      'are those of the environment after env': {
        text: entry('cwd: ${env:|}'),
        some: ['env:HOME'],
        never: ['HOME'],
      },
      'are settings after config': {
        text: entry('args: ["${config:ed|}"]'),
        some: ['config:editor.fontSize'],
      },
      'are offered after a dollar': { text: entry('cwd: x$|'), some: ['userHome'] },
      'are offered in a text of several lines': {
        text: entry('env:', '  A: >', '    x ${|'),
        some: ['userHome'],
      },
      'are offered on a line of their own': { text: entry('args:', '  ${|'), some: ['userHome'] },
      'are empty after a variable': { text: entry('cwd: ${HOME}|'), never: ['userHome'] },
      'are empty in a key': { text: entry('${|'), never: ['userHome'] },
    },
    checkOffer,
  );

  rows<Choice>(
    {
      'keep an existing brace': [
        entry('cwd: ${wo|}/x'),
        'workspaceFolder',
        entry('cwd: ${workspaceFolder}/x'),
      ],
      'close the brace': [entry('cwd: ${wo|'), 'workspaceFolder', entry('cwd: ${workspaceFolder}')],
      'open the brace': [entry('cwd: $|'), 'userHome', entry('cwd: ${userHome}')],
      'have a name after the kind': [entry('cwd: ${|}'), 'env:', entry('cwd: ${env:|}')],
      'close the brace after the kind': [entry('cwd: "${|"'), 'env:', entry('cwd: "${env:|}"')],
      'have quotes within brackets': [
        entry('args: [-y, x/${wo|}/y]'),
        'workspaceFolder',
        entry('args: [-y, "x/${workspaceFolder}/y"]'),
      ],
      'have quotes and a brace within brackets': [entry('args: [${|]'), 'HOME', entry('args: ["${HOME}"]')],
      'stay in quotes within brackets': [entry('args: ["${|}"]'), 'HOME', entry('args: ["${HOME}"]')],
      'have quotes within braces': [entry('env: { A: ${|} }'), 'HOME', entry('env: { A: "${HOME}" }')],
    },
    checkChoice,
  );
});

describe('The completion at the cursor', () => {
  it('is found at every offset of every beginning of a file', () => {
    const sample = entry(
      'command: npx',
      'args: [-y, "${env:X}"]',
      'env: { A: ${B} }',
      'autoApprove:',
      '  - echo',
    );
    for (const text of [
      sample,
      sample.replaceAll('\n', '\r\n'),
      '{ "mcpServers": { "a": { "args": ["x"], "disabled": true } } }',
    ])
      for (let offset = 0; offset <= text.length; offset++)
        for (const one of [
          ...completions(text, offset, facts),
          ...completions(text.slice(0, offset), offset, facts),
        ])
          assert.ok(one.replace.from <= offset && offset <= one.replace.to, `${offset} ${one.label}`);
  });

  it('gives valid YAML at every depth of an empty line and at every offset', () => {
    const lines = wholeFile.split('\n');
    for (let line = 0; line <= lines.length; line++)
      for (let column = 0; column <= 10; column++) {
        const before = `${lines.slice(0, line).join('\n')}${line === 0 ? '' : '\n'}${' '.repeat(column)}`;
        checkAll(`${before}\n${lines.slice(line).join('\n')}`, before.length);
      }
    for (const text of [wholeFile, wholeJson])
      for (let offset = 0; offset <= text.length; offset++) checkAll(text, offset);
  });

  it('explains each item', () => {
    const { text, offset } = withCursor(entry('start|'));
    const found = completions(text, offset, facts).find(({ label }) => label === 'startTimeout');
    assert.equal(found?.detail, 'time, such as 30s');
    assert.match(found?.documentation ?? '', /The time limit for a start[\s\S]*Examples: `30s`/);
  });

  it('names the default of a key', () => {
    const { text, offset } = withCursor(entry('autostart: |'));
    const details = completions(text, offset, facts).map(({ label, detail }) => [label, detail]);
    assert.deepEqual(details[0], ['onStartup', 'default']);
    assert.deepEqual(details[1], ['onDemand', undefined]);
  });

  it('shows the descriptions of tools as text', () => {
    const { text, offset } = withCursor(entry('autoApprove: [|]'));
    assert.equal(completions(text, offset, facts)[0]?.documentation, 'Says \\*it\\* again');
  });
});
