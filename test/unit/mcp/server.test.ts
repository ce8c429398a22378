import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { failure } from '../../../src/base/failure';
import type { ServerDefinition } from '../../../src/config/model/definition';
import type { Authorizer } from '../../../src/mcp/auth/storage/authorizer';
import type { LaunchOptions } from '../../../src/mcp/connection/launchOptions';
import type { RestartOptions } from '../../../src/mcp/server/restartPlan';
import { Server } from '../../../src/mcp/server/server';
import type { ServerHost } from '../../../src/mcp/server/serverHost';
import type { ServerState } from '../../../src/mcp/server/serverState';
import { rejection } from '../../support/rejection';
import { definitionOf, hostOf } from '../support/launching';
import { type FakeTime, withFakeClock } from '../support/leaks';
import { type Answers, legacyAnswers, silence, TestServer } from '../support/testTransport';

/** What a test of a server works with. */
interface Scene {
  readonly behind: TestServer;
  readonly server: Server;
  /** All states it had, from the first change on. */
  readonly states: ServerState['kind'][];
}

function sceneOf(
  time: FakeTime,
  {
    answers,
    definition,
    ...host
  }: Partial<ServerHost> & {
    readonly answers?: Answers;
    readonly definition?: Partial<ServerDefinition>;
  } = {},
): Scene {
  const behind = new TestServer(answers);
  const server = time.keep(new Server(definitionOf(definition), hostOf(behind, host)));
  const states: ServerState['kind'][] = [];
  server.onDidChangeState(({ kind }) => states.push(kind));
  return { behind, server, states };
}

/** The state, which must be of the kind. */
function stateOf<K extends ServerState['kind']>(
  { server }: Scene,
  kind: K,
): Extract<ServerState, { kind: K }> {
  const { state } = server;
  assert.equal(state.kind, kind);
  return state as Extract<ServerState, { kind: K }>;
}

const gone = () => failure('unreachable', 'It is not there.');
const restart: RestartOptions = { attempts: 3, initialDelayMs: 500, maxDelayMs: 30_000, stableMs: 30_000 };

describe('A server', () => {
  const time = withFakeClock();

  it('goes from stopped to ready with its catalog, and back', async () => {
    const scene = sceneOf(time);
    const { server, behind, states } = scene;
    stateOf(scene, 'stopped');
    await server.start();
    assert.equal(stateOf(scene, 'ready').info.serverName, 'fake');
    assert.deepEqual(
      server.catalog.tools.items.map(({ name }) => name),
      ['echo'],
    );
    assert.equal(server.knownCatalog.stale, false);
    await server.stop();
    assert.ok(behind.transport.closed);
    assert.deepEqual(states, ['starting', 'ready', 'stopped']);
    assert.deepEqual([server.catalog.tools.items.length, server.knownCatalog.stale], [1, true]);
  });

  it('is launched once for all callers', async () => {
    const { server, behind } = sceneOf(time);
    await Promise.all([server.start(), server.start(), server.connected()]);
    assert.equal(behind.starts, 1);
  });

  it('passes all options of its host and its entry to the transport', async () => {
    const given: LaunchOptions[] = [];
    const behind = new TestServer();
    const host = hostOf(behind, {
      graceMs: { stdin: 1, terminate: 2 },
      onProcess: () => undefined,
      shellPath: async () => '/bin',
      tunnel: async () => undefined,
      createTransport: (options, program) => {
        given.push(options);
        return behind.createTransport(options, program);
      },
    });
    const limits = { startMs: 5000 };
    const server = time.keep(new Server(definitionOf({ limits, logLevel: 'debug', roots: ['/w/a'] }), host));
    await server.start();
    const [options] = given;
    const { limits: before, fetch: _, ...rest } = host;
    assert.deepEqual({ ...rest, ...options, fetch: undefined }, { ...options, fetch: undefined });
    assert.deepEqual(options?.limits, { ...before, ...limits });
    assert.deepEqual([options?.name, options?.logLevel, options?.roots], ['fake', 'debug', ['file:///w/a']]);
  });

  it('is never launched when disabled', async () => {
    const { server, behind } = sceneOf(time, { definition: { disabled: true } });
    const { kind, message } = await rejection(server.start());
    assert.deepEqual([kind, message, behind.transports.length], ['configuration', "'fake' is disabled.", 0]);
  });

  it('is never launched before its approval', async () => {
    const { server, behind } = sceneOf(time, { definition: { held: 'It has not been approved yet.' } });
    assert.match((await rejection(server.start())).message, /has not been approved yet/);
    assert.equal(behind.transports.length, 0);
  });

  it('is not started by a request when only a person may start it', async () => {
    const { server, behind } = sceneOf(time, { definition: { autostart: 'manual' } });
    assert.match((await rejection(server.connected())).message, /is 'manual'/);
    assert.equal(behind.transports.length, 0);
    await server.start();
    await server.connected();
    assert.equal(behind.starts, 1);
  });

  it('is not launched when its approval is withdrawn before the start', async () => {
    const checkApproval = () => {
      throw failure('configuration', 'It was approved otherwise.');
    };
    const scene = sceneOf(time, { checkApproval });
    assert.equal((await rejection(scene.server.start())).message, 'It was approved otherwise.');
    assert.equal(scene.behind.starts, 0);
    stateOf(scene, 'failed');
  });

  it('is not launched by an entry that changed during the start', async () => {
    let answer!: (text: string) => void;
    const variables = { answer: () => new Promise<string>((resolve) => (answer = resolve)) };
    const inputs = [{ id: 'token', type: 'secret' }] as const;
    const { server, behind } = sceneOf(time, { variables, definition: { inputs } });
    const failing = rejection(server.start());
    await time.clock.tickAsync(0);
    const launch = { type: 'http', url: 'https://elsewhere.example/mcp', headers: {} } as const;
    server.update(definitionOf({ inputs, launch }));
    answer('secret');
    assert.match((await failing).message, /its entry has changed/);
    assert.equal(behind.starts, 0);
  });
});

