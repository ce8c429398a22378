import assert from 'node:assert/strict';
import * as toml from 'smol-toml';
import { withCodexServer } from '../../../../src/config/clients/clientFormats';

/** As Codex reads it. */
const parse = (text: string) => JSON.parse(JSON.stringify(toml.parse(text))) as unknown;
const entry = {
  command: '/opt/my tools/mcp-pool',
  args: ['bridge', '--config', 'C:\\teams\\"a"\\mcp-config.yaml'],
};
const written = { command: entry.command, args: entry.args };

describe('A server in the file of Codex', () => {
  it('is what Codex reads from an empty file', () => {
    assert.deepEqual(parse(withCodexServer('', 'mcp-pool', entry)), { mcp_servers: { 'mcp-pool': written } });
  });

  it('leaves all else unchanged', () => {
    const before = '# mine\nmodel = "o4"\n\n[mcp_servers.other]\ncommand = "x" # that one\n';
    const after = withCodexServer(before, 'mcp-pool', entry);
    assert.ok(after.startsWith(before));
    assert.deepEqual(parse(after), {
      model: 'o4',
      mcp_servers: { other: { command: 'x' }, 'mcp-pool': written },
    });
  });

  it('replaces its previous entry', () => {
    const once = withCodexServer('[mcp_servers.other]\ncommand = "x"\n', 'mcp-pool', {
      command: 'old',
      args: [],
    });
    const between = `${once}\n[profiles.fast]\nmodel = "o4"\n`;
    const after = withCodexServer(between, 'mcp-pool', entry);
    assert.deepEqual(parse(after), {
      mcp_servers: { other: { command: 'x' }, 'mcp-pool': written },
      profiles: { fast: { model: 'o4' } },
    });
    assert.equal(withCodexServer(after, 'mcp-pool', entry), after);
  });

  it('may have a name that needs quotes', () => {
    const name = 'mcp-pool-my folder "x"';
    assert.deepEqual(parse(withCodexServer('', name, entry)), { mcp_servers: { [name]: written } });
  });
});
