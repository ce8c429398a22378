import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { follow } from '../fixtures/servers/oauthBrowser';
import { ProtectedServer } from '../fixtures/servers/oauthProtected';
import { errorOf, expectCode, jsonOf, mcpPool, startMcpPool } from '../support/terminal/cli';
import { until, within } from '../support/until';

describe('The sign-in at a terminal', () => {
  let remote: ProtectedServer;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-state-'));
    remote = await ProtectedServer.start();
  });
  afterEach(async () => {
    await remote.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const options = () => ({ cwd: folder, env: { MCP_POOL_STATE: folder } });
  const run = (...words: string[]) => mcpPool([...words, '--url', remote.url], options());

  /** Logs in as a person does: reads the address from the terminal and goes there. */
  async function login(...words: string[]): Promise<{ stderr: string; stdout: string }> {
    const live = startMcpPool(['login', 'default', '--url', remote.url, ...words], options());
    let told = '';
    live.child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    const url = await until(
      'the terminal shows an address',
      () => /http:\/\/[^\s"]+authorize[^\s"]*/.exec(told)?.[0],
    );
    await follow(new URL(url));
    const done = await within('the end of login', live.done);
    expectCode(done, 0);
    return done;
  }

  it('is explained when a server requires it', async () => {
    for (const words of [['call', 'default', 'greet'], ['list']]) {
      const refused = await run(...words, '--json');
      expectCode(refused, 4);
      const error = errorOf(refused);
      assert.equal(error.kind, 'signIn');
      assert.match(error.nextSteps.join(), /^Run mcp-pool login default/);
    }
  });

  it('prints an address, waits for the browser, and is then used by every other command', async () => {
    const done = await login();
    assert.equal(done.stdout, "Signed in to 'default'.\n");
    const called = await run('call', 'default', 'greet');
    expectCode(called, 0);
    assert.equal(called.stdout, 'Hello\n');
    const again = await run('login', 'default', '--json');
    expectCode(again, 0);
    assert.match(jsonOf<{ message: string }>(again).message, /^Already signed in/);
  });

  it('prints the address as one JSON line for programs', async () => {
    const done = await login('--json');
    const [line] = done.stderr.split('\n');
    assert.equal((JSON.parse(line!) as { kind: string }).kind, 'signIn');
    assert.deepEqual(JSON.parse(done.stdout), { server: 'default', message: "Signed in to 'default'." });
  });

  it('keeps tokens in files that only the user can read, and shows them nowhere', async () => {
    const done = await login('--verbose');
    const places = path.join(folder, 'sign-ins');
    const files = readdirSync(places).filter((name) => name.endsWith('.json'));
    assert.equal(files.length, 1);
    if (process.platform !== 'win32') {
      assert.equal(statSync(path.join(places, files[0]!)).mode & 0o777, 0o600);
      assert.equal(statSync(places).mode & 0o777, 0o700);
    }
    remote.issuer.expireAccessTokens();
    remote.issuer.revokeRefreshTokens();
    const refused = await run('call', 'default', 'greet', '--verbose');
    expectCode(refused, 4);
    const shown = [done, refused].map(({ stdout, stderr }) => stdout + stderr).join();
    for (const secret of remote.issuer.secrets) assert.ok(!shown.includes(secret), shown);
  });

  it('renews a rotating refresh token once for two commands at the same time', async () => {
    await login();
    remote.issuer.expireAccessTokens();
    const before = remote.refused;
    // Both have been refused before either is answered.
    remote.issuer.behaviour.beforeRefresh = async () => {
      await until('both commands are refused', () => remote.refused >= before + 2);
    };
    const both = await Promise.all([run('call', 'default', 'greet'), run('call', 'default', 'greet')]);
    for (const one of both) expectCode(one, 0);
    assert.equal(remote.issuer.count('/token refresh_token'), 1);
  });

  it('asks for the rights that a call lacked at the next login', async () => {
    await login();
    const refused = await run('call', 'default', 'erase', '--json');
    expectCode(refused, 4);
    assert.match(errorOf(refused).message, /more scopes/);
    await login();
    expectCode(await run('call', 'default', 'erase'), 0);
  });

  it('forgets and revokes the tokens at logout', async () => {
    await login();
    const out = await run('logout', 'default');
    expectCode(out, 0);
    assert.equal(out.stdout, "Signed out of 'default'.\n");
    assert.equal(remote.issuer.openTokens, 0);
    expectCode(await run('call', 'default', 'greet'), 4);
    assert.equal((await run('logout', 'default')).stdout, "Not signed in to 'default'.\n");
  });

  it('stops waiting for the browser at Ctrl+C', async () => {
    const live = startMcpPool(['login', 'default', '--url', remote.url], options());
    let told = '';
    live.child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    await until('the terminal shows an address', () => told.includes('/authorize'));
    live.child.kill('SIGINT');
    expectCode(await live.done, 130);
  });
});
