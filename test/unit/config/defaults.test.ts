import assert from 'node:assert/strict';
import { definitionsOf, parse } from '../../support/pool/definitions';
import { rows } from '../support/table';

const read = (defaults: string, entry: string) =>
  definitionsOf(`defaults: { ${defaults} }\nmcpServers:\n  a: { ${entry} }\n`)[0]!;
const alone = (entry: string) => definitionsOf(`x-note: 0\nmcpServers:\n  a: { ${entry} }\n`)[0]!;

describe('The defaults of a file', () => {
  rows<{ defaults: string; entry: string; means: string }>(
    {
      'apply to keys that an entry does not have': {
        defaults: 'cwd: d, restart: 3, startTimeout: 5s',
        entry: 'command: x',
        means: 'command: x, cwd: d, restart: 3, startTimeout: 5s',
      },
      'do not override an entry': {
        defaults: 'cwd: d',
        entry: 'command: x, cwd: e',
        means: 'command: x, cwd: e',
      },
      'are merged by the names of variables': {
        defaults: 'env: { A: one, B: two }',
        entry: 'command: x, env: { B: three, C: four }',
        means: 'command: x, env: { A: one, B: three, C: four }',
      },
      'are merged by the names of headers': {
        defaults: 'headers: { A: one }',
        entry: 'url: https://h, headers: { B: two }',
        means: 'url: https://h, headers: { A: one, B: two }',
      },
      'can be removed for a variable': {
        defaults: 'env: { A: one }',
        entry: 'command: x, env: { A: null }',
        means: 'command: x, env: { A: null }',
      },
      'are replaced as a whole for lists': {
        defaults: 'autoApprove: [a, b]',
        entry: 'command: x, autoApprove: [c]',
        means: 'command: x, autoApprove: [c]',
      },
      'do not apply to an address when they are for programs': {
        defaults: 'env: { A: one }, cwd: d, envFile: .env, inheritEnv: all',
        entry: 'url: https://h',
        means: 'url: https://h',
      },
      'do not apply to a program when they are for addresses': {
        defaults: 'headers: { A: one }, oauth: { clientId: c }',
        entry: 'command: x',
        means: 'command: x',
      },
      'can be undone by an entry': {
        defaults: 'disabled: true',
        entry: 'command: x, disabled: false',
        means: 'command: x, disabled: false',
      },
    },
    ({ defaults, entry, means }) => assert.deepEqual(read(defaults, entry), alone(means)),
  );

  it('are reported once when they are wrong, not with each server', () => {
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
