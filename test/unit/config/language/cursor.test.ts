import assert from 'node:assert/strict';
import { cursorAt } from '../../../../src/config/language/cursor';
import { expectRatio } from '../../../integration/support/ratios';
import { parse } from '../../support/definitions';
import { entryText as entry, marked } from '../../support/marked';
import { rows } from '../../support/table';

/** A text and where its cursor is, as "at path 'prefix' -others"; undefined where nothing can be written. */
type Row = readonly [text: string, is: string | undefined];

function check([written, is]: Row): void {
  for (const breaks of ['\n', '\r\n']) {
    const { text, offset } = marked(written.replaceAll('\n', breaks));
    const cursor = cursorAt(text, offset);
    const others = cursor?.siblings.length ? ` -${cursor.siblings.join(',')}` : '';
    const found = cursor && `${cursor.at} ${cursor.path.join('.')} '${cursor.prefix}'${others}`;
    assert.equal(found, is);
    if (cursor && cursor.at !== 'key')
      assert.ok(text.slice(cursor.replace.from, offset).endsWith(cursor.prefix));
  }
}

describe('The cursor between the lines', () => {
  rows<Row>(
    {
      'Is at the top of an empty file': ['|', "key  ''"],
      'Is at the top behind a comment': ['# mine\n|', "key  ''"],
      'Is at the top beside what is there': ['mcpServers:\n  a: { command: x }\n|', "key  '' -mcpServers"],
      'Is at a name below mcpServers': ['mcpServers:\n  |', "key mcpServers ''"],
      'Is at a name beside others': [
        `${entry('command: x')}  |\n  b:\n    url: y\n`,
        "key mcpServers '' -a,b",
      ],
      'Is in a new entry': ['mcpServers:\n  a:\n    |\n', "key mcpServers.a ''"],
      'Is in a new entry before the next': [
        'mcpServers:\n  a:\n    |\n  b:\n    url: y\n',
        "key mcpServers.a ''",
      ],
      'Is between the keys of an entry': [
        entry('command: x', '|', 'env: {}'),
        "key mcpServers.a '' -command,env",
      ],
      'Is behind an entry that has a list': [entry('args:', '  - x', '|'), "key mcpServers.a '' -args"],
      'Is in the list as deep as its dashes': [
        entry('args:', '  - x', '  |'),
        "item mcpServers.a.args '' -x",
      ],
      'Is in the entry where a list is as deep as its key': [
        entry('args:', '- x', '|'),
        "key mcpServers.a '' -args",
      ],
      'Belongs to the entry although it is too deep': [
        entry('command: x', '   |'),
        "key mcpServers.a '' -command",
      ],
      'Belongs to the entry although it is not deep enough': [
        'mcpServers:\n  a:\n    command: x\n   |\n',
        "key mcpServers.a '' -command",
      ],
      'Belongs to the name above at a depth between': [
        'mcpServers:\n  a:\n    command: x\n |\n',
        "key mcpServers '' -a",
      ],
      'Is below a key with a map': [entry('env:', '  |', 'cwd: x'), "key mcpServers.a.env ''"],
      'Is in a map within an entry': [
        entry('oauth:', '  grant: x', '  |'),
        "key mcpServers.a.oauth '' -grant",
      ],
      'Is in an input': ['inputs:\n  key:\n    |', "key inputs.key ''"],
      'Is in the defaults': ['defaults:\n  |\nmcpServers: {}\n', "key defaults ''"],
      'Counts from the indentation of the file': ['mcpServers:\n    a:\n        |', "key mcpServers.a ''"],
      'Is above the first key of an entry': [
        'mcpServers:\n  a:\n  |\n    url: x\n',
        "key mcpServers.a '' -url",
      ],
      'Is above the first key although it is too deep': [
        'mcpServers:\n  a:\n      |\n    url: x\n',
        "key mcpServers.a '' -url",
      ],
      'Is above the first item of a list': [entry('args:', '|', '  - x'), "item mcpServers.a.args '' -x"],
      'Is above the first item of a list as deep as its key': [
        entry('args:', '|', '- x'),
        "item mcpServers.a.args '' -x",
      ],
      'Is between the keys of an entry at the left': [
        'mcpServers:\n  a:\n    url: x\n|\n    cwd: y\n',
        "key mcpServers.a '' -url,cwd",
      ],
      'Is between the lines of a text': [
        'inputs:\n  a:\n    description: one\n    |\n      two\n    type: x\n',
        "value inputs.a.description '' -type",
      ],
      'Is before a comment': [entry('|  # why', 'command: x'), "key mcpServers.a '' -command"],
      'Is nowhere in a comment': [entry('# co|', 'command: x'), undefined],
      'Is nowhere in a comment behind a value': [entry('command: x # co|'), undefined],
      'Is nowhere in the indentation': ['mcpServers:\n  a:\n  |  command: x\n', undefined],
      'Is nowhere behind a closing quote': [entry('command: "x" |'), undefined],
      'Is nowhere behind a closing bracket': [entry('args: [x] |'), undefined],
    },
    check,
  );
});

