// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the variables of the configuration.
import assert from 'node:assert/strict';
import { definitionsOf, parse } from '../../support/pool/definitions';
import { rows } from '../support/table';

/** The lines of an entry `a` from line 3 on, and its problems as "severity code line:column". */
interface Row {
  readonly lines: readonly string[];
  readonly problems: readonly string[];
  readonly says?: RegExp;
}

const textOf = (lines: readonly string[]) =>
  `mcpServers:\n  a:\n${lines.map((line) => `    ${line}\n`).join('')}`;

function problemsOf({ lines, problems, says }: Row): void {
  const parsed = parse(textOf(lines));
  const found = parsed.problems.map(
    ({ severity, code, range }) => `${severity} ${code} ${range.line}:${range.column}`,
  );
  assert.deepEqual(found, problems);
  if (says) assert.match(parsed.problems[0]!.message, says);
  // An entry with an error is shown with the first of them as its reason, and never started.
  const error = parsed.problems.find(({ severity }) => severity === 'error');
  const launch = parsed.definitions[0]!.launch;
  assert.equal(launch.type === 'invalid' ? launch.reason : undefined, error?.message);
  assert.equal(parsed.usable, true);
}

describe('A broken entry', () => {
  rows<Row>(
    {
      'has both a program and an address': {
        lines: ['command: x', 'url: https://h'],
        problems: ['error both-launches 4:5'],
      },
      'has neither a program nor an address': { lines: ['args: [x]'], problems: ['error no-launch 2:3'] },
      'has no keys': { lines: [], problems: ['error shape 2:3'], says: /it is empty/ },
      'has an empty command': {
        lines: ['command: ""'],
        problems: ['error shape 3:14'],
        says: /not be empty/,
      },
      'has a number for a command': { lines: ['command: 5'], problems: ['error shape 3:14'] },
      'has text for a list': {
        lines: ['command: x', 'args: -y'],
        problems: ['error shape 4:11'],
        says: /a list/,
      },
      'has a list for a map': {
        lines: ['command: x', 'env:', '  - A=1'],
        problems: ['error shape 5:7'],
        says: /'env' of 'a' must be a map/,
      },
      'has a list as a variable': {
        lines: ['command: x', 'env:', '  A: [1]'],
        problems: ['error shape 5:10'],
        says: /'env\.A' of 'a' must be text/,
      },
      'has a map as a variable': {
        lines: ['command: x', 'env:', '  A: { b: 1 }'],
        problems: ['error shape 5:10'],
      },
      'has null as an argument': { lines: ['command: x', 'args: [a, ~]'], problems: ['error shape 4:15'] },
      'has a word for a boolean': {
        lines: ['command: x', 'disabled: yes'],
        problems: ['error shape 4:15'],
        says: /true or false/,
      },
      'has an unknown type': {
        lines: ['type: smtp', 'url: https://h'],
        problems: ['error shape 3:11'],
        says: /one of 'stdio', 'http'/,
      },
      'is stdio with an address': {
        lines: ['type: stdio', 'url: https://h'],
        problems: ['error type-mismatch 3:5'],
      },
      'is http with a program': {
        lines: ['type: http', 'command: x'],
        problems: ['error type-mismatch 3:5'],
      },
      'has an address without a scheme': { lines: ['url: h.com/mcp'], problems: ['error bad-url 3:5'] },
      'has an address without a host': { lines: ['url: "https://"'], problems: ['error bad-url 3:5'] },
      'has an address with a port only': { lines: ['url: http://:80'], problems: ['error bad-url 3:5'] },
      'has an address with a space': { lines: ['url: https://h x'], problems: ['error bad-url 3:5'] },
    },
    problemsOf,
  );

  it('may be a word or a list', () => {
    for (const value of ['npx', '[npx]', '5']) {
      const { definitions, problems } = parse(`mcpServers:\n  a: ${value}\n`);
      assert.equal(problems[0]?.code, 'shape');
      assert.equal(definitions[0]?.launch.type, 'invalid');
    }
  });

  it('may have no name', () => {
    const { definitions, problems } = parse('mcpServers:\n  "": { command: x }\n');
    assert.match(problems[0]!.message, /needs a name/);
    assert.equal(definitions[0]?.launch.type, 'invalid');
  });

  it('does not affect others', () => {
    const { definitions } = parse('mcpServers:\n  a: { command: 5 }\n  b: { command: x }\n');
    assert.deepEqual(
      definitions.map(({ name, launch }) => [name, launch.type]),
      [
        ['a', 'invalid'],
        ['b', 'stdio'],
      ],
    );
  });
});

describe('A key that is unknown', () => {
  rows<Row>(
    {
      'is ignored with a suggestion': {
        lines: ['comand: x', 'command: y'],
        problems: ['warning unknown-key 3:5'],
        says: /'comand'\. Did you mean 'command'\?/,
      },
      'may differ in case only': {
        lines: ['command: y', 'AUTOAPROVE: []'],
        problems: ['warning unknown-key 4:5'],
        says: /Did you mean 'autoApprove'\?/,
      },
      'may be unlike any other': {
        lines: ['command: y', 'colour: red'],
        problems: ['warning unknown-key 4:5'],
        says: /It is ignored\./,
      },
    },
    problemsOf,
  );
});

describe('Numbers and booleans in place of text', () => {
  it('are read as they are written, each with a hint at its place', () => {
    const { definitions, problems } = parse(
      textOf([
        'command: x',
        'args: [8080, true, 1.10]',
        'env: { MODE: 0755, ID: 12345678901234567890, ON: True, PLAIN: yes, QUOTED: "1" }',
      ]),
    );
    const { launch } = definitions[0]!;
    assert.ok(launch.type === 'stdio');
    assert.deepEqual(launch.args, ['8080', 'true', '1.10']);
    assert.deepEqual(launch.env, {
      MODE: '0755',
      ID: '12345678901234567890',
      ON: 'True',
      PLAIN: 'yes',
      QUOTED: '1',
    });
    assert.deepEqual(
      problems.map(({ severity, code, range }) => `${severity} ${code} ${range.line}:${range.column}`),
      ['4:12', '4:18', '4:24', '5:18', '5:28', '5:54'].map((place) => `hint not-text ${place}`),
    );
  });

  it('are text in headers too', () => {
    const { definitions } = parse(textOf(['url: https://h', 'headers: { X-Version: 2.0 }']));
    assert.deepEqual(definitions[0]!.launch, {
      type: 'http',
      url: 'https://h',
      headers: { 'X-Version': '2.0' },
    });
  });
});

describe('A correct entry', () => {
  it('keeps its place, its file and its other keys', () => {
    const [definition] = definitionsOf(
      textOf(['command: x', 'cwd: sub', 'disabled: true', 'autoApprove: [t]']),
    );
    assert.equal(definition!.id, '/w/mcp-config.yaml#a');
    assert.deepEqual(definition!.source.range, { line: 2, column: 3, endLine: 2, endColumn: 4 });
    assert.equal(definition!.disabled, true);
    assert.deepEqual(definition!.autoApprove, ['t']);
    assert.deepEqual(definition!.launch, { type: 'stdio', command: 'x', args: [], env: {}, cwd: 'sub' });
  });

  it('may have a variable as its address', () => {
    const [definition] = definitionsOf(textOf(['url: ${BASE}/mcp']));
    assert.equal(definition!.launch.type, 'http');
  });
});
