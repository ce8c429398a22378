import assert from 'node:assert/strict';
import type { InputDefinition } from '../../../src/config/model/definition';
import { definitionsOf, parse } from '../../support/pool/definitions';
import { rows } from '../support/table';

const inputsOf = (inputs: string) => parse(`inputs: ${inputs}\nmcpServers:\n  a: { command: x }\n`).inputs;

describe('An input', () => {
  rows<{ inputs: string; gives: readonly InputDefinition[] }>(
    {
      'is a text by default': { inputs: '{ a: }', gives: [{ id: 'a', type: 'text' }] },
      'may be a secret': { inputs: '{ a: { type: secret } }', gives: [{ id: 'a', type: 'secret' }] },
      'may be a choice': {
        inputs: '{ a: { type: pick, options: [b, 1.10], default: true, description: d } }',
        gives: [{ id: 'a', type: 'pick', options: ['b', '1.10'], default: 'true', description: 'd' }],
      },
      'may be a text of VS Code': {
        inputs: '[{ id: a, type: promptString, description: d, default: e }]',
        gives: [{ id: 'a', type: 'text', description: 'd', default: 'e' }],
      },
      'is a secret when it is a password of VS Code': {
        inputs: '[{ id: a, type: promptString, password: true }]',
        gives: [{ id: 'a', type: 'secret' }],
      },
      'is no secret when it is not a password of VS Code': {
        inputs: '[{ id: a, password: false }]',
        gives: [{ id: 'a', type: 'text' }],
      },
      'may be a choice of VS Code': {
        inputs: '[{ id: a, type: pickString, options: [b] }]',
        gives: [{ id: 'a', type: 'pick', options: ['b'] }],
      },
      'is ignored when it is broken, and others are not': {
        inputs: '{ a: { type: 5 }, b: {} }',
        gives: [{ id: 'b', type: 'text' }],
      },
      'keeps its first description when it is listed twice': {
        inputs: '[{ id: a, password: true }, { id: a }]',
        gives: [{ id: 'a', type: 'secret' }],
      },
    },
    ({ inputs, gives }) => assert.deepEqual(inputsOf(inputs), gives),
  );

  it('belongs to the servers that use it', () => {
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
