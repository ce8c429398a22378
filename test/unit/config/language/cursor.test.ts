import assert from 'node:assert/strict';
import { cursorAt } from '../../../../src/config/language/cursor';
import { parse } from '../../../support/pool/definitions';
import { expectRatio } from '../../../support/ratios';
import { rows } from '../../support/table';
import { entryText as entry, withCursor } from '../../support/withCursor';

/** A text and where its cursor is, as "at path 'prefix' -others"; undefined where nothing can be written. */
type Row = readonly [text: string, is: string | undefined];

function check([written, is]: Row): void {
  for (const breaks of ['\n', '\r\n']) {
    const { text, offset } = withCursor(written.replaceAll('\n', breaks));
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
      'is at the top of an empty file': ['|', "key  ''"],
      'is at the top after a comment': ['# mine\n|', "key  ''"],
      'is at the top beside other keys': ['mcpServers:\n  a: { command: x }\n|', "key  '' -mcpServers"],
      'is at a name below mcpServers': ['mcpServers:\n  |', "key mcpServers ''"],
      'is at a name beside others': [
        `${entry('command: x')}  |\n  b:\n    url: y\n`,
        "key mcpServers '' -a,b",
      ],
      'is in a new entry': ['mcpServers:\n  a:\n    |\n', "key mcpServers.a ''"],
      'is in a new entry before the next': [
        'mcpServers:\n  a:\n    |\n  b:\n    url: y\n',
        "key mcpServers.a ''",
      ],
      'is between the keys of an entry': [
        entry('command: x', '|', 'env: {}'),
        "key mcpServers.a '' -command,env",
      ],
      'is after an entry that has a list': [entry('args:', '  - x', '|'), "key mcpServers.a '' -args"],
      'is in the list as deep as its dashes': [
        entry('args:', '  - x', '  |'),
        "item mcpServers.a.args '' -x",
      ],
      'is in the entry when a list is as deep as its key': [
        entry('args:', '- x', '|'),
        "key mcpServers.a '' -args",
      ],
      'belongs to the entry although it is too deep': [
        entry('command: x', '   |'),
        "key mcpServers.a '' -command",
      ],
      'belongs to the entry although it is not deep enough': [
        'mcpServers:\n  a:\n    command: x\n   |\n',
        "key mcpServers.a '' -command",
      ],
      'belongs to the name above at a depth between': [
        'mcpServers:\n  a:\n    command: x\n |\n',
        "key mcpServers '' -a",
      ],
      'is below a key with a map': [entry('env:', '  |', 'cwd: x'), "key mcpServers.a.env ''"],
      'is in a map within an entry': [
        entry('oauth:', '  grant: x', '  |'),
        "key mcpServers.a.oauth '' -grant",
      ],
      'is in an input': ['inputs:\n  key:\n    |', "key inputs.key ''"],
      'is in the defaults': ['defaults:\n  |\nmcpServers: {}\n', "key defaults ''"],
      'counts from the indentation of the file': ['mcpServers:\n    a:\n        |', "key mcpServers.a ''"],
      'is above the first key of an entry': [
        'mcpServers:\n  a:\n  |\n    url: x\n',
        "key mcpServers.a '' -url",
      ],
      'is above the first key although it is too deep': [
        'mcpServers:\n  a:\n      |\n    url: x\n',
        "key mcpServers.a '' -url",
      ],
      'is above the first item of a list': [entry('args:', '|', '  - x'), "item mcpServers.a.args '' -x"],
      'is above the first item of a list as deep as its key': [
        entry('args:', '|', '- x'),
        "item mcpServers.a.args '' -x",
      ],
      'is between the keys of an entry at the left': [
        'mcpServers:\n  a:\n    url: x\n|\n    cwd: y\n',
        "key mcpServers.a '' -url,cwd",
      ],
      'is between the lines of a text': [
        'inputs:\n  a:\n    description: one\n    |\n      two\n    type: x\n',
        "value inputs.a.description '' -type",
      ],
      'is before a comment': [entry('|  # why', 'command: x'), "key mcpServers.a '' -command"],
      'is nowhere in a comment': [entry('# co|', 'command: x'), undefined],
      'is nowhere in a comment after a value': [entry('command: x # co|'), undefined],
      'is nowhere in the indentation': ['mcpServers:\n  a:\n  |  command: x\n', undefined],
      'is nowhere after a closing quote': [entry('command: "x" |'), undefined],
      'is nowhere after a closing bracket': [entry('args: [x] |'), undefined],
    },
    check,
  );
});

