import assert from 'node:assert/strict';
import { parse } from '../../support/pool/definitions';
import { expectLinear } from '../../support/ratios';
import { rows } from '../support/table';

/** A text, the problems as "severity code line:column", and whether a running pool takes the file over. */
interface Row {
  readonly text: string;
  readonly problems: readonly string[];
  /** What of a message must be there, in the order of the problems. */
  readonly says?: readonly RegExp[];
  /** The servers by what they start: a command line, an address, or "invalid". */
  readonly servers?: Readonly<Record<string, string>>;
  readonly unusable?: true;
}

/** The lines of an entry `a`. */
const entry = (...lines: string[]) => `mcpServers:\n  a:\n${lines.map((line) => `    ${line}\n`).join('')}`;

function check({ text, problems, says = [], servers = {}, unusable }: Row): void {
  const parsed = parse(text);
  const found = parsed.problems.map(
    ({ severity, code, range }) => `${severity} ${code} ${range.line}:${range.column}`,
  );
  assert.deepEqual(found, problems);
  says.forEach((pattern, index) => {
    assert.match(parsed.problems[index]?.message ?? '', pattern);
  });
  const started = parsed.definitions.map(({ name, launch }) => {
    if (launch.type === 'invalid' || launch.type === 'demo') return [name, launch.type];
    return [name, launch.type !== 'stdio' ? launch.url : [launch.command, ...launch.args].join(' ')];
  });
  assert.deepEqual(Object.fromEntries(started), servers);
  assert.equal(parsed.usable, !unusable);
}

describe('A configuration file', () => {
  rows<Row>(
    {
      'lists programs and addresses by name': {
        text: 'mcpServers:\n  a:\n    command: npx\n    args: [-y, pkg]\n  b:\n    url: https://h/mcp\n',
        problems: [],
        servers: { a: 'npx -y pkg', b: 'https://h/mcp' },
      },
      'may be JSON': {
        text: '{\n\t"mcpServers": {\n\t\t"a": { "command": "x", "args": ["y"] }\n\t}\n}\n',
        problems: [],
        servers: { a: 'x y' },
      },
      'may be empty': { text: '', problems: ['hint empty 1:1'], says: [/Start with 'mcpServers:'/] },
      'may contain only comments': { text: '# one\n# two\n', problems: ['hint empty 1:1'] },
      'may have nothing below mcpServers': { text: '# c\nmcpServers:\n', problems: ['hint empty 2:1'] },
      'may use the key servers': {
        text: 'servers:\n  a: { command: x }\n',
        problems: ['hint other-name 1:1'],
        servers: { a: 'x' },
      },
      'uses mcpServers when both keys exist': {
        text: 'servers:\n  a: { command: x }\nmcpServers:\n  b: { command: y }\n',
        problems: ['warning unknown-key 1:1'],
        servers: { b: 'y' },
      },
      'may keep notes under x- keys': {
        text: 'x-note: 1\nmcpServers:\n  a: { command: x, x-note: 2 }\n',
        problems: [],
        servers: { a: 'x' },
      },
      'suggests the key that was probably meant': {
        text: 'mcpserver:\n  a: { command: x }\n',
        problems: ['error no-servers 1:1'],
        says: [/Did you mean 'mcpServers'\?/],
        unusable: true,
      },
      'must be a map': { text: '- a\n- b\n', problems: ['error shape 1:1'], unusable: true },
      'must not be one word': { text: 'hello', problems: ['error shape 1:1'], unusable: true },
      'must not list servers with dashes': {
        text: 'mcpServers:\n  - name: a\n',
        problems: ['error shape 1:1'],
        says: [/'name:' instead of '- name:'/],
        unusable: true,
      },
      'must not have a text for servers': {
        text: 'mcpServers: hello\n',
        problems: ['error shape 1:1'],
        unusable: true,
      },
      'must be one document': {
        text: 'mcpServers:\n  a: { command: x }\n---\nb: 1\n',
        problems: ['error yaml 3:1'],
        says: [/more than one YAML document/],
        unusable: true,
      },
    },
    check,
  );
});

