import assert from 'node:assert/strict';
import { type ClientId, clientTitles } from '../../../../src/config/clients/clientFiles';
import { readClientServers } from '../../../../src/config/clients/importServers';
import { serverSchema } from '../../../../src/config/model/schema';
import { rows } from '../../support/table';
import { samples } from './samples';

const clients = Object.keys(clientTitles) as ClientId[];

describe('A broken file of another client', () => {
  rows<{ text: string; names?: string[]; problem?: RegExp; note?: RegExp }>(
    {
      'has no servers when it is empty': { text: '' },
      'has no servers when it has other keys': { text: '{"theme": "dark"}' },
      'may begin with a byte order mark': {
        text: '\uFEFF{"mcpServers": {"a": {"command": "x"}}}',
        names: ['a'],
      },
      'is reported when it is a list': { text: '[]', problem: /not a map of servers/ },
      'is reported when it is a word': { text: 'hello', problem: /line 1/ },
      'is reported when its servers are a text': {
        text: '{"mcpServers": "x"}',
        problem: /'mcpServers' must be/,
      },
      'has its servers before an error read': {
        text: '{"mcpServers": {\n"a": {"command": "x"},\n"b": {"command": "y" "args": []},\n"c": {"command": "z"}}}',
        names: ['a'],
        problem: /line 3 has an error/,
      },
      'loses a server that does not end': {
        text: '{"mcpServers": {"a": {"command": "x"}, "b": {"command": "y", "args": ["z"',
        names: ['a'],
        problem: /line 1 has an error/,
      },
      'is reported when its brackets do not end': { text: '['.repeat(200_000), problem: /too deeply/ },
      'loses a server called __proto__': {
        text: '{"mcpServers": {"__proto__": {"command": "x"}, "a": {"command": "y"}}}',
        names: ['a'],
        note: /'__proto__' has a name that is not allowed/,
      },
      'may use names of built-in objects': {
        text: '{"mcpServers": {"constructor": {"command": "x"}, "toString": {"command": "y"}}}',
        names: ['constructor', 'toString'],
      },
      'has no entry from a prototype': {
        text: '{"mcpServers": {"a": {"__proto__": {"command": "x"}}, "b": {"command": "y"}}}',
        names: ['b'],
        note: /'a' has no command/,
      },
      'loses a prototype in a map': {
        text: '{"mcpServers": {"a": {"command": "x", "env": {"__proto__": "1", "B": "2"}}}}',
        names: ['a'],
        note: /'__proto__' in 'env'/,
      },
      'ignores an input called __proto__': {
        text: '{"inputs": [{"id": "__proto__", "type": "promptString"}], "servers": {"a": {"command": "${input:__proto__}"}}}',
        names: ['a'],
      },
      'loses inputs of the wrong shape': {
        text: '{"inputs": [1, null, {"type": "promptString"}, {"id": "p", "type": "pickString", "options": 5}], "servers": {"a": {"command": "${input:p}"}}}',
        names: ['a'],
        note: /without an id/,
      },
      'uses the last of two servers of one name': {
        text: '{"mcpServers": {"a": {"command": "x"}, "a": {"command": "y"}}}',
        names: ['a'],
      },
    },
    ({ text, names = [], problem, note }) => {
      const { servers, problems, notes } = readClientServers(text, 'vscode', { folder: '/w' });
      assert.deepEqual(
        servers.map(({ name }) => name),
        names,
      );
      if (problem) assert.match(problems.join('\n'), problem);
      else assert.deepEqual(problems, []);
      if (note) assert.match(notes.join('\n'), note);
      assert.equal(Object.getPrototypeOf({}).command, undefined);
    },
  );

  it('is read without an exception in thousands of variants, and gives only valid entries', () => {
    const random = randomNumbers(7);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const texts = Object.values(samples).map(({ text }) => text);
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      'null',
      '1e999',
      '-1',
      '"__proto__":',
      '${',
      '}',
      '//',
      '/*',
    ];
    const values = [
      null,
      [],
      {},
      0,
      -1,
      '',
      true,
      [[]],
      [null],
      { a: { b: 1 } },
      '${',
      '${}',
      '$',
      'x'.repeat(5000),
    ];
    for (let count = 0; count < 4000; count += 1) {
      let text = pick(texts);
      if (count % 2) {
        for (let times = 0; times <= random() * 4; times += 1) {
          const at = Math.floor(random() * text.length);
          text = text.slice(0, at) + pick(pieces) + text.slice(at + Math.floor(random() * 5));
        }
      } else {
        // Right JSON of a wrong shape.
        const { servers } = readClientServers(text, 'other');
        const entry: Record<string, unknown> = { ...pick(servers)?.entry };
        for (const key of ['type', 'command', 'args', 'env', 'url', 'headers', 'oauth', 'timeout', 'tools'])
          if (random() < 0.4) entry[key] = pick(values);
        text = JSON.stringify({
          mcpServers: { a: entry, b: pick(values) },
          inputs: pick(values),
          mcp: pick(values),
        });
      }
      const read = readClientServers(text, pick(clients), { folder: '/w' });
      for (const { name, entry } of read.servers)
        assert.ok(serverSchema.safeParse(entry).success, `${name} in ${text}`);
      for (const id of Object.keys(read.secrets)) assert.equal(read.inputs[id]?.type, 'secret');
    }
  });
});

/** The same numbers in every run, so that a failure can be looked at. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
