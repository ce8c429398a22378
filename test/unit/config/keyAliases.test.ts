import assert from 'node:assert/strict';
import { serverKeys, serverSchema } from '../../../src/config/model/schema';
import { keyAliases, typeAliases } from '../../../src/config/parse/keyAliases';
import { parse } from '../../support/pool/definitions';
import { rows } from '../support/table';

const read = (lines: string) => parse(`mcpServers:\n  a: { ${lines} }\n`).definitions[0]!;

describe('A key of another client', () => {
  it('replaces an existing key, and is not one', () => {
    for (const [other, ours] of Object.entries(keyAliases)) {
      assert.ok((serverKeys as string[]).includes(ours), ours);
      assert.ok(!(serverKeys as string[]).includes(other), other);
    }
    for (const ours of Object.values(typeAliases))
      assert.ok(serverSchema.shape.type.safeParse(ours).success, ours);
  });

  rows<{ lines: string; means: string }>(
    {
      'approves tools': { lines: 'command: x, alwaysAllow: [t]', means: 'command: x, autoApprove: [t]' },
      'gives the address of a server': { lines: 'serverUrl: https://h', means: 'url: https://h' },
      'gives the command of a server': { lines: 'cmd: x', means: 'command: x' },
      'gives the type of a server': {
        lines: 'transport: sse, url: https://h',
        means: 'type: sse, url: https://h',
      },
      'gives the type in its own words': {
        lines: 'transport: streamableHttp, url: https://h',
        means: 'type: streamable-http, url: https://h',
      },
      'sets variables': { lines: 'command: x, environment: { A: b }', means: 'command: x, env: { A: b }' },
      'disables a server': { lines: 'command: x, enabled: false', means: 'command: x, disabled: true' },
      'enables a server': { lines: 'command: x, enabled: true', means: 'command: x, disabled: false' },
      'limits a request': { lines: 'command: x, timeout: 5s', means: 'command: x, requestTimeout: 5s' },
      'limits nothing without a unit': { lines: 'command: x, timeout: 5', means: 'command: x' },
      'yields to our own key': {
        lines: 'command: x, alwaysAllow: [a], autoApprove: [b]',
        means: 'command: x, autoApprove: [b]',
      },
      'disables a server when its meaning is unclear': {
        lines: 'command: x, enabled: perhaps',
        means: 'command: x, disabled: true',
      },
    },
    ({ lines, means }) => assert.deepEqual(read(lines), read(means)),
  );

  it('offers both units for a number, the likelier one first', () => {
    const titles = (value: string) =>
      parse(`mcpServers:\n  a: { command: x, ${value} }\n`).problems[0]!.fixes!.map(({ title }) => title);
    assert.deepEqual(titles('timeout: 60'), ["Write 'requestTimeout: 60s'", "Write 'requestTimeout: 60ms'"]);
    assert.deepEqual(titles('timeout: 60000'), [
      "Write 'requestTimeout: 60000ms'",
      "Write 'requestTimeout: 60000s'",
    ]);
    assert.deepEqual(titles('startTimeout: 5000'), ["Write '5000ms'", "Write '5000s'"]);
  });
});
