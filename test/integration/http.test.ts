import assert from 'node:assert/strict';
import type { CallProgress } from '../../src/pool/call';
import { failureOf, http, stdio, TestPool, textOf } from '../support/pool/testPool';
import { rejection } from '../support/rejection';
import { type EverythingServer, serveEverything } from '../support/servers/everythingServer';
import {
  type HttpServer,
  serve,
  serveModern,
  statusServer,
  unusedPort,
} from '../support/servers/httpServers';
import { until } from '../support/until';

describe('Servers behind Streamable HTTP', () => {
  let everything: EverythingServer;
  let test: TestPool;
  before(async () => {
    everything = await serveEverything();
  });
  after(() => everything.close());
  beforeEach(() => {
    test = new TestPool();
  });
  afterEach(() => test.close());

  it('are listed, called and read as those on stdio', async () => {
    await test.pool.apply([http('everything', everything.url)]);
    const { info } = await test.reach('everything', 'ready');
    assert.equal(info.protocolVersion, '2025-11-25');
    assert.equal(info.pid, undefined);
    assert.equal(textOf(await test.call('everything', 'echo', { message: 'hi' })), 'Echo: hi');
    const { catalog } = test.pool.find('everything');
    assert.deepEqual(
      [catalog.tools, catalog.resources, catalog.resourceTemplates, catalog.prompts].map(
        (list) => list.items.length > 0,
      ),
      [true, true, true, true],
    );
    const uri = 'demo://resource/static/document/features.md';
    const { contents } = await test.pool.readResource('everything', uri);
    assert.equal(contents[0]?.mimeType, 'text/markdown');
    const { messages } = await test.pool.getPrompt('everything', 'args-prompt', { city: 'Rome' });
    assert.deepEqual(messages[0]?.content, { type: 'text', text: "What's weather in Rome?" });
    const missing = await rejection(test.pool.readResource('everything', 'demo://none'));
    assert.match(missing.message, /demo:\/\/none/);
  });

  it('report progress', async () => {
    await test.pool.apply([http('everything', everything.url)]);
    const seen: CallProgress[] = [];
    const words = { duration: 0.3, steps: 3 };
    const call = await test.call('everything', 'trigger-long-running-operation', words, {
      onProgress: (progress) => seen.push(progress),
    });
    assert.match(textOf(call), /completed/);
    assert.deepEqual(
      seen.map(({ progress, total }) => [progress, total]),
      [
        [1, 3],
        [2, 3],
        [3, 3],
      ],
    );
    assert.equal(test.of('call.progress').length, 3);
  });

  it('can be canceled in the middle of a call', async () => {
    await test.pool.apply([http('everything', everything.url)]);
    const abort = new AbortController();
    const words = { duration: 30, steps: 300 };
    const call = test.call('everything', 'trigger-long-running-operation', words, {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    assert.equal(failureOf(await call).kind, 'cancelled');
    assert.equal(textOf(await test.call('everything', 'echo', { message: 'still' })), 'Echo: still');
  });

  it('end their session when they are removed', async () => {
    await test.pool.apply([http('everything', everything.url)]);
    await test.reach('everything', 'ready');
    const before = everything.count('session termination');
    await test.pool.remove('everything');
    await until('the session is ended', () => everything.count('session termination') > before);
  });

  describe('of the revision 2026-07-28', () => {
    let modern: HttpServer;
    before(async () => {
      modern = await serveModern();
    });
    after(() => modern.close());

    const ways = [
      { way: 'over HTTP', definition: () => http('modern', modern.url) },
      { way: 'on stdio', definition: () => stdio('modern', 'modern') },
    ];
    for (const { way, definition } of ways) {
      it(`are addressed in their own revision ${way}`, async () => {
        await test.pool.apply([definition()]);
        const { info } = await test.reach('modern', 'ready');
        assert.equal(info.protocolVersion, '2026-07-28');
        assert.equal(textOf(await test.call('modern', 'greet', { name: 'Ada' })), 'Hello Ada');
        const seen: number[] = [];
        const steps = { onProgress: ({ progress }: CallProgress) => seen.push(progress) };
        assert.equal(textOf(await test.call('modern', 'steps', { count: 3 }, steps)), 'done');
        assert.deepEqual(seen, [1, 2, 3]);
        const { contents } = await test.pool.readResource('modern', 'modern://note');
        assert.ok(contents[0] && 'text' in contents[0] && contents[0].text === 'A modern note.');
        const { messages } = await test.pool.getPrompt('modern', 'ask', { topic: 'ants' });
        assert.equal(messages.length, 1);
        assert.equal(failureOf(await test.call('modern', 'gret')).kind, 'notFound');
        await test.call('modern', 'log');
        const logged = test.of('server.log').find(({ line }) => line.source === 'log');
        assert.deepEqual(
          [logged?.line.level, logged?.line.text],
          ['warning', '[disk] the disk is nearly full'],
        );
      });
    }

    it('get the headers with every request', async () => {
      const before = modern.requests.length;
      await test.pool.apply([http('modern', modern.url, { 'X-One': 'first', Authorization: 'Bearer abc' })]);
      const headers = JSON.parse(textOf(await test.call('modern', 'headers'))) as Record<string, string>;
      assert.equal(headers['x-one'], 'first');
      const requests = modern.requests.slice(before);
      assert.ok(requests.length >= 3);
      assert.ok(requests.every((request) => request.headers.authorization === 'Bearer abc'));
    });
  });

  it('are asked the older way when they end at the unknown first request', async () => {
    await test.pool.apply([stdio('old', 'exitsOnDiscover')]);
    const { info } = await test.reach('old', 'ready');
    assert.equal(info.protocolVersion, '2025-11-25');
    assert.equal(textOf(await test.call('old', 'hello')), 'hello');
  });

  const statuses: { status: number; kind: string; says: RegExp }[] = [
    { status: 401, kind: 'signIn', says: /requires a sign-in: .* answered 401/ },
    { status: 403, kind: 'unreachable', says: /refused the connection: .* answered 403/ },
    { status: 404, kind: 'unreachable', says: /was not found: .* answered 404/ },
    { status: 500, kind: 'unreachable', says: /could not be reached: .* answered 500/ },
    { status: 503, kind: 'unreachable', says: /could not be reached: .* answered 503/ },
  ];
  for (const { status, kind, says } of statuses) {
    it(`fail as ${kind} when they answer ${status}`, async () => {
      const server = test.add(await statusServer(status, 'no'));
      await test.pool.apply([http('a', server.url)]);
      const error = await test.broken('a');
      assert.equal(error.kind, kind);
      assert.match(error.message, says);
      assert.ok(error.message.includes(server.url), error.message);
      assert.ok(error.nextSteps.length > 0);
    });
  }

  it('fail with the address when they refuse the connection', async () => {
    const url = `http://127.0.0.1:${await unusedPort()}/mcp`;
    await test.pool.apply([http('a', url)]);
    const error = await test.broken('a');
    assert.equal(error.kind, 'unreachable');
    assert.ok(error.message.includes(`refused (${url})`), error.message);
  });

  it('are not followed to another origin, so that headers stay where they belong', async () => {
    const other = test.add(await serveModern());
    const server = await serve((request, response) => {
      request.resume();
      response.writeHead(307, { location: other.url }).end();
    });
    test.add(server);
    await test.pool.apply([http('a', server.url, { Authorization: 'Bearer abc' })]);
    const error = await test.broken('a');
    assert.equal(other.requests.length, 0);
    assert.match(error.message, /redirect|307/i);
  });

  it('fail the call with the reason when they go away in the middle', async () => {
    const short = await serveEverything();
    await test.pool.apply([http('a', short.url)]);
    await test.reach('a', 'ready');
    await short.close();
    const failure = failureOf(await test.call('a', 'echo', { message: 'x' }));
    assert.equal(failure.kind, 'unreachable');
  });
});
