import assert from 'node:assert/strict';
import { parseDocument } from 'yaml';
import { completions } from '../../../../src/config/language/completions';
import { serverKeys } from '../../../../src/config/model/schema';
import { facts } from '../../support/facts';
import { entryText as entry, marked } from '../../support/marked';
import { rows } from '../../support/table';

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
  const { text, offset } = marked(written);
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
  const { text, offset } = marked(written);
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

describe('Keys that are offered', () => {
  rows<Offer>(
    {
      'Are those of the file at its top': { text: '|', all: ['mcpServers', 'inputs', 'defaults'] },
      'Are only those that are missing': { text: 'servers: {}\n|', all: ['inputs', 'defaults'] },
      'Are a program or an address first': {
        text: entry('|'),
        first: ['command', 'url', 'args'],
        some: [...serverKeys],
      },
      'Are not of an address beside a program': {
        text: entry('command: x', '|'),
        first: ['args', 'env'],
        never: ['url', 'headers', 'oauth', 'command'],
      },
      'Are not of a program beside an address': {
        text: entry('url: x', '|'),
        first: ['headers', 'oauth'],
        never: ['command', 'args', 'env', 'cwd', 'envFile', 'inheritEnv'],
      },
      'Follow from the type': {
        text: entry('type: http', '|'),
        first: ['url', 'headers'],
        never: ['command'],
      },
      'Are few for the demo server': {
        text: entry('type: demo', '|'),
        some: ['disabled'],
        never: ['command', 'url'],
      },
      'Are those of a sign-in': {
        text: entry('url: x', 'oauth:', '  |'),
        some: ['clientId', 'grant'],
        never: ['url'],
      },
      'Are the required ones first': {
        text: entry('oauth:', '  identityProvider:', '    |'),
        all: ['tokenEndpoint', 'clientId', 'idToken', 'clientSecret'],
      },
      'Are those of an input': {
        text: 'inputs:\n  x:\n    |',
        all: ['type', 'description', 'default', 'options'],
      },
      'Are those of all servers for the defaults': {
        text: 'defaults:\n  |',
        some: ['env', 'headers'],
        never: ['command'],
      },
      'Are variables of the environment below env': {
        text: entry('env:', '  HOME: x', '  |'),
        all: ['GITHUB_TOKEN'],
      },
      'Are none below a key of nobody': { text: 'x-mine:\n  |', all: [] },
      'Are none in a comment': { text: entry('# |'), all: [] },
      'Are whole entries at a new name': {
        text: 'mcpServers:\n  |',
        all: ['npx package', 'uvx package', 'docker image', 'url', 'url with a token', 'demo'],
      },
      'Are whole inputs at a new name': { text: 'inputs:\n  |', all: ['secret', 'pick', 'text'] },
      'Are none for the name of an entry that is there': {
        text: 'mcpServers:\n  a|:\n    url: x\n',
        all: [],
      },
    },
    checkOffer,
  );

  rows<Choice>(
    {
      'Get a blank for a text': [entry('com|'), 'command', entry('command: |')],
      'Get brackets for a list': [entry('|'), 'args', entry('args: [|]')],
      'Get a deeper line for a map': [entry('|'), 'env', entry('env:', '  |')],
      'Get a line as deep as the file is indented': [
        'mcpServers:\n    a:\n        |',
        'oauth',
        'mcpServers:\n    a:\n        oauth:\n            |',
      ],
      'Get braces for a map within braces': [
        'mcpServers:\n  a: { | }',
        'env',
        'mcpServers:\n  a: { env: { | } }',
      ],
      'Begin with a blank behind a comma': [
        'mcpServers:\n  a: { url: x,| }',
        'disabled',
        'mcpServers:\n  a: { url: x, disabled: | }',
      ],
      'End with the comma before the next key': [
        'mcpServers:\n  a: { | "url": x }',
        'disabled',
        'mcpServers:\n  a: { disabled: |, "url": x }',
      ],
      'Open the top key': ['mc|', 'mcpServers', 'mcpServers:\n  |'],
      'Keep the colon and the value that are there': [entry('com|: x'), 'command', entry('command: x')],
      'Go where the others are from too deep': [
        entry('command: x', '    |'),
        'cwd',
        entry('command: x', 'cwd: |'),
      ],
      'Go where the others are from the left': [
        'mcpServers:\n  a:\n    url: x\n   |',
        'disabled',
        'mcpServers:\n  a:\n    url: x\n    disabled: |',
      ],
      'Get quotes in a file like JSON': [
        '{ "mcpServers": { "a": { | } } }',
        'command',
        '{ "mcpServers": { "a": { "command": "|" } } }',
      ],
      'Keep the quotes that are typed': [
        '{ "mcpServers": { "a": { "ar|" } } }',
        'args',
        '{ "mcpServers": { "a": { "args": [|] } } }',
      ],
      'Close the quote that is typed': [
        '{ "mcpServers": { "a": { "dis|',
        'disabled',
        '{ "mcpServers": { "a": { "disabled": |',
      ],
      'Take the value of a variable for the environment': [
        entry('env:', '  |'),
        'HOME',
        entry('env:', '  HOME: "${HOME}"'),
      ],
      'Make an entry': [
        'mcpServers:\n  |\n',
        'npx package',
        'mcpServers:\n  |name:\n    command: npx\n    args: [-y, "${2:package}"]\n',
      ],
      'Make an entry with the name that is typed': [
        'mcpServers:\n  git|\n',
        'demo',
        'mcpServers:\n  |git:\n    type: demo\n',
      ],
      'Make an entry within braces': ['mcpServers: { | }', 'demo', 'mcpServers: { |name: { type: demo } }'],
      'Make an entry of JSON': [
        '{ "mcpServers": { "x|" } }',
        'demo',
        '{ "mcpServers": { "|x": { "type": "demo" } } }',
      ],
    },
    checkChoice,
  );
});

