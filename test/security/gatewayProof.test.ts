import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { newToken, readToken, writeToken } from '../../src/gateway/access/accessTokens';
import { attached } from '../../src/gateway/attach/attach';
import { Attachments } from '../../src/gateway/attach/attachments';
import {
  findGatewayRecord,
  type GatewayRecord,
  publishGateway,
} from '../../src/gateway/attach/gatewayDiscovery';
import { isProof, newNonce, proofOf } from '../../src/gateway/attach/gatewayProof';
import { statePaths } from '../../src/mcp/host/statePaths';
import { TestGateway, token } from '../support/gateway/gateway';
import { approveAll, stateOf } from '../support/gateway/serving';
import { cli } from '../support/places';
import { stdio, TestPool, textOf } from '../support/pool/testPool';
import { expectCode, mcpPool } from '../support/terminal/cli';
import { until } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';
import { claims, echoes, Impostor, type Manner, pretends, redirects, relaysTo } from './support/impostor';

const secretWords = 'words-that-a-person-typed';

/** The workspace of a person, whose gateway has lost its port to somebody else. */
class Taken {
  readonly workspace = new Workspace();
  readonly env = stateOf(this.workspace);
  readonly config = this.workspace.path('mcp-config.yaml');
  readonly folder = statePaths(this.env).gateways;
  readonly owner = newToken();
  impostor!: Impostor;

  constructor() {
    this.workspace.configure({ toolbox: fixtureEntry('toolbox', { autoApprove: ['*'] }) });
  }

  /** The announcement stays: the number of the process, its start and the file with the token are what they were. */
  async open(manner: Manner): Promise<this> {
    this.impostor = await Impostor.take(manner);
    const ownerFile = path.join(this.folder, 'left.owner');
    await writeToken(ownerFile, this.owner);
    await publishGateway(this.folder, {
      url: `http://127.0.0.1:${this.impostor.port}`,
      tokenFile: path.join(this.folder, 'left.token'),
      ownerFile,
      pid: process.ppid,
      instance: 'one',
      startedAt: 0,
      config: this.config,
      version: '1.0.0',
    });
    return this;
  }

  run(...words: string[]) {
    return mcpPool(words, { cwd: this.workspace.folder, env: this.env });
  }

  async close(): Promise<void> {
    await this.impostor.close();
    this.workspace.remove();
  }
}

/** Whoever listened was asked for a proof, and heard nothing else. */
function learntNothing({ heard }: Impostor, ...secrets: string[]): void {
  assert.match(heard, /^GET \/health\?nonce=[\w-]{43} HTTP\/1\.1\r\nHost: [\d.:]+\r\n\r\n/);
  const rest = heard.replace(/GET \/health\?nonce=[\w-]{43} HTTP\/1\.1\r\nHost: [\d.:]+\r\n\r\n/g, '').trim();
  assert.equal(rest, '');
  for (const secret of [...secrets, token, secretWords]) assert.ok(!heard.includes(secret));
}

const manners = { claims, echoes, pretends, redirects } as const;