describe('The cursor in a word', () => {
  rows<Row>(
    {
      'Is in a key that is half written': [entry('command: x', 'ar|'), "key mcpServers.a 'ar' -command"],
      'Is in a key that is half written before others': [
        entry('co|', 'env: {}'),
        "key mcpServers.a 'co' -env",
      ],
      'Is in the first key at the top': ['mcp|', "key  'mcp'"],
      'Is in a key that has its value': [entry('com|mand: x', 'cwd: y'), "key mcpServers.a 'com' -cwd"],
      'Is in the name of a server': ['mcpServers:\n  gi|:\n    command: x\n', "key mcpServers 'gi'"],
      'Is in a key in quotes': [entry('"com|": x'), "key mcpServers.a 'com'"],
      'Is behind the colon': [entry('disabled:|'), "value mcpServers.a.disabled ''"],
      'Is behind the colon and a blank': [
        entry('disabled: |', 'command: x'),
        "value mcpServers.a.disabled '' -command",
      ],
      'Is in a value': [entry('disabled: tr|'), "value mcpServers.a.disabled 'tr'"],
      'Is in an address with its colon': [entry('url: https:|//h'), "value mcpServers.a.url 'https:'"],
      'Is in a value before a comment': [entry('disabled: t|  # why'), "value mcpServers.a.disabled 't'"],
      'Is nowhere right before a comment': [entry('disabled: |# why'), undefined],
      'Is nowhere beside a value that stands below': [entry('env: |', '  A: b'), undefined],
      'Is nowhere beside a list that stands below': [entry('args: |', '- b'), undefined],
      'Is nowhere before a bracket': [entry('args: | [', '  a', ']'), undefined],
      'Is in double quotes': [entry('cwd: "a|b"'), "value mcpServers.a.cwd 'a'"],
      'Is in single quotes': [entry("cwd: 'it''s|'"), "value mcpServers.a.cwd 'it''s'"],
      'Is in quotes that are not closed': [
        entry('cwd: "ab|', 'args: ["x"]'),
        "value mcpServers.a.cwd 'ab' -args",
      ],
      'Is in a value behind an anchor': [entry('cwd: &c |'), "value mcpServers.a.cwd ''"],
      'Is in a text of several lines': [
        entry('env:', '  KEY: >-', '    one', '    tw|', 'cwd: y'),
        "value mcpServers.a.env.KEY 'tw'",
      ],
      'Goes on with a plain text': [
        'inputs:\n  a:\n    description: one\n      tw|\n',
        "value inputs.a.description 'tw'",
      ],
      'Is in an item': [entry('args:', '  - x', '  - y|'), "item mcpServers.a.args 'y' -x"],
      'Is in an empty item': [entry('args:', '  - |', '  - y'), "item mcpServers.a.args '' -y"],
      'Is behind a dash': [entry('args:', '  -|'), "item mcpServers.a.args ''"],
      'Is in an item as deep as its key': [
        entry('args:', '- x', '- |', 'cwd: y'),
        "item mcpServers.a.args '' -x",
      ],
      'Is in the map of an item': ['x-list:\n  - a: 1\n    b|\n', "key x-list.0 'b' -a"],
      'Is in the value of the map of an item': ['x-list:\n  - a: |\n', "value x-list.0.a ''"],
      'Is below an aliased entry': [
        'mcpServers:\n  a: &b\n    command: x\n    |\n',
        "key mcpServers.a '' -command",
      ],
      'Is beside a merge': [entry('<<: *base', '|'), "key mcpServers.a '' -<<"],
    },
    check,
  );
});