describe('The cursor in a word', () => {
  rows<Row>(
    {
      'is in a key that is half written': [entry('command: x', 'ar|'), "key mcpServers.a 'ar' -command"],
      'is in a key that is half written before others': [
        entry('co|', 'env: {}'),
        "key mcpServers.a 'co' -env",
      ],
      'is in the first key at the top': ['mcp|', "key  'mcp'"],
      'is in a key that has its value': [entry('com|mand: x', 'cwd: y'), "key mcpServers.a 'com' -cwd"],
      'is in the name of a server': ['mcpServers:\n  gi|:\n    command: x\n', "key mcpServers 'gi'"],
      'is in a key in quotes': [entry('"com|": x'), "key mcpServers.a 'com'"],
      'is after the colon': [entry('disabled:|'), "value mcpServers.a.disabled ''"],
      'is after the colon and a space': [
        entry('disabled: |', 'command: x'),
        "value mcpServers.a.disabled '' -command",
      ],
      'is in a value': [entry('disabled: tr|'), "value mcpServers.a.disabled 'tr'"],
      'is in an address with its colon': [entry('url: https:|//h'), "value mcpServers.a.url 'https:'"],
      'is in a value before a comment': [entry('disabled: t|  # why'), "value mcpServers.a.disabled 't'"],
      'is nowhere right before a comment': [entry('disabled: |# why'), undefined],
      'is nowhere beside a value on the next line': [entry('env: |', '  A: b'), undefined],
      'is nowhere beside a list on the next line': [entry('args: |', '- b'), undefined],
      'is nowhere before a bracket': [entry('args: | [', '  a', ']'), undefined],
      'is in double quotes': [entry('cwd: "a|b"'), "value mcpServers.a.cwd 'a'"],
      'is in single quotes': [entry("cwd: 'it''s|'"), "value mcpServers.a.cwd 'it''s'"],
      'is in quotes that are not closed': [
        entry('cwd: "ab|', 'args: ["x"]'),
        "value mcpServers.a.cwd 'ab' -args",
      ],
      'is in a value after an anchor': [entry('cwd: &c |'), "value mcpServers.a.cwd ''"],
      'is in a text of several lines': [
        entry('env:', '  KEY: >-', '    one', '    tw|', 'cwd: y'),
        "value mcpServers.a.env.KEY 'tw'",
      ],
      'continues a plain text': [
        'inputs:\n  a:\n    description: one\n      tw|\n',
        "value inputs.a.description 'tw'",
      ],
      'is in an item': [entry('args:', '  - x', '  - y|'), "item mcpServers.a.args 'y' -x"],
      'is in an empty item': [entry('args:', '  - |', '  - y'), "item mcpServers.a.args '' -y"],
      'is after a dash': [entry('args:', '  -|'), "item mcpServers.a.args ''"],
      'is in an item as deep as its key': [
        entry('args:', '- x', '- |', 'cwd: y'),
        "item mcpServers.a.args '' -x",
      ],
      'is in the map of an item': ['x-list:\n  - a: 1\n    b|\n', "key x-list.0 'b' -a"],
      'is in the value of the map of an item': ['x-list:\n  - a: |\n', "value x-list.0.a ''"],
      'is below an aliased entry': [
        'mcpServers:\n  a: &b\n    command: x\n    |\n',
        "key mcpServers.a '' -command",
      ],
      'is beside a merge': [entry('<<: *base', '|'), "key mcpServers.a '' -<<"],
    },
    check,
  );
});

