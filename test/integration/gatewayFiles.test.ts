import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { newToken, readToken, writeToken } from '../../src/gateway/access/accessTokens';
import { Attachments } from '../../src/gateway/attach/attachments';
import { findGatewayRecord, publishGateway } from '../../src/gateway/attach/gatewayDiscovery';
import { challengePath, endsOfGateway, proofOf } from '../../src/gateway/attach/gatewayProof';
import { Gateway } from '../../src/gateway/server/gatewayServer';
import { processHost } from '../../src/mcp/host/processHost';
import { TestGateway, token } from '../support/gateway/gateway';
import { stdio } from '../support/pool/testPool';
import { rejection } from '../support/rejection';
import { Workspace } from '../support/workspace';
import { validate } from './support/openapi';

describe('The announcement of a running gateway', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());
  const folder = () => path.join(workspace.folder, 'state', 'gateways');
  const config = workspace.path('mcp-config.yaml');
  const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
  const gateway = (more: object = {}) =>
    new TestGateway({ folder: folder(), config, token: undefined, ...more });

  it('is a file that only the user can read, beside a valid token, and both are removed when it stops', async () => {
    const test = await gateway().open();
    const found = await findGatewayRecord(config, folder());
    assert.deepEqual([found?.url, found?.pid, found?.config], [test.url, process.pid, config]);
    assert.equal(found?.tokenFile, test.gateway.address?.tokenFile);
    if (process.platform !== 'win32') {
      assert.equal(mode(folder()), '700');
      assert.deepEqual(
        readdirSync(folder()).map((name) => mode(path.join(folder(), name))),
        ['600', '600', '600'],
      );
    }
    const known = await readToken(found!.tokenFile);
    const answer = await fetch(`${test.url}/servers`, { headers: { authorization: `Bearer ${known}` } });
    assert.equal(answer.status, 200);
    assert.equal(await findGatewayRecord(workspace.path('other.yaml'), folder()), undefined);
    await test.close();
    assert.deepEqual(readdirSync(folder()), []);
    assert.equal(await findGatewayRecord(config, folder()), undefined);
  });

  it('is ignored when another program has its port and its process number', async () => {
    const ownerFile = workspace.path('kept.owner');
    const owner = newToken();
    await writeToken(ownerFile, owner);
    let proves = false;
    const other = createServer(({ url = '', socket }, response) => {
      const proof = proves && proofOf(owner, url.slice(challengePath.length), endsOfGateway(socket));
      response.end(JSON.stringify({ status: 'ok', instance: 'one', proof }));
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const known = {
      url: `http://127.0.0.1:${port}`,
      tokenFile: ownerFile,
      ownerFile,
      // Somebody who is there, and is not this process.
      pid: process.ppid,
      instance: 'one',
      startedAt: 0,
      config,
      version: '1.0.0',
    };
    const takeBack = await publishGateway(folder(), known);
    const attachments = new Attachments((message) => assert.fail(message), folder());
    assert.equal(await attachments.attach(config), undefined);
    proves = true;
    assert.equal((await attachments.attach(config))?.url, known.url);
    const told: string[] = [];
    attachments.onDidChange(({ kind }) => told.push(kind));
    other.close();
    other.closeAllConnections();
    await attachments.check([config]);
    assert.deepEqual([told, attachments.gateways], [['lost'], []]);
    await takeBack();
  });

  it('is removed when its process is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const [tokenFile = '', ownerFile = '', left = ''] = ['1.token', '1.owner', '2.token'].map((end) =>
      path.join(folder(), `mcp-config.yaml-${processHost().host}-${pid}-${end}`),
    );
    mkdirSync(folder(), { recursive: true });
    for (const file of [tokenFile, ownerFile, left]) writeFileSync(file, 'x');
    const announcement = {
      url: 'http://127.0.0.1:1',
      tokenFile,
      ownerFile,
      pid,
      instance: 'one',
      startedAt: 0,
      config,
      version: '1.0.0',
    };
    await publishGateway(folder(), { ...announcement, config: workspace.path('other.yaml') });
    await publishGateway(folder(), announcement);
    assert.equal(await findGatewayRecord(config, folder()), undefined);
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('remains when another gateway replaced it', async () => {
    const first = await gateway().open();
    const second = await gateway().open();
    await first.close();
    assert.equal((await findGatewayRecord(config, folder()))?.url, second.url);
    await second.close();
  });

  it('keeps a token file of the person, which only they may be able to read', async () => {
    const tokenFile = workspace.path('token');
    const test = await gateway({ token, tokenFile }).open();
    assert.equal(readFileSync(tokenFile, 'utf8').trim(), token);
    await test.close();
    assert.ok(existsSync(tokenFile));
    assert.equal(await readToken(tokenFile), token);
    assert.equal(await readToken(workspace.path('none')), undefined);
    writeFileSync(tokenFile, 'short');
    assert.match((await rejection(readToken(tokenFile))).message, /too short/);
    if (process.platform === 'win32') return;
    writeFileSync(workspace.path('open'), token, { mode: 0o644 });
    assert.match((await rejection(readToken(workspace.path('open')))).message, /Other users/);
  });

  it('is not written when the port is taken, and comes with a warning when other machines can reach it', async () => {
    const test = await gateway().open();
    const options = { folder: folder(), version: '1', reportError: () => undefined };
    const taken = await rejection(new Gateway(test.pool, { ...options, port: test.port }).start());
    assert.match(taken.message, /another program uses it/);
    const warnings: string[] = [];
    const wide = new Gateway(test.pool, { ...options, host: '0.0.0.0', warn: (text) => warnings.push(text) });
    await wide.start();
    await wide.stop();
    assert.match(warnings.join(), /open to other machines/);
    assert.deepEqual(test.warnings, []);
    await test.close();
  });
});

describe('The description of a pool over HTTP', () => {
  it('is valid OpenAPI 3.1 with one operation for each current tool', async () => {
    const test = await new TestGateway().open(
      stdio('toolbox', 'toolbox', { autoApprove: ['*'] }),
      stdio('second one', 'modern'),
    );
    try {
      const { body } = await test.json<{
        openapi: string;
        paths: Record<string, { post?: { operationId: string } }>;
      }>('/openapi.json');
      assert.equal(body.openapi, '3.1.0');
      assert.deepEqual(await validate(body), []);
      const { tools } = (await test.json<{ tools: { path: string }[] }>('/tools')).body;
      for (const tool of tools) assert.ok(body.paths[tool.path]?.post, tool.path);
      const operations = Object.values(body.paths).flatMap(({ post }) => (post ? [post.operationId] : []));
      assert.equal(new Set(operations).size, operations.length);
      await test.json('/tools/call', 200, { body: { tool_name: 'grow' } });
      const grown = '/servers/toolbox/tools/grown';
      for (let there = false; !there; )
        there = grown in (await test.json<typeof body>('/openapi.json')).body.paths;
    } finally {
      await test.close();
    }
  });

  it('is also a page for people, which loads nothing from other sites', async () => {
    const nasty = { ...stdio('<script>', 'toolbox'), id: 'nasty' };
    const test = await new TestGateway().open(nasty);
    try {
      const response = await test.fetch('/docs');
      const page = await response.text();
      assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
      assert.match(response.headers.get('content-security-policy') ?? '', /^default-src 'none'/);
      assert.doesNotMatch(page, /<script|<link|<img|src=|@import|url\(/i);
      assert.match(page, /&lt;script&gt;/);
      assert.ok(!page.includes(token));
    } finally {
      await test.close();
    }
  });
});