describe('A text that is not YAML', () => {
  rows<Row>(
    {
      'is refused when a bracket is missing': {
        text: 'mcpServers:\n  a: [\n',
        problems: ['error yaml 2:6'],
        unusable: true,
      },
      'is refused when tabs indent': {
        text: 'mcpServers:\n\ta: 1\n',
        problems: ['error yaml 2:1'],
        says: [/^Tabs are not allowed as indentation\. Indent with spaces\.$/],
        unusable: true,
      },
      'is refused when two servers have one name': {
        text: 'mcpServers:\n  a: { command: x }\n  a: { command: y }\n',
        problems: ['error duplicate-name 3:3'],
        says: [/'a' appears twice/],
        unusable: true,
      },
      'is refused when the top key appears twice': {
        text: 'mcpServers:\n  a: { command: x }\nmcpServers:\n  b: { command: y }\n',
        problems: ['error duplicate-name 3:1'],
        says: [/'mcpServers' appears twice at the top/],
        unusable: true,
      },
      'is refused when an entry has a key twice': {
        text: entry('command: x', 'command: y'),
        problems: ['error duplicate-name 4:5'],
        unusable: true,
      },
    },
    check,
  );

  it('has only a few problems however deep it is nested', () => {
    const { usable, problems } = parse(`mcpServers: ${'['.repeat(5_000)}`);
    assert.equal(usable, false);
    assert.ok(problems.length > 0 && problems.length <= 20, `${problems.length} problems`);
  });
});

describe('The encoding of a configuration file', () => {
  const text = 'mcpServers:\n  a:\n    comand: x\n    command: y\n';
  const problems = ['warning unknown-key 3:5'];
  const servers = { a: 'y' };
  rows<Row>(
    {
      'may have Unix line breaks': { text, problems, servers },
      'may have Windows line breaks': { text: text.replaceAll('\n', '\r\n'), problems, servers },
      'may have a byte order mark': { text: `\ufeff${text}`, problems, servers },
    },
    check,
  );
});

describe('Anchors, aliases and merge keys', () => {
  rows<Row>(
    {
      'share parts of entries': {
        text: 'x-base: &base\n  command: node\n  args: [z]\nmcpServers:\n  a:\n    <<: *base\n    args: [a]\n  b: *base\n',
        problems: [],
        servers: { a: 'node a', b: 'node z' },
      },
      'merge several maps': {
        text: 'x-a: &a { command: n }\nx-b: &b { args: [z] }\nmcpServers:\n  s:\n    <<: [*a, *b]\n',
        problems: [],
        servers: { s: 'n z' },
      },
      'report the place of an alias without its anchor': {
        text: 'mcpServers:\n  a: { command: x }\n  b: *nope\n',
        problems: ['error yaml 3:6'],
        says: [/'\*nope' has no anchor/],
        unusable: true,
      },
      'report the place of a merge that is not a map': {
        text: entry('<<: text', 'command: x'),
        problems: ['error yaml 3:5'],
        says: [/Merge sources must be maps/],
        unusable: true,
      },
      'may be circular': {
        text: 'mcpServers:\n  a:\n    command: x\n    args: &list [*list]\n',
        problems: ['error shape 4:18'],
        servers: { a: 'invalid' },
      },
    },
    check,
  );

  it('may be used by many servers', () => {
    const names = Array.from({ length: 300 }, (_, index) => `s${index}`);
    const text = `x-b: &b { command: x }\nmcpServers:\n${names.map((name) => `  ${name}:\n    <<: *b\n`).join('')}`;
    const { definitions, problems } = parse(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      definitions.map(({ name }) => name),
      names,
    );
  });

  it('are refused at once when the file would grow without end', () => {
    expectLinear((size) => {
      const levels = Array.from(
        { length: size },
        (_, i) => `x-${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(10)}]\n`,
      );
      const { usable, problems } = parse(
        `x-0: &a0 [x]\n${levels.join('')}mcpServers:\n  a: { command: x }\n`,
      );
      assert.equal(usable, false);
      assert.match(problems[0]!.message, /too many aliases/);
    }, 20);
  });
});

describe('Names with a meaning in JavaScript', () => {
  it('are names like any other', () => {
    check({
      text: 'mcpServers:\n  __proto__: { command: x }\n  constructor: { command: y }\n  toString: { command: z }\n',
      problems: [],
      servers: Object.fromEntries([
        ['__proto__', 'x'],
        ['constructor', 'y'],
        ['toString', 'z'],
      ]),
    });
  });

  it('give an entry no keys through a prototype', () => {
    check({
      text: entry('__proto__: { command: evil }'),
      problems: ['warning unknown-key 3:5', 'error no-launch 2:3'],
      servers: { a: 'invalid' },
    });
    assert.equal(({} as { command?: string }).command, undefined);
  });
});
