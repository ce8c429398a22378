import { randomBytes } from 'node:crypto';
import type { Disposable } from '../../base/disposables';
import { countItems } from '../../mcp/catalog/catalog';
import type { ServerState } from '../../mcp/server/serverState';
import { type Call, type CallProgress, type FinishedCall, succeeded } from '../../pool/call';
import type { Pool } from '../../pool/pool';
import type { PoolEvent } from '../../pool/poolEvent';
import { argumentsToShow, saidOf } from '../catalog/requestedArguments';

/** An event, as it is sent to other programs. */
export interface FeedEvent {
  /** Increases within one gateway; it has no meaning for another. */
  readonly id: string;
  readonly type: PoolEvent['type'];
  /** The name of the server. */
  readonly server: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The latest events of a pool in their public form, for listeners and for those that reconnect. */
export class EventFeed implements Disposable {
  private readonly subscription: Disposable;
  private readonly listeners = new Set<(event: FeedEvent) => void>();
  private readonly kept: FeedEvent[] = [];
  private readonly run = randomBytes(6).toString('hex');
  private count = 0;

  constructor(
    private readonly pool: Pick<Pool, 'onDidEvent' | 'servers'>,
    private readonly history: number,
  ) {
    this.subscription = pool.onDidEvent((event) => this.add(event));
  }

  /** Subscribes to all events, after those missed since the event `last`. Returns false when some of these are no longer known. */
  listen(listener: (event: FeedEvent) => void, last?: string): { readonly whole: boolean } & Disposable {
    const whole = last === undefined || this.replay(listener, last);
    this.listeners.add(listener);
    return { whole, dispose: () => void this.listeners.delete(listener) };
  }

  /** The number of listeners. */
  get size(): number {
    return this.listeners.size;
  }

  dispose(): void {
    this.subscription.dispose();
    this.listeners.clear();
  }

  private replay(listener: (event: FeedEvent) => void, last: string): boolean {
    const [run, number = ''] = last.split('-');
    const seen = run === this.run && /^\d{1,15}$/.test(number) ? Number(number) : undefined;
    if (seen === undefined || seen > this.count) return false;
    const missed = this.count - seen;
    for (const event of this.kept.slice(Math.max(0, this.kept.length - missed))) listener(event);
    return missed <= this.kept.length;
  }

  private add(event: PoolEvent): void {
    this.count++;
    const server = this.pool.servers.find(({ id }) => id === event.server);
    const told: FeedEvent = {
      id: `${this.run}-${this.count}`,
      type: event.type,
      server: server?.name ?? ('call' in event ? event.call.serverName : nameIn(event.server)),
      data: dataOf(event),
    };
    this.kept.push(told);
    if (this.kept.length > this.history) this.kept.shift();
    for (const listener of [...this.listeners]) listener(told);
  }
}

/** The name in the id of a server that is gone. */
function nameIn(id: string): string {
  return id.slice(id.indexOf('#') + 1);
}

function dataOf(event: PoolEvent): Readonly<Record<string, unknown>> {
  switch (event.type) {
    case 'state.changed':
      return stateJson(event.state);
    case 'catalog.changed':
      return { stale: event.stale, offers: countItems(event.catalog) };
    case 'server.log':
      return { ...event.line };
    case 'call.started':
      return callJson(event.call);
    case 'call.progress':
      return progressJson(event.call, event.progress);
    case 'call.succeeded':
    case 'call.failed':
      return finishedJson(event.call);
    default:
      return {};
  }
}

function stateJson(state: ServerState): Record<string, unknown> {
  const { kind } = state;
  if (kind === 'ready')
    return { state: kind, protocolVersion: state.info.protocolVersion, pid: state.info.pid };
  if (kind === 'blocked') return { state: kind, reason: state.reason };
  if (kind === 'starting') return { state: kind, attempt: state.attempt };
  if (kind === 'failed') return { state: kind, reason: state.error.message };
  if (kind !== 'waiting') return { state: kind };
  return { state: kind, reason: state.error.message, attempt: state.attempt, retryAt: state.retryAt };
}

function callJson({ number, tool, origin, startedAt, arguments: args }: Call): Record<string, unknown> {
  return { call: number, tool, origin, startedAt, arguments: argumentsToShow(args) };
}

function progressJson({ number, tool, arguments: args }: Call, progress: CallProgress) {
  const { message } = progress;
  const said = message === undefined ? {} : { message: saidOf(args, message) };
  return { call: number, tool, ...progress, ...said };
}

/** Without the result: it may be of any size, and is for the caller only. */
function finishedJson(call: FinishedCall): Record<string, unknown> {
  const { outcome, duration } = call;
  const problem =
    outcome.kind === 'failure'
      ? { kind: outcome.failure.kind, message: saidOf(call.arguments, outcome.failure.message) }
      : null;
  return { ...callJson(call), duration, ok: succeeded(call), problem };
}
