import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { failure } from '../../../src/base/failure';
import type { Connection } from '../../../src/mcp/connection/connection';
import type { LaunchOptions } from '../../../src/mcp/connection/launchOptions';
import { type defaultHealth, localHealth, startHeartbeat } from '../../../src/mcp/server/heartbeat';
import type { ServerLogLine } from '../../../src/mcp/transport/poolTransport';
import { rejection } from '../../support/rejection';
import { openConnection } from '../support/launching';
import { type FakeTime, withFakeClock } from '../support/leaks';
import { AnswerError, legacyAnswers, modernAnswers, silence, TestServer } from '../support/testTransport';

const limits = { startMs: 30_000, requestMs: 60_000, totalMs: 600_000 };
const silentCalls = { ...legacyAnswers, 'tools/call': () => silence };

/** A connection that is closed at the end of the test. */
async function open(
  time: FakeTime,
  server: TestServer,
  more: Parameters<typeof openConnection>[1] = {},
): Promise<Connection> {
  const connection = await openConnection(server, { limits, ...more });
  time.keep({ dispose: () => connection.close() });
  return connection;
}

const call = (connection: Connection, more: Parameters<Connection['callTool']>[2] = {}) =>
  connection.callTool({ name: 'echo' }, { text: 'hello' }, more);

describe('The handshake of a connection', () => {
  const time = withFakeClock();

  it('asks an older server for its era first, then to initialize', async () => {
    const server = new TestServer();
    const { era, info } = await open(time, server);
    assert.deepEqual(
      server.transport.sent.map((message) => 'method' in message && message.method),
      ['server/discover', 'initialize', 'notifications/initialized'],
    );
    assert.equal(era, 'legacy');
    assert.deepEqual(
      [info.protocolVersion, info.serverName, info.serverVersion],
      ['2025-11-25', 'fake', '1.2.3'],
    );
  });

  it('asks a server of the 2026 era nothing more', async () => {
    const server = new TestServer(modernAnswers);
    const { era, info } = await open(time, server);
    assert.deepEqual([era, info.protocolVersion], ['modern', '2026-07-28']);
    assert.deepEqual(server.transport.of('initialize'), []);
  });

  it('does not ask for an era that is known', async () => {
    const server = new TestServer();
    await open(time, server, { era: 'legacy' });
    assert.deepEqual(server.transport.of('server/discover'), []);
  });

  it('treats a server that is silent on the unknown request as an older one', async () => {
    const server = new TestServer({ ...legacyAnswers, 'server/discover': () => silence });
    const opening = open(time, server);
    await time.clock.tickAsync(3999);
    assert.deepEqual(server.transport.of('initialize'), []);
    await time.clock.tickAsync(1);
    assert.equal((await opening).era, 'legacy');
  });

  it('is given up at the time limit of the start, and leaves nothing open', async () => {
    const server = new TestServer({ 'server/discover': () => silence, initialize: () => silence });
    let failed = false;
    const failing = rejection(open(time, server)).finally(() => {
      failed = true;
    });
    await time.clock.tickAsync(29_999);
    assert.equal(failed, false);
    await time.clock.tickAsync(1);
    const { kind, message } = await failing;
    assert.equal(kind, 'timeout');
    assert.match(message, /'fake' did not complete the MCP handshake within 30 s\./);
    assert.ok(server.transport.closed);
  });

  it('ends when its caller gives up', async () => {
    const server = new TestServer({ 'server/discover': () => silence });
    const stop = new AbortController();
    const failing = rejection(open(time, server, { signal: stop.signal }));
    await time.clock.tickAsync(1000);
    stop.abort();
    assert.equal((await failing).kind, 'cancelled');
    assert.ok(server.transport.closed);
    assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
  });

  it('checks a last time whether it may begin when the transport starts', async () => {
    const server = new TestServer();
    let looks = 0;
    const mayLaunch = () => {
      looks++;
      // The third look is that of the transport's own start.
      if (looks === 3) throw failure('configuration', 'It was taken back.');
    };
    const { message } = await rejection(open(time, server, { mayLaunch }));
    assert.equal(message, 'It was taken back.');
    assert.deepEqual([server.transports.length, server.starts], [1, 0]);
  });
});

