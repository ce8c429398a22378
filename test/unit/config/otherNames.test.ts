import assert from 'node:assert/strict';
import { serverKeys, serverSchema } from '../../../src/config/model/schema';
import { keyAliases, typeAliases } from '../../../src/config/parse/keyAliases';
import { parse } from '../support/definitions';
import { rows } from '../support/table';

const read = (lines: string) => parse(`mcpServers:\n  a: { ${lines} }\n`).definitions[0]!;

describe("Another client's name", () => {
  it('Is one for a key that there is, and no key of ours', () => {
    for (const [other, ours] of Object.entries(keyAliases)) {
      assert.ok((serverKeys as string[]).includes(ours), ours);
      assert.ok(!(serverKeys as string[]).includes(other), other);
    }
    for (const ours of Object.values(typeAliases))
      assert.ok(serverSchema.shape.type.safeParse(ours).success, ours);
  });

  rows<{ lines: string; means: string }>(
    {
      'Approves tools': { lines: 'command: x, alwaysAllow: [t]', means: 'command: x, autoApprove: [t]' },
      'Says where a server is': { lines: 'serverUrl: https://h', means: 'url: https://h' },
      'Says what to start': { lines: 'cmd: x', means: 'command: x' },
      'Says how to reach a server': {
        lines: 'transport: sse, url: https://h',
        means: 'type: sse, url: https://h',
      },
      'Says how in its own words': {
        lines: 'transport: streamableHttp, url: https://h',
        means: 'type: streamable-http, url: https://h',
      },
      'Sets variables': { lines: 'command: x, environment: { A: b }', means: 'command: x, env: { A: b }' },
      'Disables a server': { lines: 'command: x, enabled: false', means: 'command: x, disabled: true' },
      'Enables a server': { lines: 'command: x, enabled: true', means: 'command: x, disabled: false' },
      'Limits a request': { lines: 'command: x, timeout: 5s', means: 'command: x, requestTimeout: 5s' },
      'Limits nothing without a unit': { lines: 'command: x, timeout: 5', means: 'command: x' },
      'Counts less than ours': {
        lines: 'command: x, alwaysAllow: [a], autoApprove: [b]',
        means: 'command: x, autoApprove: [b]',
      },
      'Starts nothing when nobody can tell': {
        lines: 'command: x, enabled: perhaps',
        means: 'command: x, disabled: true',
      },
    },
    ({ lines, means }) => assert.deepEqual(read(lines), read(means)),
  );

  it('Offers both units for a number, the likelier first', () => {
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
