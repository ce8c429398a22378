import assert from 'node:assert/strict';
import { parseConfig } from '../../../src/config/parse/parseConfig';
import { attached } from '../../../src/gateway/attach/attach';

describe('The definitions of an attached pool', () => {
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
  const config = '/home/x/mcp-config.yaml';
  const made = attached(definitions, { url: 'http://127.0.0.1:7411', config });
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

  it('lead to each server at its path, even when its name cannot be one', () => {
    assert.deepEqual(
      launches.map((launch) => (launch.type === 'http' ? new URL(launch.url).pathname : launch.type)),
      ['/servers/one/mcp', '/servers/two%20words/mcp', '/servers/n_me_x_e46fed1a/mcp', 'invalid'],
    );
  });

  it('have no input, folder or revision, which the gateway decides with the server', () => {
    for (const { inputs, roots, protocol, restart } of made)
      assert.deepEqual([inputs, roots, protocol, restart], [undefined, undefined, undefined, undefined]);
  });

  it('contain no token, and name the gateway that has to prove itself before one is sent', () => {
    const [launch] = launches;
    assert.ok(launch?.type === 'http');
    assert.deepEqual([launch.headers, launch.gatewayOf], [{}, config]);
  });

  it('are the only ones that can name a gateway, as a file cannot', () => {
    const text = `mcpServers: { a: { url: "http://127.0.0.1:7411/servers/a/mcp", gatewayOf: ${config} } }`;
    const [written] = parseConfig(text, { file: config, folder: '/home/x' }).definitions;
    assert.ok(written?.launch.type === 'http');
    assert.equal(written.launch.gatewayOf, undefined);
  });
});
