import assert from 'node:assert/strict';
import { fixture } from '../support/places';
import { type HttpServer, serveModern, statusServer } from '../support/servers/httpServers';
import { errorOf, expectCode, jsonOf, mcpPool } from '../support/terminal/cli';
import { Workspace } from '../support/workspace';

describe('A server without a file', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());
  const run = (...words: string[]) => mcpPool(words, { cwd: workspace.folder });
  const toolbox = ['--command', 'node', '--arg', fixture('toolbox')];

  it("is named 'default' and needs no file", async () => {
    const listed = await run('list', ...toolbox, '--json');
    expectCode(listed, 0);
    assert.deepEqual(
      jsonOf<{ name: string; state: string }[]>(listed).map(({ name, state }) => [name, state]),
      [['default', 'ready']],
    );
    expectCode(await run(...toolbox, 'call', 'default', 'process'), 0);
  });

  it('gets its arguments in order, even those that look like options', async () => {
    const script = "console.error('ARGS ' + process.argv.slice(1).join(' ')); process.exit(5)";
    const words = ['--command', 'node', '--arg', '-e', '--arg', script, '--arg', '--', '--arg', '--json'];
    const failed = await run('call', 'default', 'x', ...words);
    expectCode(failed, 4);
    assert.match(failed.stderr, /ARGS --json/);
  });

  it('gets its variables', async () => {
    const called = await run('call', 'default', 'variable', 'name=A_B', ...toolbox, '--env', 'A_B=x=y');
    expectCode(called, 0);
    assert.equal(called.stdout, 'x=y\n');
  });

  it('replaces the file in the folder', async () => {
    workspace.write('mcp-config.yaml', 'mcpServers: [not valid\n');
    expectCode(await run('call', 'default', 'process', ...toolbox), 0);
    const other = await run('call', 'toolbox', 'process', ...toolbox, '--json');
    expectCode(other, 5);
    assert.match(errorOf(other).message, /no server 'toolbox'/);
  });

  describe('behind an address', () => {
    let modern: HttpServer;
    before(async () => {
      modern = await serveModern();
    });
    after(() => modern.close());

    it('is listed, called and read', async () => {
      const listed = await run('list', '--url', modern.url, '--json');
      expectCode(listed, 0);
      const [server] = jsonOf<{ name: string; protocolVersion: string }[]>(listed);
      assert.deepEqual([server?.name, server?.protocolVersion], ['default', '2026-07-28']);
      const called = await run('call', 'default', 'greet', 'name=Ada', '--url', modern.url);
      expectCode(called, 0);
      assert.equal(called.stdout, 'Hello Ada\n');
      const read = await run('read', 'default', 'modern://note', '--url', modern.url);
      assert.equal(read.stdout, 'A modern note.\n');
    });

    it('gets the headers', async () => {
      const words = ['--url', modern.url, '--header', 'X-One: 1', '--header', 'Authorization: Bearer a:b'];
      const called = await run('call', 'default', 'headers', ...words);
      expectCode(called, 0);
      const headers = JSON.parse(called.stdout) as Record<string, string>;
      assert.equal(headers['x-one'], '1');
      assert.equal(headers.authorization, 'Bearer a:b');
    });

    it('ends the command with 4 when it requires a sign-in, without repeating the token', async () => {
      const server = await statusServer(401);
      const words = ['--url', server.url, '--header', 'Authorization: Bearer hunter2-hunter2'];
      const called = await run('call', 'default', 'x', ...words, '--json');
      await server.close();
      expectCode(called, 4);
      assert.equal(errorOf(called).kind, 'signIn');
      assert.ok(!called.stderr.includes('hunter2'), called.stderr);
    });
  });
});