describe('Values that are offered', () => {
  rows<Offer>(
    {
      'Are true and false': { text: entry('disabled: |'), all: ['true', 'false'] },
      'Are the words of an enum': { text: entry('autostart: on|'), all: ['onStartup', 'onDemand', 'manual'] },
      'Are the revisions of the protocol': {
        text: entry('protocol: |'),
        all: ['auto', 'legacy', '2026-07-28'],
      },
      'Are times': { text: entry('requestTimeout: |'), all: ['30s', '2m', '500ms', '60s'] },
      'Are a number and booleans': { text: entry('restart: |'), all: ['true', 'false', '8'] },
      'Are what may be inherited': {
        text: entry('inheritEnv: |'),
        all: ['safe', 'all', 'HOME', 'GITHUB_TOKEN', '[ … ]'],
      },
      'Are tools of the server': { text: entry('autoApprove: [|]'), all: ['echo', 'get sum', 'no'] },
      'Are tools that are not there yet': {
        text: entry('disabledTools:', '  - echo', '  - |'),
        all: ['get sum', 'no'],
      },
      'Are tools of every server for the defaults': {
        text: `${entry('url: x')}defaults:\n  autoApprove: [|]`,
        some: ['echo'],
      },
      'Are folders as roots': { text: entry('roots: [|]'), all: ['.', '/w/other'] },
      'Are folders to start in': { text: entry('cwd: |'), all: ['.', '/w/other'] },
      'Are programs': { text: entry('command: |'), all: ['npx', 'uvx'] },
      'Are the options of an input': {
        text: 'inputs:\n  x: { type: pick, options: [one, two], default: | }',
        all: ['one', 'two'],
      },
      'Are the kinds of an input': { text: 'inputs:\n  x: { type: | }', all: ['text', 'secret', 'pick'] },
      'Are the grants of a sign-in': { text: entry('oauth: { grant: | }'), some: ['client_credentials'] },
      'Are no booleans in quotes': { text: entry('disabled: "|"'), all: [] },
      'Are none for a text': { text: entry('args: [|]'), all: [] },
      'Are none of a server whose tools are unknown': {
        text: 'mcpServers:\n  b:\n    env:\n      X: |',
        all: [],
      },
      'Are the words on a line of its own': { text: entry('logLevel:', '  |'), first: ['debug', 'info'] },
    },
    checkOffer,
  );

  rows<Choice>(
    {
      'Take the place of the whole word': [
        entry('autostart: on|Start'),
        'manual',
        entry('autostart: manual'),
      ],
      'Begin with a blank behind the colon': [entry('disabled:|'), 'true', entry('disabled: true')],
      'Begin with a blank behind the dash': [
        entry('autoApprove:', '  -|'),
        'echo',
        entry('autoApprove:', '  - echo'),
      ],
      'Get a dash on a line of their own': [
        entry('autoApprove:', '  |'),
        'echo',
        entry('autoApprove:', '  - echo'),
      ],
      'Get brackets behind a key for a list': [entry('autoApprove: |'), 'echo', entry('autoApprove: [echo]')],
      'Get a dash below other items': [
        entry('autoApprove:', '  - no', '  |'),
        'echo',
        entry('autoApprove:', '  - no', '  - echo'),
      ],
      'Get quotes where YAML needs them': [
        entry('autoApprove: [|]'),
        'get sum',
        entry('autoApprove: ["get sum"]'),
      ],
      'Close the quote that is typed': [entry('autoApprove: ["ec|'), 'echo', entry('autoApprove: ["echo"')],
      'Stay in the quotes that are there': [
        entry("autoApprove: ['|']"),
        'get sum',
        entry("autoApprove: ['get sum']"),
      ],
      'Get quotes in a file like JSON': [
        '{ "mcpServers": { "a": { "type":| } } }',
        'http',
        '{ "mcpServers": { "a": { "type": "http" } } }',
      ],
      'Get no quotes for a boolean in a file like JSON': [
        '{ "mcpServers": { "a": { "disabled": | } } }',
        'true',
        '{ "mcpServers": { "a": { "disabled": true } } }',
      ],
      'Stay before a comment': [entry('disabled: | # why'), 'true', entry('disabled: true # why')],
    },
    checkChoice,
  );
});

