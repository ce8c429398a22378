import assert from 'node:assert/strict';
import { definitionsOf, parse } from '../support/definitions';
import { rows } from '../support/table';

const read = (defaults: string, entry: string) =>
  definitionsOf(`defaults: { ${defaults} }\nmcpServers:\n  a: { ${entry} }\n`)[0]!;
const alone = (entry: string) => definitionsOf(`x-note: 0\nmcpServers:\n  a: { ${entry} }\n`)[0]!;

describe('Defaults', () => {
  rows<{ defaults: string; entry: string; means: string }>(
    {
      'Give what an entry does not say': {
        defaults: 'cwd: d, restart: 3, startTimeout: 5s',
        entry: 'command: x',
        means: 'command: x, cwd: d, restart: 3, startTimeout: 5s',
      },
      'Leave what it says': { defaults: 'cwd: d', entry: 'command: x, cwd: e', means: 'command: x, cwd: e' },
      'Are merged by the names of variables': {
        defaults: 'env: { A: one, B: two }',
        entry: 'command: x, env: { B: three, C: four }',
        means: 'command: x, env: { A: one, B: three, C: four }',
      },
      'Are merged by the names of headers': {
        defaults: 'headers: { A: one }',
        entry: 'url: https://h, headers: { B: two }',
        means: 'url: https://h, headers: { A: one, B: two }',
      },
      'Let a variable be taken away': {
        defaults: 'env: { A: one }',
        entry: 'command: x, env: { A: null }',
        means: 'command: x, env: { A: null }',
      },
      'Replace lists as a whole': {
        defaults: 'autoApprove: [a, b]',
        entry: 'command: x, autoApprove: [c]',
        means: 'command: x, autoApprove: [c]',
      },
      'Of programs are none of an address': {
        defaults: 'env: { A: one }, cwd: d, envFile: .env, inheritEnv: all',
        entry: 'url: https://h',
        means: 'url: https://h',
      },
      'Of addresses are none of a program': {
        defaults: 'headers: { A: one }, oauth: { clientId: c }',
        entry: 'command: x',
        means: 'command: x',
      },
      'Can be taken back': {
        defaults: 'disabled: true',
        entry: 'command: x, disabled: false',
        means: 'command: x, disabled: false',
      },
    },
    ({ defaults, entry, means }) => assert.deepEqual(read(defaults, entry), alone(means)),
  );

  it('Are told once of what is wrong, not with each server', () => {
    const { problems, definitions } = parse(
      'defaults: { cwd: 5, restart: 2 }\nmcpServers:\n  a: { command: x }\n  b: { command: y }\n',
    );
    assert.equal(problems.length, 1);
    assert.deepEqual(
      definitions.map(({ launch, restart }) => [launch.type, restart]),
      [
        ['stdio', 2],
        ['stdio', 2],
      ],
    );
  });
});
