import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ProblemDetails } from '../../src/gateway/access/problemDetails';
import { openGateway } from '../../src/runtime/openGateway';
import { ProgramPool } from '../../src/runtime/programPool';
import { initialize, TestGateway, token } from '../support/gateway/gateway';
import { startServing, stateOf } from '../support/gateway/serving';
import { stdio, TestPool } from '../support/pool/testPool';
import { expectCode } from '../support/terminal/cli';
import { until, within } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';
import { open, readAll } from './support/raw';

const bearer = (given: string) => ({ authorization: `Bearer ${given}` });
const toolbox = () => stdio('toolbox', 'toolbox', { autoApprove: ['typed', 'wait'] });

/** Reads a stream until it is over, however it ends. */
async function ended({ body }: Response): Promise<void> {
  const reader = body!.getReader();
  while (
    await reader
      .read()
      .then(({ done }) => !done)
      .catch(() => false)
  );
}

describe('The shared token of a gateway', () => {
  let test: TestGateway;
  before(async () => {
    test = await new TestGateway().open(toolbox());
  });
  after(() => test.close());

  const places: Readonly<Record<string, object>> = {
    '/servers': {},
    '/tools/call': { body: { server: 'toolbox', tool_name: 'erase', arguments: {} } },
    '/servers/toolbox/tools/erase': { body: {} },
    '/broadcast': { body: { tool_name: 'erase', arguments: {} } },
    '/mcp': initialize,
    '/servers/toolbox/mcp': initialize,
  };
  for (const [place, request] of Object.entries(places))
    for (const who of ['editor', 'terminal'])
      it(`never acts for a person: ${who} at ${place}`, async () => {
        const { headers } = request as { headers?: Record<string, string> };
        const more = { ...request, headers: { ...headers, 'mcp-pool-origin': who } };
        const answer = await test.fetch(place, more);
        const problem = (await answer.json()) as ProblemDetails;
        assert.equal(answer.status, 403, JSON.stringify(problem));
        assert.equal(problem.type, 'urn:mcp-pool:origin');
        assert.match(problem.detail, /Only MCP Pool's own programs may declare that a person made a call/);
        assert.deepEqual(test.of('call.started'), []);
      });

  it('opens no session of our own programs, whose token opens none of others', async () => {
    const owner = await test.byOwner();
    const ping = { jsonrpc: '2.0', id: 2, method: 'ping' };
    const as = async (headers: Record<string, string>, session?: string) => {
      const own: Record<string, string> = session === undefined ? {} : { 'mcp-session-id': session };
      const request = session === undefined ? initialize : { ...initialize, body: ping };
      const more = { ...request, headers: { ...initialize.headers, ...headers, ...own } };
      const answer = await test.fetch('/mcp', more);
      await answer.text();
      return { status: answer.status, session: answer.headers.get('mcp-session-id') ?? '' };
    };
    for (const [mine, other] of [
      [owner, {}],
      [{}, owner],
    ] as Record<string, string>[][]) {
      const { session } = await as(mine!);
      assert.equal((await as(mine!, session)).status, 200);
      assert.equal((await as(other!, session)).status, 404);
    }
  });

  it('differs from that of our own programs, which is only in a file of the person', async () => {
    const { authorization } = await test.byOwner();
    const owner = authorization.slice('Bearer '.length);
    assert.notEqual(owner, token);
    const files = readdirSync(test.folder).filter((name) =>
      readFileSync(path.join(test.folder, name), 'utf8').includes(owner),
    );
    assert.equal(files.length, 1);
    assert.match(files[0]!, /\.owner$/);
    if (process.platform !== 'win32')
      assert.equal(statSync(path.join(test.folder, files[0]!)).mode & 0o777, 0o600);
    for (const place of ['/health', '/servers', '/openapi.json', '/docs', '/catalog'])
      assert.ok(!(await (await test.fetch(place)).text()).includes(owner), place);
  });
});

describe('A token that is renewed', () => {
  let test: TestGateway;
  beforeEach(async () => {
    test = await new TestGateway().open(toolbox());
  });
  afterEach(() => test.close());

  it('is no longer accepted, and the new one is', async () => {
    const before = await test.byOwner();
    await test.gateway.renewToken();
    const fresh = test.gateway.token!;
    const kept = readFileSync(test.gateway.address!.tokenFile, 'utf8').trim();
    assert.equal(kept, fresh);
    assert.notEqual(fresh, token);
    assert.equal((await test.fetch('/servers')).status, 401);
    assert.equal((await test.fetch('/servers', { headers: bearer(fresh) })).status, 200);
    assert.equal((await test.fetch('/servers', { headers: before })).status, 200);
  });

  it('ends the streams, calls and connections that it has opened, and none of our own programs', async () => {
    const owner = await test.byOwner();
    const [theirs, ours] = [await test.fetch('/events'), await test.fetch('/events', { headers: owner })];
    const socket = open(test.port);
    const raw = readAll(socket);
    socket.write(
      `GET /servers HTTP/1.1\r\nHost: 127.0.0.1:${test.port}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    await once(socket, 'data');
    const body = { server: 'toolbox', tool_name: 'wait', arguments: {} };
    const call = test.fetch('/tools/call', { body }).catch(() => undefined);
    await until('the call is made', () => test.of('call.started').length === 1);
    await test.gateway.renewToken();
    await within('their stream ends', ended(theirs));
    await within('their call ends', call);
    await until('it is cancelled', () => test.of('call.failed').length === 1);
    assert.deepEqual((await raw).statuses, [200]);
    const reader = ours.body!.getReader();
    const listed = await test.fetch('/tools/call', {
      body: { server: 'toolbox', tool_name: 'typed', arguments: { text: 'still here' } },
      headers: owner,
    });
    assert.equal(listed.status, 200);
    let heard = '';
    while (!heard.includes('call.succeeded'))
      heard += new TextDecoder().decode((await within('our stream goes on', reader.read())).value);
    await reader.cancel();
  });

  it('ends the sessions that it has opened, and none of our own programs', async () => {
    const owner = await test.byOwner();
    const begin = async (headers: Record<string, string>) => {
      const answer = await test.fetch('/mcp', {
        ...initialize,
        headers: { ...initialize.headers, ...headers },
      });
      await answer.text();
      return answer.headers.get('mcp-session-id')!;
    };
    const [theirs, ours] = [await begin({}), await begin(owner)];
    await test.gateway.renewToken();
    const ping = async (session: string, headers: Record<string, string>) => {
      const more = { ...initialize.headers, ...headers, 'mcp-session-id': session };
      return (await test.fetch('/mcp', { body: { jsonrpc: '2.0', id: 2, method: 'ping' }, headers: more }))
        .status;
    };
    assert.equal(await ping(theirs, bearer(test.gateway.token!)), 404);
    assert.equal(await ping(ours, owner), 200);
  });

  it('is renewed for a program that opened the gateway', async () => {
    const pool = new TestPool();
    const program = new ProgramPool(pool.pool, () => assert.fail('no server is added'), []);
    const gateway = await openGateway(program, { folder: test.folder });
    const first = gateway.token;
    const second = await gateway.renewToken();
    assert.notEqual(first, second);
    assert.equal(gateway.token, second);
    const status = async (given: string) =>
      (await fetch(`${gateway.url}/servers`, { headers: bearer(given) })).status;
    assert.deepEqual([await status(first), await status(second)], [401, 200]);
    await gateway.close();
    await pool.close();
  });
});

describe('The tokens of mcp-pool serve', () => {
  const workspace = new Workspace();
  const options = { cwd: workspace.folder, env: stateOf(workspace) };
  before(() => workspace.configure({ toolbox: fixtureEntry('toolbox') }));
  after(() => workspace.remove());
  const folder = () => workspace.path('state/gateways');
  const owner = () =>
    readFileSync(path.join(folder(), readdirSync(folder()).find((name) => name.endsWith('.owner'))!), 'utf8');

  it('are new with each start, even our own when the other is in a file', async () => {
    const seen = new Set<string>();
    for (const words of [[], [], ['--token-file', workspace.path('kept')]]) {
      const { live, token: handedOut } = await startServing(words, options);
      seen.add(owner()).add(handedOut);
      live.child.kill('SIGTERM');
      expectCode(await live.done, 0);
      assert.deepEqual(readdirSync(folder()), []);
    }
    assert.equal(seen.size, 6);
  });

  if (process.platform !== 'win32')
    it('are renewed at SIGUSR2, in the file where the person keeps it', async () => {
      const file = workspace.path('kept');
      const { live, served, token: before } = await startServing(['--token-file', file], options);
      const status = async (given: string) =>
        (await fetch(`${served.url}/servers`, { headers: bearer(given) })).status;
      assert.equal(await status(before), 200);
      live.child.kill('SIGUSR2');
      const fresh = () => readFileSync(file, 'utf8').trim();
      await until('the file holds another one', () => fresh() !== before);
      assert.deepEqual([await status(before), await status(fresh())], [401, 200]);
      live.child.kill('SIGTERM');
      expectCode(await live.done, 0);
    });
});
