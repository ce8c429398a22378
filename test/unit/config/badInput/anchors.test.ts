import { badInputs, entry, program } from '../../support/badInput';

describe('Anchors, aliases and merges', () => {
  badInputs({
    'need the anchor before the alias': {
      text: 'mcpServers:\n  a: *b\n  b: &b { command: x }\n',
      problems: ["error yaml 2:6 The alias '*b' has no anchor '&b' before it."],
      unusable: true,
    },
    'require a map to merge': {
      text: 'x-l: &l [a]\nmcpServers:\n  a: { <<: *l, command: x }\n',
      problems: [
        "error yaml 3:8 Merge sources must be maps: '<<' takes an alias of a map, or a list of them.",
      ],
      unusable: true,
    },
    'need maps in a list to merge': {
      text: 'x-m: &m { cwd: z }\nmcpServers:\n  a: { <<: [*m, 5], command: x }\n',
      problems: [
        "error yaml 3:8 Merge sources must be maps: '<<' takes an alias of a map, or a list of them.",
      ],
      unusable: true,
    },
    'need something to merge': {
      text: entry('<<:', 'command: x'),
      problems: [
        "error yaml 3:5 Merge sources must be maps: '<<' takes an alias of a map, or a list of them.",
      ],
      unusable: true,
    },
    'must not merge themselves': {
      text: 'mcpServers:\n  a: &a { <<: *a, command: x }\n',
      problems: ["error yaml 2:11 '<<' merges this map into itself. Merge another one."],
      unusable: true,
    },
    'must not merge themselves indirectly': {
      text: 'mcpServers: &m\n  a: { <<: *m, command: x }\n',
      problems: ["error yaml 2:8 '<<' merges this map into itself. Merge another one."],
      unusable: true,
    },
    'may give a name twice, the last of which counts': {
      text: 'x-a: &n { command: x }\nx-b: &n { command: y }\nmcpServers:\n  a: *n\n',
      problems: [],
      servers: { a: 'y' },
    },
    'may merge keys that the entry overrides, whatever the order': {
      text: 'x-b: &b { command: x, cwd: 5 }\nmcpServers:\n  a: { cwd: z, <<: *b }\n',
      problems: [],
      servers: { a: 'x' },
    },
    'are reported at the anchor when its value is wrong': {
      text: 'x-b: &b { command: 5 }\nmcpServers:\n  a: { <<: *b }\n  b: { <<: *b }\n',
      problems: ["error shape 1:20 'command' of 'a' must be text."],
      servers: { a: 'invalid', b: 'invalid' },
    },
    'are reported at the alias when it is wrong there': {
      text: 'x-n: &n five\nmcpServers:\n  a: { command: x, restart: *n }\n',
      problems: [
        "error shape 3:29 'restart' of 'a' must be true, false or a number of attempts from 0 to 100.",
      ],
      servers: { a: 'invalid' },
    },
    'keep numbers as they are written': {
      text: 'x-v: &v { VERSION: 1.10 }\nmcpServers:\n  a: { command: x, env: { <<: *v } }\n',
      problems: ["hint not-text 1:20 A number is read as the text '1.10'. Quote it to be explicit."],
      servers: { a: 'x' },
      fixes: ['Quote it: "1.10"'],
    },
    'treat a quoted << as a key like any other': {
      text: entry('"<<": { cwd: z }', 'command: x'),
      problems: ["warning unknown-key 3:5 Unknown key '<<'. It is ignored."],
      servers: { a: 'x' },
    },
    'may come before an empty value': {
      text: entry('command: &c', 'args: [y]'),
      problems: ["error shape 3:5 'command' of 'a' is empty: it must be text. Remove it if it has no value."],
      servers: { a: 'invalid' },
    },
    'may be circular through the whole file': {
      text: 'x-all: &all\n  again: *all\nmcpServers:\n  a: { command: x }\n',
      problems: [],
      servers: { a: 'x' },
    },
    'may be circular in the variables of a program': {
      text: program('env: &e', '  A: *e'),
      problems: ["error shape 5:10 'env.A' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not be too many': {
      text: `x-v: &v y\nmcpServers:\n  a:\n    command: x\n    args: [${'*v, '.repeat(2100)}]\n`,
      problems: ['error yaml 1:1 The file uses too many aliases. Write the entries out.'],
      unusable: true,
    },
    'must not grow without end': {
      text: `x-0: &a0 [x]\n${[0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => `x-${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`).join('')}mcpServers: {}\n`,
      problems: ['error yaml 1:1 The file uses too many aliases. Write the entries out.'],
      unusable: true,
    },
    'must not grow without end by merges': {
      text: `x-0: &a0 {a: b}\n${[0, 1, 2, 3, 4, 5, 6, 7].map((i) => `x-${i + 1}: &a${i + 1} { <<: [${`*a${i}, `.repeat(9)}] }\n`).join('')}mcpServers: {}\n`,
      problems: ['error yaml 1:1 The file uses too many aliases. Write the entries out.'],
      unusable: true,
    },
  });
});

describe('Tags of YAML', () => {
  badInputs({
    'run nothing when they are for JavaScript': {
      text: entry('command: !!js/function "function () { process.exit(1) }"'),
      problems: ['warning yaml 3:14 The tag before this value has no meaning here and is ignored.…'],
      servers: { a: 'function () { process.exit(1) }' },
    },
    'run nothing when they are for Python': {
      text: entry('command: !!python/object/apply:os.system ["id"]'),
      problems: [
        'warning yaml 3:14 The tag before this value has no meaning here and is ignored.…',
        "error shape 3:46 'command' of 'a' must be text.",
      ],
      servers: { a: 'invalid' },
    },
    'include nothing when they are for home automation': {
      text: entry('command: !include /etc/passwd'),
      problems: ['warning yaml 3:14 The tag before this value has no meaning here and is ignored.…'],
      servers: { a: '/etc/passwd' },
    },
    'make no bytes': {
      text: program('args: [!!binary aGVsbG8=]'),
      problems: ['warning yaml 4:12 The tag before this value has no meaning here and is ignored.…'],
      servers: { a: 'x aGVsbG8=' },
    },
    'make no dates': {
      text: program('args: [!!timestamp 2024-01-01]', 'env: { DAY: 2024-01-01 }'),
      problems: ['warning yaml 4:12 The tag before this value has no meaning here and is ignored.…'],
      servers: { a: 'x 2024-01-01' },
    },
    'make no sets': {
      text: program('env: !!set { A }'),
      problems: ['warning yaml 4:10 The tag before this value has no meaning here and is ignored.…'],
      servers: { a: 'x' },
    },
    'turn numbers into texts': { text: program('args: [!!str 5]'), problems: [], servers: { a: 'x 5' } },
    'do not turn texts into numbers': {
      text: entry('command: !!int five'),
      problems: ['warning yaml 3:14 The tag before this value has no meaning here and is ignored.…'],
      servers: { a: 'five' },
    },
    'change nothing without a name': {
      text: entry('command: ! x', 'args: [!<> y]'),
      problems: [],
      servers: { a: 'x y' },
    },
    'change nothing of an old version': {
      text: '%YAML 1.1\n---\nmcpServers:\n  a: { command: yes, args: [0755, 2024-01-01, 1_000] }\n',
      problems: ["hint not-text 4:29 A number is read as the text '0755'. Quote it to be explicit."],
      servers: { a: 'yes 0755 2024-01-01 1_000' },
      fixes: ['Quote it: "0755"'],
    },
  });
});