describe('A request', () => {
  const time = withFakeClock();

  it('fails when nothing comes back within its time limit, and the server is notified', async () => {
    const server = new TestServer(silentCalls);
    const connection = await open(time, server);
    const failing = rejection(call(connection));
    await time.clock.tickAsync(59_999);
    assert.ok(connection.busy);
    await time.clock.tickAsync(1);
    const { kind, message } = await failing;
    assert.equal(kind, 'timeout');
    assert.match(message, /'call echo' on 'fake' took longer than 1 min\./);
    const [request] = server.transport.of('tools/call');
    const [cancelled] = server.transport.of('notifications/cancelled');
    assert.equal(cancelled?.params.requestId, request?.id);
    assert.equal(connection.busy, false);
  });

  it('may take longer as long as there is progress, up to the limit in all', async () => {
    const server = new TestServer(silentCalls);
    const connection = await open(time, server);
    const progress: number[] = [];
    const failing = rejection(call(connection, { onProgress: (one) => progress.push(one.progress) }));
    await time.clock.tickAsync(0);
    const { progressToken } = server.transport.of('tools/call')[0]!.params._meta as { progressToken: number };
    for (let step = 1; step <= 11; step++) {
      await time.clock.tickAsync(50_000);
      const params = { progressToken, progress: step };
      server.transport.receive({ method: 'notifications/progress', params });
      await time.clock.tickAsync(0);
      assert.ok(connection.busy, `step ${step}`);
    }
    await time.clock.tickAsync(50_000);
    const { kind, message } = await failing;
    assert.equal(kind, 'timeout');
    assert.match(message, /longer than 10 min in total/);
    assert.equal(progress.length, 11);
  });

  it('has no time limit while a person is asked', async () => {
    const server = new TestServer(silentCalls);
    let answer!: (action: { action: 'cancel' }) => void;
    const elicit = () => new Promise<{ action: 'cancel' }>((resolve) => (answer = resolve));
    const connection = await open(time, server, { elicit });
    const calling = call(connection);
    await time.clock.tickAsync(50_000);
    const requestedSchema = { type: 'object', properties: {} };
    server.transport.receive({
      id: 'question',
      method: 'elicitation/create',
      params: { message: 'Which one?', requestedSchema },
    });
    await time.clock.tickAsync(3_600_000);
    assert.ok(connection.busy);
    answer({ action: 'cancel' });
    await time.clock.tickAsync(59_000);
    const [request] = server.transport.of('tools/call');
    server.transport.receive({ id: request!.id, result: { content: [] } });
    assert.deepEqual((await calling).content, []);
  });

  it('is canceled by its caller, and leaves no listener behind', async () => {
    const server = new TestServer(silentCalls);
    const connection = await open(time, server);
    const stop = new AbortController();
    const failing = rejection(call(connection, { signal: stop.signal }));
    await time.clock.tickAsync(1000);
    stop.abort();
    assert.equal((await failing).kind, 'cancelled');
    assert.equal(server.transport.of('notifications/cancelled').length, 1);

    server.answers = legacyAnswers;
    const kept = new AbortController();
    await call(connection, { signal: kept.signal });
    assert.equal(getEventListeners(kept.signal, 'abort').length, 0);
  });

  it('fails with the words of a server that refuses it', async () => {
    const refuse = () => {
      throw new AnswerError(-32602, 'No such tool');
    };
    const connection = await open(time, new TestServer({ ...legacyAnswers, 'tools/call': refuse }));
    const { kind, message } = await rejection(call(connection));
    assert.equal(kind, 'protocol');
    assert.match(message, /'fake' answered 'call echo' with error -32602: No such tool/);
  });

  it('fails at once when the connection goes down under it', async () => {
    const server = new TestServer(silentCalls);
    const connection = await open(time, server);
    const failing = rejection(call(connection));
    await time.clock.tickAsync(0);
    server.transport.end({ closeReason: 'the cable was cut' });
    const { kind, lost } = await failing;
    assert.deepEqual([kind, lost], ['unreachable', 'connection']);
  });
});

describe('The end of a connection', () => {
  const time = withFakeClock();

  const rows: Record<string, [Parameters<TestServer['transport']['end']>[0], string]> = {
    'is reported with the reason of the network': [
      { closeReason: 'it closed the WebSocket (1001)' },
      "'fake' stopped: it closed the WebSocket (1001).",
    ],
    'is reported with the exit of the process': [
      { processEnd: { code: 3, signal: null, stderr: 'Error: no disk\n', printed: [] } },
      "'fake' stopped: it exited with code 3 (Error: no disk).",
    ],
    'is reported even without a reason': [{}, "'fake' stopped: the connection was closed."],
  };
  for (const [title, [known, message]] of Object.entries(rows))
    it(title, async () => {
      const server = new TestServer();
      const connection = await open(time, server);
      const ends: string[] = [];
      connection.onDidClose((error) => ends.push(error.message));
      server.transport.end(known);
      await time.clock.tickAsync(0);
      assert.deepEqual(ends, [message]);
    });

  it('raises no event when it was requested', async () => {
    const server = new TestServer();
    const connection = await open(time, server);
    let ends = 0;
    connection.onDidClose(() => ends++);
    await connection.close();
    assert.ok(server.transport.closed);
    assert.equal(ends, 0);
  });
});