describe('The cursor within brackets', () => {
  rows<Row>(
    {
      'Is at the first item': [entry('args: [|]'), "item mcpServers.a.args ''"],
      'Is at an item before the bracket is closed': [
        entry('args: [a, |', 'env: {}'),
        "item mcpServers.a.args '' -a",
      ],
      'Is at an item behind its comma': [entry('args: [a,|]'), "item mcpServers.a.args '' -a"],
      'Is in an item': [entry('args: [a, b|, c]'), "item mcpServers.a.args 'b' -a,c"],
      'Is in an item in quotes': [entry('args: ["-y", "b|"]'), "item mcpServers.a.args 'b' --y"],
      'Is in an item in quotes that are not closed': [
        entry('args: ["-y", "b|', 'cwd: "x"'),
        "item mcpServers.a.args 'b' --y",
      ],
      'Is in an item on a line of its own': [
        entry('args: [', '  a,', '  |', ']'),
        "item mcpServers.a.args '' -a",
      ],
      'Is at a key': ['mcpServers:\n  a: { |', "key mcpServers.a ''"],
      'Is at a key behind another': [
        'mcpServers:\n  a: { command: x, c| }\n',
        "key mcpServers.a 'c' -command",
      ],
      'Is at a value': ['mcpServers:\n  a: { disabled: | }\n', "value mcpServers.a.disabled ''"],
      'Is at a value behind the colon': [
        'mcpServers:\n  a: { disabled:|}\n',
        "value mcpServers.a.disabled ''",
      ],
      'Is in a list within a map': [
        'mcpServers:\n  a: { args: [x, |], cwd: y }\n',
        "item mcpServers.a.args '' -x",
      ],
      'Is at the keys around a list': ['mcpServers:\n  a: { args: [x], | }\n', "key mcpServers.a '' -args"],
      'Is outside once a line is not deep enough': [
        `${entry('args: [a,')}    |\n`,
        "key mcpServers.a '' -args",
      ],
      'Is at a value with a variable before it': [
        entry('args: ["${A}", ${B}, |]'),
        "item mcpServers.a.args '' -${A},${B}",
      ],
      'Is nowhere before the comma is written': ['mcpServers:\n  a: { command: "x" | }\n', undefined],
      'Is before another key': ['mcpServers:\n  a: { | command: x }\n', "key mcpServers.a '' -command"],
      'Is inside although a line is not deep enough': [
        entry('args: [', '  a,').concat('|\n    ]\n'),
        "item mcpServers.a.args '' -a",
      ],
      'Is at the top of a file like JSON': ['{ "m|" }', "key  'm'"],
      'Is at a server of a file like JSON': ['{\n  "mcpServers": {\n    |\n  }\n}\n', "key mcpServers ''"],
      'Is at a key of a file like JSON': [
        '{ "mcpServers": { "a": { "command": "x", "ar|" } } }',
        "key mcpServers.a 'ar' -command",
      ],
      'Is at a value of a file like JSON': [
        '{ "mcpServers": { "a": { "disabled": | } } }',
        "value mcpServers.a.disabled ''",
      ],
      'Is in quotes of a file like JSON': [
        '{ "mcpServers": { "a": { "type": "h|" } } }',
        "value mcpServers.a.type 'h'",
      ],
      'Is in quotes that JSON does not close': [
        '{ "mcpServers": { "a": { "cwd": "h|\n "args": ["x"] } } }',
        "value mcpServers.a.cwd 'h' -args",
      ],
      'Is in JSON with nothing closed': [
        '{ "mcpServers": { "a": { "args": [ "x", |',
        "item mcpServers.a.args '' -x",
      ],
    },
    check,
  );
});

describe('The cursor in a broken file', () => {
  rows<Row>(
    {
      'Is found behind a quote that is never closed': [
        `${entry('cwd: "x')}  b:\n    |`,
        "key mcpServers.b ''",
      ],
      'Is found behind a bracket that is never closed': [
        `${entry('args: [x, {y')}  b:\n    |`,
        "key mcpServers.b ''",
      ],
      'Is found behind a line without a colon': [entry('what is this', '|'), "key mcpServers.a ''"],
      'Is found behind a key that stands twice': [
        entry('cwd: x', 'cwd: y', '|'),
        "key mcpServers.a '' -cwd,cwd",
      ],
      'Is found behind tabs': ['mcpServers:\n\ta:\n\t\tcommand: x\n\t\t|', "key mcpServers.a '' -command"],
      'Is found behind a text of several lines': [
        `${entry('cwd: >', '  x: "[')}    |`,
        "key mcpServers.a '' -cwd",
      ],
      'Is found above what is broken': [`${entry('|', 'cwd: x')}  b: ]}\n "\n`, "key mcpServers.a '' -cwd"],
      'Is found behind a mark of a document': ['---\nmcpServers:\n  a:\n    |', "key mcpServers.a ''"],
      'Is found in a file with a byte order mark': ['\uFEFFmcpServers:\n  |', "key mcpServers ''"],
    },
    check,
  );

  it('Is looked for at every offset of every beginning of a file without a failure', () => {
    for (const sample of samples) {
      for (let offset = 0; offset <= sample.length; offset++) {
        cursorAt(sample, offset);
        cursorAt(sample.slice(0, offset), offset);
      }
    }
  });

  it('Is found at once in a file of 2000 lines', () => {
    const servers = Array.from(
      { length: 400 },
      (_, index) => `  s${index}:\n    command: npx\n    args: [-y, pkg]\n    env:\n      A: "\${B}"\n`,
    );
    const whole = `mcpServers:\n${servers.join('')}`;
    const text = `${whole}    c`;
    // Whoever types waits for it, so it has to be much less work than reading the file.
    expectRatio(
      () => assert.deepEqual(cursorAt(text, text.length)?.siblings, ['command', 'args', 'env']),
      () => assert.equal(parse(whole).definitions.length, 400),
      0.5,
    );
  });
});

/** Files with everything that there can be. */
const samples = [
  '# c\ninputs:\n  key: { type: secret, description: "a # b" }\ndefaults:\n  env:\n    A: ${input:key}\nmcpServers:\n  a: &a\n    command: npx   # c\n    args: [-y, "p\\"q", \'it\'\'s\', ${X}]\n    env:\n      T: |-\n        one\n\n        two\n    oauth:\n      scopes:\n      - a\n      - b: [c, {d: e}]\n  b:\n    <<: *a\n    url: !t https://h/${P:-x}\n',
  '{\r\n  "mcpServers": {\r\n    "a": { "command": "x", "args": ["y", "${z}"], "disabled": false }\r\n  }\r\n}\r\n',
];