describe('A program that has the port of a gateway', () => {
  for (const [what, manner] of Object.entries(manners)) {
    describe(`and ${what}`, () => {
      let taken: Taken;
      beforeEach(async () => {
        taken = await new Taken().open(manner);
      });
      afterEach(async () => {
        await taken.close();
        learntNothing(taken.impostor, taken.owner);
      });

      it('learns nothing of a call, which is made here', async () => {
        const called = await taken.run('call', 'toolbox', 'typed', `text=${secretWords}`);
        expectCode(called, 0);
        assert.equal(called.stdout, `{"text":"${secretWords}"}\n`);
        const note = 'The running gateway is not used: another program now uses its port.';
        assert.equal(called.stderr, `${note} The servers are started here.\n`);
      });

      it('learns nothing of a list, and is not trusted', async () => {
        const listed = await taken.run('list', '--json');
        expectCode(listed, 0);
        assert.match(listed.stdout, /"toolbox"/);
        assert.doesNotMatch(listed.stdout, /forged/);
      });

      it('learns nothing of a completion, and is not trusted', async () => {
        const complete = async () => {
          const run = await taken.run('__complete', `mcp-pool --config ${taken.config} call `);
          return run.stdout !== '' && run;
        };
        // On a busy machine it says nothing rather than be late.
        const told = await until('the completion is in time', complete);
        assert.match(told.stdout, /^toolbox\b/);
        assert.doesNotMatch(told.stdout, /forged/);
      });

      it('learns nothing of an assistant at the bridge, which starts its own servers', async () => {
        await approveAll(taken.workspace);
        const client = new Client({ name: 'assistant', version: '1.0.0' });
        await client.connect(
          new StdioClientTransport({
            command: process.execPath,
            args: [cli, 'bridge', '--config', taken.config],
            env: { ...process.env, ...taken.env } as Record<string, string>,
            stderr: 'ignore',
          }),
        );
        const result = await client.callTool({ name: 'toolbox__typed', arguments: { text: secretWords } });
        assert.match(JSON.stringify(result), new RegExp(secretWords));
        await client.close();
      });

      it('gets no attached window', async () => {
        const attachments = new Attachments((message) => assert.fail(message), taken.folder);
        assert.equal(await attachments.attach(taken.config), undefined);
      });

      it('gets no token from the chat or from a command that shares it', async () => {
        const attachments = new Attachments((message) => assert.fail(message), taken.folder);
        const found = (await findGatewayRecord(taken.config, taken.folder))!;
        await writeToken(found.tokenFile, newToken());
        await assert.rejects(attachments.tokenOf(found), /The gateway at \S+ has ended/);
      });
    });
  }

  it('gets nothing from a window that was attached, however often that reconnects', async () => {
    const workspace = new Workspace();
    const config = workspace.path('mcp-config.yaml');
    const definition = { ...stdio('toolbox', 'toolbox', { autoApprove: ['*'] }), restart: 0 };
    const gateway = await new TestGateway({ config }).open(definition);
    const found = (await findGatewayRecord(config, gateway.folder))!;
    const owner = (await readToken(found.ownerFile))!;
    const attachments = new Attachments((message) => assert.fail(message), gateway.folder);
    const window = new TestPool(
      {},
      { authorizerOf: (_definition, launch) => attachments.authorizerOf(launch) },
    );
    let impostor: Impostor | undefined;
    try {
      await window.pool.apply(attached([definition], found));
      await window.pool.find('toolbox').connected();
      assert.equal(textOf(await window.call('toolbox', 'typed', { text: 'hi' })), '{"text":"hi"}');
      await gateway.gateway.stop();
      // What a gateway leaves that was killed, and whose number went to another process of the person.
      await writeToken(found.ownerFile, owner);
      await publishGateway(gateway.folder, found);
      impostor = await Impostor.take(claims, Number(new URL(found.url).port));
      const call = window.call('toolbox', 'typed', { text: secretWords });
      await until('it comes back several times', () => impostor!.heard.split('nonce=').length > 3);
      assert.equal((await call).outcome.kind, 'failure');
      const state = await window.broken('toolbox');
      assert.match(state.message, /Another program now uses the port of the gateway/);
      learntNothing(impostor, owner);
    } finally {
      await window.close();
      await impostor?.close();
      await gateway.close();
      workspace.remove();
    }
  });

  it('gets no proof from the gateway for another port or address', async () => {
    const taken = new Taken();
    const { folder, config, env } = taken;
    const gateway = await new TestGateway({ folder, config }).open(stdio('toolbox', 'toolbox'));
    // Where the whole of 127/8 is of this machine, even the port can be the same.
    const sameHost: readonly [string, number] = ['127.0.0.2', gateway.port];
    const places = [['127.0.0.1', 0] as const, ...(process.platform === 'linux' ? [sameHost] : [])];
    try {
      const found = (await findGatewayRecord(config, folder))!;
      for (const [host, port] of places) {
        const impostor = await Impostor.take(relaysTo(gateway.port), port, host);
        await publishGateway(folder, { ...found, url: `http://${host}:${impostor.port}` });
        const called = await mcpPool(['call', 'toolbox', 'typed', `text=${secretWords}`], {
          cwd: taken.workspace.folder,
          env,
        });
        await impostor.close();
        expectCode(called, 0);
        assert.match(called.stderr, /another program now uses its port/);
        learntNothing(impostor, (await readToken(found.ownerFile))!);
      }
      assert.deepEqual(gateway.of('call.started'), []);
    } finally {
      await gateway.close();
      taken.workspace.remove();
    }
  });

  it('learns nothing from the gateway, which proves little, and only /health reports who has a token', async () => {
    const gateway = await new TestGateway().open();
    try {
      const ask = async (nonce: string) => fetch(`${gateway.url}/health?nonce=${nonce}`);
      for (const nonce of ['', 'short', 'x'.repeat(65), `${'x'.repeat(30)}%0a`, `${'x'.repeat(30)}&nonce=`])
        assert.equal((await ask(nonce)).status, nonce.includes('&') ? 200 : 400, nonce);
      const answer = (await (await ask(newNonce())).json()) as object;
      assert.deepEqual(Object.keys(answer), ['status', 'proof']);
      assert.deepEqual(await (await fetch(`${gateway.url}/health`)).json(), { status: 'ok' });
    } finally {
      await gateway.close();
    }
  });

  it('has no use for a proof that was made for another connection, nonce or token', () => {
    const [owner, nonce] = [newToken(), newNonce()];
    const ends = { client: '127.0.0.1 50000', gateway: '127.0.0.1 7411' };
    const proof = proofOf(owner, nonce, ends);
    assert.ok(isProof(proof, owner, nonce, ends));
    assert.ok(!isProof(proof, newToken(), nonce, ends));
    assert.ok(!isProof(proof, owner, newNonce(), ends));
    assert.ok(!isProof(proof, owner, nonce, { ...ends, client: '127.0.0.1 50001' }));
    assert.ok(!isProof(proof, owner, nonce, { ...ends, gateway: '127.0.0.1 7412' }));
    assert.ok(!isProof(proof, owner, nonce, { ...ends, gateway: '::1 7411' }));
    for (const other of ['', undefined, null, 1, `${proof} `, proof.slice(1)])
      assert.ok(!isProof(other, owner, nonce, ends));
  });
});