describe('The lists of a connection', () => {
  const time = withFakeClock();

  it('lack only the malformed entry, which is reported', async () => {
    const log: ServerLogLine[] = [];
    const tools = [
      { name: 'good', inputSchema: { type: 'object' } },
      { name: 'bad', inputSchema: 'none' },
    ];
    const connection = await open(
      time,
      new TestServer({ ...legacyAnswers, 'tools/list': () => ({ tools }) }),
      {
        log,
      },
    );
    const { items } = await connection.list('tools');
    assert.deepEqual(
      items.map(({ name }) => name),
      ['good'],
    );
    assert.match(log.map(({ text }) => text).join('\n'), /Dropped from tools: 'bad' is malformed/);
  });

  it('report why they are missing, each separately', async () => {
    const server = new TestServer({
      ...legacyAnswers,
      initialize: () => ({
        protocolVersion: '2025-11-25',
        capabilities: { tools: {}, prompts: {} },
        serverInfo: { name: 'fake', version: '1' },
      }),
      'prompts/list': () => {
        throw new AnswerError(-32603, 'the disk is full');
      },
    });
    const { tools, prompts } = await (await open(time, server)).catalog();
    assert.equal(tools.items.length, 1);
    assert.match(prompts.error?.message ?? '', /the disk is full/);
  });
});

describe('The heartbeat of a connection', () => {
  const time = withFakeClock();

  /** Watches over a connection as a server does, and counts what it tells. */
  async function watched(
    server: TestServer,
    more: Partial<LaunchOptions> = {},
    health?: typeof defaultHealth,
  ) {
    const connection = await open(time, server, more);
    const told: { alive: number; dead: unknown[] } = { alive: 0, dead: [] };
    time.keep(
      startHeartbeat(connection, health, {
        onAlive: () => told.alive++,
        onDead: (error) => told.dead.push(error),
      }),
    );
    return { connection, told, pings: () => server.transport.of('ping').length };
  }

  it('is requested every 30 seconds', async () => {
    const { told, pings } = await watched(new TestServer());
    await time.clock.tickAsync(29_000);
    assert.equal(pings(), 0);
    await time.clock.tickAsync(61_000);
    assert.deepEqual([pings(), told.alive, told.dead], [3, 3, []]);
  });

  it('ends the connection when it is missing for 10 seconds', async () => {
    const { told } = await watched(new TestServer({ ...legacyAnswers, ping: () => silence }));
    await time.clock.tickAsync(39_999);
    assert.deepEqual(told.dead, []);
    await time.clock.tickAsync(1);
    assert.equal(told.dead.length, 1);
  });

  it('may be an error, as that is an answer too', async () => {
    const ping = () => {
      throw new AnswerError(-32603, 'busy with something else');
    };
    const { told } = await watched(new TestServer({ ...legacyAnswers, ping }));
    await time.clock.tickAsync(90_000);
    assert.deepEqual([told.alive, told.dead], [3, []]);
  });

  it('uses the request that all servers of the 2026 era must answer', async () => {
    const server = new TestServer(modernAnswers);
    const { told } = await watched(server);
    await time.clock.tickAsync(30_000);
    assert.equal(told.alive, 1);
    assert.equal(server.transport.of('server/discover').length, 2);
  });

  it('is not requested of a busy server', async () => {
    const { connection, pings } = await watched(new TestServer(silentCalls), {
      limits: { ...limits, requestMs: 300_000 },
    });
    const failing = rejection(call(connection));
    await time.clock.tickAsync(240_000);
    assert.equal(pings(), 0);
    await time.clock.tickAsync(60_000);
    assert.equal((await failing).kind, 'timeout');
  });

  it('is requested every 1.5 s from a local server that has no stream', async () => {
    const launch = { type: 'http', url: 'http://127.0.0.1:7777/mcp', headers: {} } as const;
    const server = new TestServer();
    const { pings } = await watched(server, { launch }, localHealth);
    await time.clock.tickAsync(15_000);
    assert.equal(pings(), 10);
    server.transport.detectsDisconnect = true;
    await time.clock.tickAsync(30_000);
    assert.equal(pings(), 11);
  });
});