describe('A server that cannot be reached', () => {
  const time = withFakeClock();
  // The pauses have jitter.
  beforeEach(() => void mock.method(Math, 'random', () => 0.5));
  afterEach(() => mock.restoreAll());

  it('is tried again after each pause that it reports, until a person has to act', async () => {
    const scene = sceneOf(time, { restart });
    const { server, behind } = scene;
    behind.startFailures.push(gone(), gone(), gone(), gone());
    await rejection(server.start());
    for (let attempt = 1; attempt < restart.attempts; attempt++) {
      const waiting = stateOf(scene, 'waiting');
      assert.deepEqual([waiting.attempt, waiting.error.kind], [attempt, 'unreachable']);
      const pause = Math.floor(waiting.retryAt - Date.now());
      await time.clock.tickAsync(pause - 1);
      assert.equal(behind.starts, attempt);
      await time.clock.tickAsync(2);
      assert.equal(behind.starts, attempt + 1);
    }
    stateOf(scene, 'failed');
    await time.clock.tickAsync(3_600_000);
    assert.equal(behind.starts, restart.attempts);
  });

  it('is ready as soon as one try succeeds', async () => {
    const scene = sceneOf(time, { restart });
    scene.behind.startFailures.push(gone());
    await rejection(scene.server.start());
    await time.clock.tickAsync(stateOf(scene, 'waiting').retryAt - Date.now());
    stateOf(scene, 'ready');
    assert.deepEqual(scene.states, ['starting', 'waiting', 'starting', 'ready']);
  });

  it('is not tried before the time that it asks for', async () => {
    const scene = sceneOf(time, { restart });
    scene.behind.startFailures.push(
      failure('unreachable', 'Busy.', [], undefined, { retryAfterMs: 600_000 }),
    );
    await rejection(scene.server.start());
    await time.clock.tickAsync(599_999);
    assert.equal(scene.behind.starts, 1);
    await time.clock.tickAsync(1);
    stateOf(scene, 'ready');
  });

  it('is not tried again when that cannot help', async () => {
    const scene = sceneOf(time, { restart });
    scene.behind.startFailures.push(
      failure('unreachable', 'No such program.', [], undefined, { permanent: true }),
    );
    await rejection(scene.server.start());
    stateOf(scene, 'failed');
    await time.clock.tickAsync(3_600_000);
    assert.equal(scene.behind.starts, 1);
  });

  it('is not tried again once it was stopped, and its next start counts from the beginning', async () => {
    const scene = sceneOf(time, { restart });
    scene.behind.startFailures.push(gone(), gone(), gone());
    await rejection(scene.server.start());
    await time.clock.tickAsync(stateOf(scene, 'waiting').retryAt - Date.now());
    assert.equal(stateOf(scene, 'waiting').attempt, 2);
    await scene.server.stop();
    await time.clock.tickAsync(3_600_000);
    assert.equal(scene.behind.starts, 2);
    stateOf(scene, 'stopped');
    await rejection(scene.server.start());
    assert.equal(stateOf(scene, 'waiting').attempt, 1);
  });

  it('waits for a person when it requires a sign-in that only they can give', async () => {
    const authorizer: Authorizer = { byPerson: true, authorize: (fetch) => fetch, secrets: () => [] };
    const scene = sceneOf(time, { restart, authorizerOf: () => authorizer });
    scene.behind.startFailures.push(failure('signIn', 'Sign in.'));
    await rejection(scene.server.start());
    stateOf(scene, 'signInRequired');
  });
});