describe('An announcement', () => {
  const workspace = new Workspace();
  const folder = workspace.path('gateways');
  const config = workspace.path('mcp-config.yaml');
  after(() => workspace.remove());

  /** Announces a gateway of this process, and changes what is written of it. */
  const written = async (change: Partial<GatewayRecord>) => {
    const [tokenFile, ownerFile] = [path.join(folder, 'a.token'), path.join(folder, 'a.owner')];
    for (const file of [tokenFile, ownerFile]) await writeToken(file, newToken());
    const known = { url: 'http://127.0.0.1:1', tokenFile, ownerFile, pid: process.pid };
    await publishGateway(folder, { ...known, instance: 'one', startedAt: 0, config, version: '1.0.0' });
    const file = path.join(folder, workspace.names('gateways').find((name) => name.endsWith('.json'))!);
    const text = readFileSync(file, 'utf8');
    workspace.write(
      path.relative(workspace.folder, file),
      JSON.stringify({ ...JSON.parse(text), ...change }),
    );
  };
  /** Who else opens a gateway cleans up first. */
  const sweep = async () => {
    const other = { url: 'http://127.0.0.1:2', tokenFile: 'none', ownerFile: 'none', pid: process.pid };
    const more = { instance: 'two', startedAt: 0, config: workspace.path('other.yaml'), version: '1.0.0' };
    await (await publishGateway(folder, { ...other, ...more }))();
  };
  const left = () => workspace.names('gateways').length;

  it('is used when it is of this process', async () => {
    await written({});
    assert.equal((await findGatewayRecord(config, folder))?.pid, process.pid);
  });

  it('is ignored when it is of another host, and left to that host with its tokens', async () => {
    // A process that is not there on this host, and may be on the other.
    await written({ host: '0'.repeat(16), pid: 2 ** 22 + 1 });
    workspace.write('gateways/mcp-config.yaml-0000000000000000-4194305-1.token', 'x');
    assert.equal(await findGatewayRecord(config, folder), undefined);
    await sweep();
    assert.equal(left(), 4);
  });

  it('is removed when it is of an earlier start of this machine', async () => {
    await written({ boot: 'another' });
    assert.equal(await findGatewayRecord(config, folder), undefined);
    assert.equal(left(), 1);
  });

  it('is removed when another process has the number of its process', async () => {
    await written({ started: '1' });
    await sweep();
    assert.equal(await findGatewayRecord(config, folder), undefined);
    assert.equal(left(), 1);
  });

  it('is ignored when it is incomplete', async () => {
    await written({ ownerFile: undefined });
    assert.equal(await findGatewayRecord(config, folder), undefined);
  });
});
