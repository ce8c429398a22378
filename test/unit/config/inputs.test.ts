import assert from 'node:assert/strict';
import type { InputDefinition } from '../../../src/config/model/definition';
import { definitionsOf, parse } from '../support/definitions';
import { rows } from '../support/table';

const inputsOf = (inputs: string) => parse(`inputs: ${inputs}\nmcpServers:\n  a: { command: x }\n`).inputs;

describe('An input', () => {
  rows<{ inputs: string; gives: readonly InputDefinition[] }>(
    {
      'Is a text when it says nothing': { inputs: '{ a: }', gives: [{ id: 'a', type: 'text' }] },
      'May be a secret': { inputs: '{ a: { type: secret } }', gives: [{ id: 'a', type: 'secret' }] },
      'May be picked from some': {
        inputs: '{ a: { type: pick, options: [b, 1.10], default: true, description: d } }',
        gives: [{ id: 'a', type: 'pick', options: ['b', '1.10'], default: 'true', description: 'd' }],
      },
      'Of VS Code is a text': {
        inputs: '[{ id: a, type: promptString, description: d, default: e }]',
        gives: [{ id: 'a', type: 'text', description: 'd', default: 'e' }],
      },
      'Of VS Code is a secret when it is a password': {
        inputs: '[{ id: a, type: promptString, password: true }]',
        gives: [{ id: 'a', type: 'secret' }],
      },
      'Of VS Code is no secret when it is no password': {
        inputs: '[{ id: a, password: false }]',
        gives: [{ id: 'a', type: 'text' }],
      },
      'Of VS Code may be picked': {
        inputs: '[{ id: a, type: pickString, options: [b] }]',
        gives: [{ id: 'a', type: 'pick', options: ['b'] }],
      },
      'Is left out when it is broken, and no other': {
        inputs: '{ a: { type: 5 }, b: {} }',
        gives: [{ id: 'b', type: 'text' }],
      },
      'Keeps its first description when it is listed twice': {
        inputs: '[{ id: a, password: true }, { id: a }]',
        gives: [{ id: 'a', type: 'secret' }],
      },
    },
    ({ inputs, gives }) => assert.deepEqual(inputsOf(inputs), gives),
  );

  it('Belongs to the servers whose texts name it', () => {
    const definitions = definitionsOf(
      `inputs: { a: {}, b: {}, c: {} }
mcpServers:
  one: { command: x, args: ["\${input:a}"], env: { B: "\${input:b}" } }
  two: { url: "https://h/\${input:b}" }
  three: { command: y, roots: ["\${input:c}"] }
  four: { command: z }
`,
    );
    assert.deepEqual(
      definitions.map(({ inputs = [] }) => inputs.map(({ id }) => id)),
      [['a', 'b'], ['b'], ['c'], []],
    );
  });
});