describe('A server that was ready and goes down', () => {
  const time = withFakeClock();

  it('is started again at once, and after a pause when it goes down again soon', async () => {
    const scene = sceneOf(time, { restart });
    await scene.server.start();
    await time.clock.tickAsync(5000);
    scene.behind.transport.end();
    await time.clock.tickAsync(0);
    stateOf(scene, 'ready');
    assert.equal(scene.behind.starts, 2);
    scene.behind.transport.end();
    await time.clock.tickAsync(0);
    assert.equal(stateOf(scene, 'waiting').attempt, 2);
  });

  it('counts its tries from zero after a good run', async () => {
    const scene = sceneOf(time, { restart });
    await scene.server.start();
    for (let run = 2; run < 10; run++) {
      await time.clock.tickAsync(restart.stableMs);
      scene.behind.transport.end();
      await time.clock.tickAsync(0);
      stateOf(scene, 'ready');
      assert.equal(scene.behind.starts, run);
    }
  });

  it('is noticed by its heartbeat when nothing else shows it', async () => {
    const scene = sceneOf(time, { restart });
    await scene.server.start();
    scene.behind.answers = { ...legacyAnswers, ping: () => silence };
    await time.clock.tickAsync(40_000);
    assert.ok(scene.behind.transports[0]!.closed);
    assert.equal(scene.behind.starts, 2);
    stateOf(scene, 'ready');
  });

  it('repeats work that is safe, and reports work that may not be', async () => {
    for (const repeatable of [true, false]) {
      const { server, behind } = sceneOf(time, { restart });
      await server.start();
      let tries = 0;
      const working = server.use(
        async () => {
          if (++tries > 1) return 'done';
          behind.transport.end();
          throw failure('unreachable', 'It went away.', [], undefined, { lost: 'connection' });
        },
        { repeatable },
      );
      if (repeatable) assert.equal(await working, 'done');
      else assert.match((await rejection(working)).nextSteps.join(' '), /again/);
      assert.equal(tries, repeatable ? 2 : 1);
    }
  });
});

describe('A stop of a server', () => {
  const time = withFakeClock();

  it('ends the start that is under way', async () => {
    const scene = sceneOf(time, { answers: { 'server/discover': () => silence } });
    const failing = rejection(scene.server.start());
    await time.clock.tickAsync(1000);
    await scene.server.stop();
    assert.equal((await failing).kind, 'cancelled');
    assert.ok(scene.behind.transport.closed);
    stateOf(scene, 'stopped');
  });

  it('prevents any further start', async () => {
    const scene = sceneOf(time, { restart });
    await scene.server.start();
    const { transport } = scene.behind;
    await scene.server.stop();
    transport.end();
    await time.clock.tickAsync(3_600_000);
    assert.equal(scene.behind.starts, 1);
  });

  it('delays a restart until the process has ended', async () => {
    const { server, behind } = sceneOf(time);
    await server.start();
    const first = behind.transport;
    let closed!: () => void;
    const close = first.close.bind(first);
    first.close = () => new Promise<void>((resolve) => (closed = resolve)).then(close);
    const restarting = server.restart();
    await time.clock.tickAsync(10_000);
    assert.equal(behind.starts, 1);
    closed();
    // Closing the client closes the transport, which is then closed once more.
    await time.clock.tickAsync(0);
    closed();
    await restarting;
    assert.equal(behind.starts, 2);
  });
});

describe('The catalog of a server', () => {
  const time = withFakeClock();
  const lists = ({ transport }: TestServer) => transport.of('tools/list').length;

  it('is read once for a storm of changes', async () => {
    const { server, behind } = sceneOf(time);
    await server.start();
    assert.equal(lists(behind), 1);
    for (let change = 0; change < 50; change++)
      behind.transport.receive({ method: 'notifications/tools/list_changed' });
    await time.clock.tickAsync(99);
    assert.equal(lists(behind), 1);
    await time.clock.tickAsync(1);
    assert.equal(lists(behind), 2);
    await time.clock.tickAsync(10_000);
    assert.equal(lists(behind), 2);
  });

  it('leaves no timer when the server ends during the changes', async () => {
    const { server, behind } = sceneOf(time);
    await server.start();
    behind.transport.receive({ method: 'notifications/tools/list_changed' });
    await time.clock.tickAsync(50);
    await server.dispose();
    assert.equal(time.clock.countTimers(), 0);
  });
});
