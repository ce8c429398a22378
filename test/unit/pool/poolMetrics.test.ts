import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/emitter';
import { failure } from '../../../src/base/failure';
import type { CallOutcome, FinishedCall } from '../../../src/pool/call';
import type { PoolEvent } from '../../../src/pool/poolEvent';
import { PoolMetrics } from '../../../src/pool/poolMetrics';

const fine: CallOutcome = { kind: 'result', result: { content: [] }, warnings: [] };
const refused: CallOutcome = { kind: 'result', result: { content: [], isError: true }, warnings: [] };

describe('The metrics of a pool', () => {
  let events: Emitter<PoolEvent>;
  let metrics: PoolMetrics;
  beforeEach(() => {
    events = new Emitter<PoolEvent>();
    metrics = new PoolMetrics({ onDidEvent: events.event, servers: [] });
    events.fire({ type: 'server.added', server: 'one' });
  });

  const finish = (tool: string, duration: number, outcome: CallOutcome, server = 'one') => {
    const call: FinishedCall = {
      number: 1,
      server,
      serverName: server,
      tool,
      arguments: {},
      origin: 'palette',
      startedAt: 0,
      duration,
      outcome,
    };
    events.fire({ type: outcome === fine ? 'call.succeeded' : 'call.failed', server, call });
  };
  const ready = () =>
    events.fire({
      type: 'state.changed',
      server: 'one',
      state: { kind: 'ready', info: { protocolVersion: '2025-11-25', since: 0 } },
    });

  it('count calls and errors of servers and of tools', () => {
    finish('echo', 1, fine);
    finish('echo', 3, refused);
    finish('add', 2, fine);
    const { calls, errors, total, lastSuccess, tools } = metrics.of('one');
    assert.deepEqual([calls, errors, total], [3, 1, 6]);
    assert.ok(lastSuccess && lastSuccess <= Date.now());
    assert.deepEqual(
      [...tools],
      [
        ['echo', { calls: 2, errors: 1 }],
        ['add', { calls: 1, errors: 0 }],
      ],
    );
  });

  it('report how long the latest calls took', () => {
    for (let ms = 1; ms <= 100; ms++) finish('echo', ms, fine);
    assert.deepEqual([metrics.of('one').p50, metrics.of('one').p95], [50, 95]);
    // These take the places of the oldest.
    for (let count = 0; count < 512; count++) finish('echo', 7, fine);
    assert.deepEqual([metrics.of('one').p50, metrics.of('one').p95], [7, 7]);
  });

  it('count how often a server came back, and not its first start', () => {
    assert.equal(metrics.of('one').restarts, 0);
    ready();
    assert.equal(metrics.of('one').restarts, 0);
    ready();
    ready();
    assert.equal(metrics.of('one').restarts, 2);
  });

  it('keep no names that callers invented', () => {
    finish('no such tool', 1, { kind: 'failure', failure: failure('notFound', 'No.') });
    finish('echo', 1, { kind: 'failure', failure: failure('notFound', 'No.') }, 'no such server');
    assert.deepEqual([metrics.of('one').calls, metrics.of('one').tools.size], [1, 0]);
    assert.equal(metrics.of('no such server').calls, 0);
  });

  it('forget a server that was removed, and count nothing once disposed', () => {
    finish('echo', 1, fine);
    events.fire({ type: 'server.removed', server: 'one' });
    assert.equal(metrics.of('one').calls, 0);
    metrics.dispose();
    assert.equal(events.size, 0);
  });
});
