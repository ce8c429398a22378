import assert from 'node:assert/strict';
import { entryOf, suggestName } from '../../../src/config/edit/commandLineEntry';
import { rows } from '../support/table';

describe('The text that adds a server', () => {
  rows<{ typed: string; entry: object; name: string }>(
    {
      'may be a command line': {
        typed: 'npx -y @modelcontextprotocol/server-everything stdio',
        entry: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-everything', 'stdio'] },
        name: 'everything',
      },
      'may be a program alone': { typed: ' my-server ', entry: { command: 'my-server' }, name: 'my-server' },
      'has quotes around words with spaces': {
        typed: `node "my server.js" '--title=a b'`,
        entry: { command: 'node', args: ['my server.js', '--title=a b'] },
        name: 'my server',
      },
      'may be an address': {
        typed: 'https://mcp.example.com/mcp',
        entry: { url: 'https://mcp.example.com/mcp' },
        name: 'example',
      },
      'may be an address of this machine': {
        typed: 'HTTP://localhost:3000/mcp',
        entry: { url: 'HTTP://localhost:3000/mcp' },
        name: 'localhost',
      },
      'may be a numeric address': {
        typed: 'http://127.0.0.1:1/',
        entry: { url: 'http://127.0.0.1:1/' },
        name: '127.0.0.1',
      },
      'may be a package with a version': {
        typed: 'npx @scope/weather-mcp@1.2.3',
        entry: { command: 'npx', args: ['@scope/weather-mcp@1.2.3'] },
        name: 'weather',
      },
      'may be a package with a tag': {
        typed: 'npx -y mcp-fetch@latest',
        entry: { command: 'npx', args: ['-y', 'mcp-fetch@latest'] },
        name: 'fetch',
      },
      'may be a Python tool': {
        typed: 'uvx mcp-server-git',
        entry: { command: 'uvx', args: ['mcp-server-git'] },
        name: 'git',
      },
      'may be an image of Docker': {
        typed: 'docker run -i --rm -e TOKEN mcp/time:1.2',
        entry: { command: 'docker', args: ['run', '-i', '--rm', '-e', 'TOKEN', 'mcp/time:1.2'] },
        name: 'time',
      },
      'may be a file': {
        typed: 'node ./dist/weather.js',
        entry: { command: 'node', args: ['./dist/weather.js'] },
        name: 'weather',
      },
    },
    ({ typed, entry, name }) => {
      assert.deepEqual(entryOf(typed), entry);
      assert.equal(suggestName(entryOf(typed)!), name);
    },
  );

  it('may be empty', () => {
    assert.equal(entryOf('  '), undefined);
  });

  it('always gives a name', () => {
    assert.equal(suggestName({}), 'server');
  });
});
