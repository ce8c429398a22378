import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { ArgumentMemory } from '../../src/editor/call/argumentMemory';
import { fieldsOf } from '../../src/pool/forms/formFields';

/** The state of a workspace, as VS Code writes it to the disk. */
class State implements vscode.Memento {
  text = '{}';

  keys(): readonly string[] {
    return Object.keys(JSON.parse(this.text));
  }

  get<T>(key: string, otherwise?: T): T {
    return (JSON.parse(this.text) as Record<string, T>)[key] ?? (otherwise as T);
  }

  async update(key: string, value: unknown): Promise<void> {
    this.text = JSON.stringify({ ...JSON.parse(this.text), [key]: value });
  }
}

const inputSchema = {
  type: 'object',
  properties: {
    city: { type: 'string' },
    phrase: { type: 'string', format: 'password' },
    seed: { $ref: '#/$defs/seed' },
    either: { anyOf: [{ type: 'number' }, { type: 'string', writeOnly: true }] },
    login: { type: 'object', properties: { user: { type: 'string' }, word: { format: 'password' } } },
    rows: { type: 'array', items: { type: 'object', properties: { word: { writeOnly: true } } } },
  },
  $defs: { seed: { type: 'string', writeOnly: true } },
};
const secret = {
  phrase: 'open sesame',
  seed: 'apple pear plum',
  either: 'one or the other',
  login: { user: 'ada', word: 'lovelace' },
  rows: [{ word: 'enigma' }],
  apiKey: 'kkk',
  headers: { authorization: 'Basic word' },
  note: 'use sk-abc123DEF456ghi there',
  database: 'postgres://app:hunter2pw@db/prod',
  signer: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const plain = {
  city: 'Paris',
  path: '/home/ada/notes.md',
  url: 'https://example.com/a?b=1',
  count: 3,
  words: ['one', 'two'],
};
const call = { server: 'a', tool: 't', arguments: { ...plain, ...secret }, inputSchema };

describe('The arguments of calls in the workspace state', () => {
  for (const [what, remember] of Object.entries({
    'of a call that was made': (memory: ArgumentMemory) => memory.rememberCall(call),
    'of one that was typed and not sent': (memory: ArgumentMemory) => memory.rememberDraft(call),
  }))
    it(`are kept ${what} without what is secret by name, by shape, or by the schema of the tool`, async () => {
      const state = new State();
      const memory = new ArgumentMemory(state);
      await remember(memory);
      const known = memory.draft('a', 't') ?? memory.used('a', 't');
      assert.deepEqual(known?.arguments, plain);
      assert.deepEqual(new Set(known?.left), new Set(Object.keys(secret)));
      for (const word of [
        'sesame',
        'pear',
        'other',
        'lovelace',
        'enigma',
        'kkk',
        'Basic',
        'sk-abc',
        'hunter2pw',
        'wJal',
      ])
        assert.ok(!state.text.includes(word), `${word}: ${state.text}`);
    });

  it('show that a call cannot be repeated unchanged, and are kept whole when nothing is secret', async () => {
    const memory = new ArgumentMemory(new State());
    await memory.rememberCall(call);
    assert.ok(memory.last!.left.length > 0);
    await memory.rememberCall({ ...call, arguments: plain });
    assert.deepEqual(memory.last, { server: 'a', tool: 't', arguments: plain, left: [] });
  });

  it('are marked in the form when they will not be remembered', () => {
    const marked = fieldsOf({ ...inputSchema, properties: { ...inputSchema.properties, apiKey: {} } })
      .filter((field) => field.secret)
      .map(({ name }) => name);
    assert.deepEqual(marked, ['phrase', 'seed', 'apiKey']);
  });
});
