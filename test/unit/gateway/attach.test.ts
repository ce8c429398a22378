import assert from 'node:assert/strict';
import { secretsOf } from '../../../src/config/launchSecrets';
import { parseConfig } from '../../../src/config/parse';
import { attached } from '../../../src/gateway/attach';

describe('The definitions of a pool that is attached to a gateway', () => {
  const { definitions } = parseConfig(
    `
inputs:
  key: { type: secret }
mcpServers:
  one: { command: node, args: ["\${input:key}"], autoApprove: [a], disabledTools: ["b*"], autostart: onDemand, restart: 0 }
  two words: { url: "https://example.org/mcp", roots: ["\${workspaceFolder}"], protocol: "2026-07-28" }
  näme/x: { type: demo, disabled: true }
  broken: {}
`,
    { file: '/home/x/mcp-config.yaml', folder: '/home/x' },
  );
  const token = 'a-token-that-is-long-enough-to-be-one';
  const made = attached(definitions, { url: 'http://127.0.0.1:7411' }, token);
  const launches = made.map(({ launch }) => launch);

  it('are the same servers in the same order, under the same policy', () => {
    const kept = (all: typeof made) =>
      all.map(({ id, name, autoApprove, disabledTools, disabled, autostart, source }) => ({
        id,
        name,
        autoApprove,
        disabledTools,
        disabled,
        autostart,
        source,
      }));
    assert.deepEqual(kept(made), kept(definitions));
  });

  it('reach each at its path, also where the name is none', () => {
    assert.deepEqual(
      launches.map((launch) => (launch.type === 'http' ? new URL(launch.url).pathname : launch.type)),
      ['/servers/one/mcp', '/servers/two%20words/mcp', '/servers/n_me_x_e46fed1a/mcp', 'invalid'],
    );
  });

  it('ask for no input, tell of no folder and pin no revision: that is between the gateway and the server', () => {
    for (const { inputs, roots, protocol, restart } of made)
      assert.deepEqual([inputs, roots, protocol, restart], [undefined, undefined, undefined, undefined]);
  });

  it('say that their calls are decided here, with a token that is hidden wherever they are told of', () => {
    const [launch] = launches;
    assert.ok(launch?.type === 'http');
    assert.deepEqual(launch.headers, { Authorization: `Bearer ${token}`, 'MCP-Pool-Origin': 'editor' });
    assert.deepEqual(secretsOf(launch), [`Bearer ${token}`]);
    assert.ok(!launch.url.includes(token));
  });
});
