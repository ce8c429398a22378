import assert from 'node:assert/strict';
import { clientInfo } from '../../../src/base/clientInfo';
import type { RestartOptions } from '../../../src/mcp/server/restartPlan';
import { Pool } from '../../../src/pool/pool';
import { failureOf, stdio, TestPool, textOf } from '../../support/pool/testPool';
import { endlessLimits, until } from '../../support/until';

function poolThatRestarts(restart: RestartOptions): Pool {
  return new Pool({
    clientInfo,
    env: process.env,
    limits: endlessLimits,
    graceMs: { stdin: 30, terminate: 500 },
    restart,
    confirm: async () => true,
    reportError: (error) => assert.fail(String(error)),
  });
}

describe('A server that is killed while idle', () => {
  it('comes back automatically, and its state is correct meanwhile', async () => {
    const test = new TestPool();
    try {
      await test.pool.apply([stdio('idle', 'stdioFaults', { args: ['legacy'] })]);
      const pid = await test.pid('idle');
      process.kill(pid, 'SIGKILL');
      await until('it has a new process', async () => (await test.pid('idle')) !== pid);
      const states = test.of('state.changed', 'idle').map(({ state }) => state.kind);
      assert.deepEqual(states, ['starting', 'ready', 'starting', 'ready']);
    } finally {
      await test.close();
    }
  });
});

describe('A server that is ready', () => {
  it('runs longer than its start limit', async () => {
    const test = new TestPool();
    try {
      const definition = stdio('lasting', 'stdioFaults', { args: ['legacy'] });
      const started = Date.now();
      await test.pool.apply([definition]);
      await test.pid('lasting');
      // Ten times what a start takes on this machine as it is now.
      const start = 10 * (Date.now() - started);
      const limited = test.add(new TestPool({ startMs: start }));
      await limited.pool.apply([definition]);
      const pid = await limited.pid('lasting');
      const limit = Date.now() + start;
      await until('the start limit is over', () => Date.now() > limit);
      assert.equal(await limited.pid('lasting'), pid);
    } finally {
      await test.close();
    }
  });
});

describe('An old server that says nothing to a request it does not know', () => {
  it('is connected anyway, and at once when it is started again', async () => {
    const test = new TestPool();
    try {
      await test.pool.apply([stdio('silent', 'stdioFaults', { args: ['legacy', 'silent on the unknown'] })]);
      const { info } = await test.reach('silent', 'ready');
      assert.equal(info.protocolVersion, '2025-11-25');
      const unknown = () =>
        test
          .of('server.log', 'silent')
          .filter(({ line }) => line.text === 'nothing to say to server/discover');
      await until('it was asked what it does not know', () => unknown().length === 1);
      await test.pool.find('silent').restart();
      assert.equal(textOf(await test.call('silent', 'ok')), 'fine');
      assert.equal(unknown().length, 1, 'it is not asked again, and so not waited for');
    } finally {
      await test.close();
    }
  });
});

describe('A call that is cut off by a crash', () => {
  it('is repeated when the tool says that this is safe', async () => {
    const test = new TestPool();
    try {
      await test.pool.apply([
        stdio('once', 'crashesOnce', {
          env: { CRASH_FILE: `/tmp/mcp-pool-crash-${process.pid}-${Date.now()}` },
        }),
      ]);
      const safe = await test.call('once', 'crash-once-safe');
      assert.equal(textOf(safe), 'second time');
    } finally {
      await test.close();
    }
  });

  it('fails at once when the tool does not say so, and reports that it was not repeated', async () => {
    const test = new TestPool();
    try {
      await test.pool.apply([
        stdio('once', 'crashesOnce', {
          env: { CRASH_FILE: `/tmp/mcp-pool-crash-${process.pid}-${Date.now()}` },
        }),
      ]);
      const failure = failureOf(await test.call('once', 'crash-once'));
      assert.match(failure.nextSteps.join(' '), /not repeated/);
    } finally {
      await test.close();
    }
  });
});

describe('A server that crashes at every start', () => {
  it('is tried again after growing pauses, whose end is shown, and then waits for a person', async () => {
    const pool = poolThatRestarts({ attempts: 3, initialDelayMs: 20, maxDelayMs: 200, stableMs: 1000 });
    const waits: { attempt: number; until: number }[] = [];
    pool.onDidEvent((event) => {
      if (event.type === 'state.changed' && event.state.kind === 'waiting') {
        waits.push({ attempt: event.state.attempt, until: event.state.retryAt - Date.now() });
      }
    });
    try {
      await pool.apply([stdio('loop', 'stdioFaults', { args: ['legacy', 'crash loop'] })]);
      await until('it is given up', () => pool.find('loop').state.kind === 'failed');
      assert.deepEqual(
        waits.map(({ attempt }) => attempt),
        [1, 2],
      );
      for (const wait of waits) assert.ok(wait.until >= 0 && wait.until <= 200, `a wait of ${wait.until} ms`);
    } finally {
      await pool.dispose();
    }
  });

  it('can be started at once by a person while it waits', async () => {
    const pool = poolThatRestarts({
      attempts: 8,
      initialDelayMs: 60_000,
      maxDelayMs: 60_000,
      stableMs: 1000,
    });
    try {
      await pool.apply([stdio('loop', 'stdioFaults', { args: ['legacy', 'crash loop'] })]);
      const server = pool.find('loop');
      await until('it waits', () => server.state.kind === 'waiting');
      const starting = until('it starts', () => server.state.kind === 'starting');
      await Promise.all([
        starting,
        assert.rejects(server.start(), /exited with code 1 \(Error: cannot bind the port\)/),
      ]);
    } finally {
      await pool.dispose();
    }
  });

  it('is not tried again when only a person can help', async () => {
    const pool = poolThatRestarts({ attempts: 8, initialDelayMs: 20, maxDelayMs: 200, stableMs: 1000 });
    try {
      const definition = stdio('typo', 'stdioFaults');
      await pool.apply([
        {
          ...definition,
          launch: { ...definition.launch, type: 'stdio', command: 'no-such-program', args: [], env: {} },
        },
      ]);
      await until('it failed', () => pool.find('typo').state.kind === 'failed');
    } finally {
      await pool.dispose();
    }
  });
});