describe('The cursor within brackets', () => {
  rows<Row>(
    {
      'is at the first item': [entry('args: [|]'), "item mcpServers.a.args ''"],
      'is at an item before the bracket is closed': [
        entry('args: [a, |', 'env: {}'),
        "item mcpServers.a.args '' -a",
      ],
      'is at an item after its comma': [entry('args: [a,|]'), "item mcpServers.a.args '' -a"],
      'is in an item': [entry('args: [a, b|, c]'), "item mcpServers.a.args 'b' -a,c"],
      'is in an item in quotes': [entry('args: ["-y", "b|"]'), "item mcpServers.a.args 'b' --y"],
      'is in an item in quotes that are not closed': [
        entry('args: ["-y", "b|', 'cwd: "x"'),
        "item mcpServers.a.args 'b' --y",
      ],
      'is in an item on a line of its own': [
        entry('args: [', '  a,', '  |', ']'),
        "item mcpServers.a.args '' -a",
      ],
      'is at a key': ['mcpServers:\n  a: { |', "key mcpServers.a ''"],
      'is at a key after another': [
        'mcpServers:\n  a: { command: x, c| }\n',
        "key mcpServers.a 'c' -command",
      ],
      'is at a value': ['mcpServers:\n  a: { disabled: | }\n', "value mcpServers.a.disabled ''"],
      'is at a value after the colon': [
        'mcpServers:\n  a: { disabled:|}\n',
        "value mcpServers.a.disabled ''",
      ],
      'is in a list within a map': [
        'mcpServers:\n  a: { args: [x, |], cwd: y }\n',
        "item mcpServers.a.args '' -x",
      ],
      'is at the keys around a list': ['mcpServers:\n  a: { args: [x], | }\n', "key mcpServers.a '' -args"],
      'is outside once a line is not deep enough': [
        `${entry('args: [a,')}    |\n`,
        "key mcpServers.a '' -args",
      ],
      'is at a value with a variable before it': [
        entry('args: ["${A}", ${B}, |]'),
        "item mcpServers.a.args '' -${A},${B}",
      ],
      'is nowhere before the comma is written': ['mcpServers:\n  a: { command: "x" | }\n', undefined],
      'is before another key': ['mcpServers:\n  a: { | command: x }\n', "key mcpServers.a '' -command"],
      'is inside although a line is not deep enough': [
        entry('args: [', '  a,').concat('|\n    ]\n'),
        "item mcpServers.a.args '' -a",
      ],
      'is at the top of a file like JSON': ['{ "m|" }', "key  'm'"],
      'is at a server of a file like JSON': ['{\n  "mcpServers": {\n    |\n  }\n}\n', "key mcpServers ''"],
      'is at a key of a file like JSON': [
        '{ "mcpServers": { "a": { "command": "x", "ar|" } } }',
        "key mcpServers.a 'ar' -command",
      ],
      'is at a value of a file like JSON': [
        '{ "mcpServers": { "a": { "disabled": | } } }',
        "value mcpServers.a.disabled ''",
      ],
      'is in quotes of a file like JSON': [
        '{ "mcpServers": { "a": { "type": "h|" } } }',
        "value mcpServers.a.type 'h'",
      ],
      'is in quotes that JSON does not close': [
        '{ "mcpServers": { "a": { "cwd": "h|\n "args": ["x"] } } }',
        "value mcpServers.a.cwd 'h' -args",
      ],
      'is in JSON with nothing closed': [
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
      'is found after a quote that is never closed': [
        `${entry('cwd: "x')}  b:\n    |`,
        "key mcpServers.b ''",
      ],
      'is found after a bracket that is never closed': [
        `${entry('args: [x, {y')}  b:\n    |`,
        "key mcpServers.b ''",
      ],
      'is found after a line without a colon': [entry('what is this', '|'), "key mcpServers.a ''"],
      'is found after a duplicate key': [entry('cwd: x', 'cwd: y', '|'), "key mcpServers.a '' -cwd,cwd"],
      'is found after tabs': ['mcpServers:\n\ta:\n\t\tcommand: x\n\t\t|', "key mcpServers.a '' -command"],
      'is found after a text of several lines': [
        `${entry('cwd: >', '  x: "[')}    |`,
        "key mcpServers.a '' -cwd",
      ],
      'is found above what is broken': [`${entry('|', 'cwd: x')}  b: ]}\n "\n`, "key mcpServers.a '' -cwd"],
      'is found after a document marker': ['---\nmcpServers:\n  a:\n    |', "key mcpServers.a ''"],
      'is found in a file with a byte order mark': ['\uFEFFmcpServers:\n  |', "key mcpServers ''"],
    },
    check,
  );

  it('is found at every offset of every beginning of a file', () => {
    for (const sample of samples) {
      for (let offset = 0; offset <= sample.length; offset++) {
        cursorAt(sample, offset);
        cursorAt(sample.slice(0, offset), offset);
      }
    }
  });

  it('is found at once in a file of 2000 lines', () => {
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
