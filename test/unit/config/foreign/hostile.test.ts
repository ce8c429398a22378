import assert from 'node:assert/strict';
import { type ClientId, clientTitles } from '../../../../src/config/clients/clientFiles';
import { readClientServers } from '../../../../src/config/clients/importServers';
import { serverSchema } from '../../../../src/config/model/schema';
import { rows } from '../../support/table';
import { samples } from './samples';

const clients = Object.keys(clientTitles) as ClientId[];

describe('Files of other clients that are broken', () => {
  rows<{ text: string; names?: string[]; problem?: RegExp; note?: RegExp }>(
    {
      'An empty file has no servers': { text: '' },
      'A file with other things has no servers': { text: '{"theme": "dark"}' },
      'A byte order mark is nothing': { text: '\uFEFF{"mcpServers": {"a": {"command": "x"}}}', names: ['a'] },
      'A file that is a list is a problem': { text: '[]', problem: /not a map of servers/ },
      'A file that is a word is a problem': { text: 'hello', problem: /line 1/ },
      'Servers that are a text are a problem': {
        text: '{"mcpServers": "x"}',
        problem: /'mcpServers' must be/,
      },
      'Servers before an error are read': {
        text: '{"mcpServers": {\n"a": {"command": "x"},\n"b": {"command": "y" "args": []},\n"c": {"command": "z"}}}',
        names: ['a'],
        problem: /line 3 has an error/,
      },
      'A server that does not end is left out': {
        text: '{"mcpServers": {"a": {"command": "x"}, "b": {"command": "y", "args": ["z"',
        names: ['a'],
        problem: /line 1 has an error/,
      },
      'Brackets without an end are a problem': { text: '['.repeat(200_000), problem: /too deeply/ },
      'A server called __proto__ is left out': {
        text: '{"mcpServers": {"__proto__": {"command": "x"}, "a": {"command": "y"}}}',
        names: ['a'],
        note: /'__proto__' has a name that is not allowed/,
      },
      'Names of built-in things are names': {
        text: '{"mcpServers": {"constructor": {"command": "x"}, "toString": {"command": "y"}}}',
        names: ['constructor', 'toString'],
      },
      'A prototype in an entry is not taken for the entry': {
        text: '{"mcpServers": {"a": {"__proto__": {"command": "x"}}, "b": {"command": "y"}}}',
        names: ['b'],
        note: /'a' has no command/,
      },
      'A prototype in a map is left out': {
        text: '{"mcpServers": {"a": {"command": "x", "env": {"__proto__": "1", "B": "2"}}}}',
        names: ['a'],
        note: /'__proto__' in 'env'/,
      },
      'An input called __proto__ changes nothing': {
        text: '{"inputs": [{"id": "__proto__", "type": "promptString"}], "servers": {"a": {"command": "${input:__proto__}"}}}',
        names: ['a'],
      },
      'Inputs of the wrong shape are left out': {
        text: '{"inputs": [1, null, {"type": "promptString"}, {"id": "p", "type": "pickString", "options": 5}], "servers": {"a": {"command": "${input:p}"}}}',
        names: ['a'],
        note: /without an id/,
      },
      'The last of two servers of a name counts': {
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

  it('Thousands of broken files are read without an error, and every entry is a right one', () => {
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