describe('Variables that are offered', () => {
  const inputs = 'inputs:\n  key: { description: The key }\n  other: {}\n';
  rows<Offer>(
    {
      'Are all kinds and the environment': {
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
      'Are the environment behind env': { text: entry('cwd: ${env:|}'), some: ['env:HOME'], never: ['HOME'] },
      'Are settings behind config': {
        text: entry('args: ["${config:ed|}"]'),
        some: ['config:editor.fontSize'],
      },
      'Are there behind a dollar': { text: entry('cwd: x$|'), some: ['userHome'] },
      'Are there in a text of several lines': {
        text: entry('env:', '  A: >', '    x ${|'),
        some: ['userHome'],
      },
      'Are there on a line of its own': { text: entry('args:', '  ${|'), some: ['userHome'] },
      'Are none behind a variable': { text: entry('cwd: ${HOME}|'), never: ['userHome'] },
      'Are none in a key': { text: entry('${|'), never: ['userHome'] },
    },
    checkOffer,
  );

  rows<Choice>(
    {
      'Keep the brace that is there': [
        entry('cwd: ${wo|}/x'),
        'workspaceFolder',
        entry('cwd: ${workspaceFolder}/x'),
      ],
      'Close the brace': [entry('cwd: ${wo|'), 'workspaceFolder', entry('cwd: ${workspaceFolder}')],
      'Open the brace': [entry('cwd: $|'), 'userHome', entry('cwd: ${userHome}')],
      'Let the kind be followed by a name': [entry('cwd: ${|}'), 'env:', entry('cwd: ${env:|}')],
      'Close the brace behind the kind': [entry('cwd: "${|"'), 'env:', entry('cwd: "${env:|}"')],
      'Get quotes within brackets': [
        entry('args: [-y, x/${wo|}/y]'),
        'workspaceFolder',
        entry('args: [-y, "x/${workspaceFolder}/y"]'),
      ],
      'Get quotes and a brace within brackets': [entry('args: [${|]'), 'HOME', entry('args: ["${HOME}"]')],
      'Stay in quotes within brackets': [entry('args: ["${|}"]'), 'HOME', entry('args: ["${HOME}"]')],
      'Get quotes within braces': [entry('env: { A: ${|} }'), 'HOME', entry('env: { A: "${HOME}" }')],
    },
    checkChoice,
  );
});

describe('What is offered', () => {
  it('Has an answer at every offset of every beginning of a file', () => {
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

  it('Leads to a file that YAML reads, at every depth of an empty line and at every offset', () => {
    const lines = wholeFile.split('\n');
    for (let line = 0; line <= lines.length; line++)
      for (let column = 0; column <= 10; column++) {
        const before = `${lines.slice(0, line).join('\n')}${line === 0 ? '' : '\n'}${' '.repeat(column)}`;
        checkAll(`${before}\n${lines.slice(line).join('\n')}`, before.length);
      }
    for (const text of [wholeFile, wholeJson])
      for (let offset = 0; offset <= text.length; offset++) checkAll(text, offset);
  });

  it('Says what it is', () => {
    const { text, offset } = marked(entry('start|'));
    const found = completions(text, offset, facts).find(({ label }) => label === 'startTimeout');
    assert.equal(found?.detail, 'time, such as 30s');
    assert.match(found?.documentation ?? '', /The time limit for a start[\s\S]*Examples: `30s`/);
  });

  it('Says which word counts when the key is left out', () => {
    const { text, offset } = marked(entry('autostart: |'));
    const details = completions(text, offset, facts).map(({ label, detail }) => [label, detail]);
    assert.deepEqual(details[0], ['onStartup', 'default']);
    assert.deepEqual(details[1], ['onDemand', undefined]);
  });

  it('Shows what a server says of its tools as it is written', () => {
    const { text, offset } = marked(entry('autoApprove: [|]'));
    assert.equal(completions(text, offset, facts)[0]?.documentation, 'Says \\*it\\* again');
  });
});
