import type { Disposable } from '../base/disposables';
import { type FinishedCall, succeeded } from './call';
import type { Pool } from './pool';
import type { PoolEvent } from './poolEvent';

/** How many of the latest calls the percentiles cover. */
const window = 512;

/** How often a tool was called. */
export interface ToolMetrics {
  readonly calls: number;
  /** Calls that failed, or whose tool reported an error. */
  readonly errors: number;
}

/** The statistics of the calls of one server since it joined the pool. */
export interface ServerMetrics extends ToolMetrics {
  /** Half of the latest calls took no longer, in ms; undefined before the first. */
  readonly p50?: number;
  /** 19 of 20 of the latest calls took no longer, in ms. */
  readonly p95?: number;
  /** How long all calls took together, in ms. */
  readonly total: number;
  /** In ms since 1970. */
  readonly lastSuccess?: number;
  /** How often it became ready again. */
  readonly restarts: number;
  readonly tools: ReadonlyMap<string, ToolMetrics>;
}

/** Counts what happens in a pool; it only listens. */
export class PoolMetrics implements Disposable {
  private readonly counts = new Map<string, ServerCount>();
  private readonly subscription: Disposable;

  constructor(pool: Pick<Pool, 'onDidEvent' | 'servers'>) {
    for (const { id, state } of pool.servers) this.countOf(id).readies = state.kind === 'ready' ? 1 : 0;
    this.subscription = pool.onDidEvent((event) => this.listen(event));
  }

  /** The figures of a server by its id. */
  of(server: string): ServerMetrics {
    return this.counts.get(server)?.metrics() ?? new ServerCount().metrics();
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private listen(event: PoolEvent): void {
    if (event.type === 'server.removed') this.counts.delete(event.server);
    else if (event.type === 'server.added') this.countOf(event.server);
    else if (event.type === 'state.changed' && event.state.kind === 'ready')
      this.countOf(event.server).readies++;
    else if (event.type === 'call.succeeded' || event.type === 'call.failed')
      // A call of a server that does not exist belongs to none.
      this.counts.get(event.server)?.add(event.call);
  }

  private countOf(server: string): ServerCount {
    const count = this.counts.get(server) ?? new ServerCount();
    this.counts.set(server, count);
    return count;
  }
}

class ServerCount {
  readies = 0;
  private calls = 0;
  private errors = 0;
  private total = 0;
  private lastSuccess: number | undefined;
  private readonly durations: number[] = [];
  private readonly tools = new Map<string, { calls: number; errors: number }>();

  add(call: FinishedCall): void {
    const good = succeeded(call);
    this.durations[this.calls % window] = call.duration;
    this.calls++;
    this.total += call.duration;
    if (good) this.lastSuccess = Date.now();
    else this.errors++;
    // An unknown tool name is arbitrary input: it must not fill the memory.
    if (call.outcome.kind === 'failure' && call.outcome.failure.kind === 'notFound') return;
    const tool = this.tools.get(call.tool) ?? { calls: 0, errors: 0 };
    this.tools.set(call.tool, { calls: tool.calls + 1, errors: tool.errors + (good ? 0 : 1) });
  }

  metrics(): ServerMetrics {
    const sorted = [...this.durations].sort((a, b) => a - b);
    const { calls, errors, total, lastSuccess, tools } = this;
    const restarts = Math.max(0, this.readies - 1);
    return {
      calls,
      errors,
      total,
      lastSuccess,
      restarts,
      tools: new Map(tools),
      p50: percentile(sorted, 0.5),
      p95: percentile(sorted, 0.95),
    };
  }
}

/** The nearest-rank percentile of sorted values. */
function percentile(sorted: readonly number[], part: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
}
