import assert from 'node:assert/strict';
import type { Failure } from '../../../src/base/failure';
import type { ServerDefinition } from '../../../src/config/model/definition';
import { defaultRestart } from '../../../src/mcp/server/restartPlan';
import type { ServerState } from '../../../src/mcp/server/serverState';
import type { CallRequest, Confirmation, FinishedCall } from '../../../src/pool/call';
import { Pool, type PoolHost } from '../../../src/pool/pool';
import type { PoolEvent } from '../../../src/pool/poolEvent';
import { paletteRequester } from '../../../src/pool/requester';
import { fixture } from '../places';
import { expectNoneLeft, newMark } from '../processes';
import { endless, endlessLimits, until } from '../until';

type EventOf<T extends PoolEvent['type']> = Extract<PoolEvent, { type: T }>;

/** Pauses between the starts of a server that fails, so long that none is over before a test has looked. */
export const longPauses = { ...defaultRestart, initialDelay: endless, maxDelay: endless };

/** A pool that keeps what happens in it. */
export class TestPool {
  readonly mark = newMark();
  readonly events: PoolEvent[] = [];
  readonly confirmations: Confirmation[] = [];
  readonly errors: unknown[] = [];
  private readonly closables: { close(): Promise<void> }[] = [];
  /** What the person says when asked. */
  approve = true;
  readonly pool: Pool;

  constructor(limits: Partial<PoolHost['limits']> = {}, more: Partial<PoolHost> = {}) {
    this.pool = new Pool({
      clientInfo: { name: 'mcp-pool-test', version: '1.0.0' },
      env: { ...process.env, ...this.mark },
      limits: { ...endlessLimits, ...limits },
      graceMs: { stdin: 30, terminate: 500 },
      confirm: async (confirmation) => {
        this.confirmations.push(confirmation);
        return this.approve;
      },
      reportError: (error) => this.errors.push(error),
      ...more,
    });
    this.pool.onDidEvent((event) => this.events.push(event));
  }

  /** Events of one type so far. */
  of<T extends PoolEvent['type']>(type: T, server?: string): EventOf<T>[] {
    return this.events.filter(
      (event): event is EventOf<T> =>
        event.type === type && (server === undefined || event.server === server),
    );
  }

  state(server: string): ServerState {
    return this.pool.find(server).state;
  }

  /** Waits for a state of a server. */
  async reach<K extends ServerState['kind']>(
    server: string,
    kind: K,
  ): Promise<Extract<ServerState, { kind: K }>> {
    return until(`'${server}' is ${kind}`, () => {
      const state = this.state(server);
      return state.kind === kind && (state as Extract<ServerState, { kind: K }>);
    });
  }

  /** Waits until a server has failed, whether or not it will be tried again, and gives the reason. */
  async broken(server: string): Promise<Failure> {
    return until(`'${server}' has failed`, () => {
      const state = this.state(server);
      return (state.kind === 'failed' || state.kind === 'waiting') && state.error;
    });
  }

  /** The process of a server that is ready. */
  async pid(server: string): Promise<number> {
    const { info } = await this.reach(server, 'ready');
    assert.ok(info.pid);
    return info.pid;
  }

  call(
    server: string,
    tool: string,
    args: Record<string, unknown> = {},
    more: Partial<CallRequest> = {},
  ): Promise<FinishedCall> {
    return this.pool.call({ server, tool, arguments: args, by: paletteRequester, ...more });
  }

  /** Keeps something that is closed with the pool, also when the test fails. */
  add<T extends { close(): Promise<void> }>(closable: T): T {
    this.closables.push(closable);
    return closable;
  }

  /** Ends the pool and checks that it leaves no process. */
  async close(): Promise<void> {
    await this.pool.dispose();
    await Promise.all(this.closables.map((closable) => closable.close()));
    await expectNoneLeft(this.mark);
  }
}

/** What a definition of a test says beside its name and script. */
export interface DefinitionOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly disabled?: boolean;
  readonly autoApprove?: readonly string[];
}

/** A server on stdio that is one of our fixtures. */
export function stdio(
  name: string,
  script: string,
  { args = [], env = {}, disabled = false, autoApprove = [] }: DefinitionOptions = {},
): ServerDefinition {
  const launch = { type: 'stdio', command: process.execPath, args: [fixture(script), ...args], env } as const;
  return { id: name, name, launch, disabled, autoApprove, source: { folder: process.cwd() } };
}

/** A server behind Streamable HTTP. */
export function http(
  name: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): ServerDefinition {
  const launch = { type: 'http', url, headers } as const;
  return { id: name, name, launch, disabled: false, autoApprove: [], source: { folder: process.cwd() } };
}

/** The text of a call's result; fails when there is none. */
export function textOf({ outcome }: FinishedCall): string {
  assert.equal(outcome.kind, 'result', JSON.stringify(outcome));
  if (outcome.kind !== 'result') return '';
  return outcome.result.content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
}

/** The failure of a call that failed. */
export function failureOf({ outcome }: FinishedCall): Failure {
  assert.equal(outcome.kind, 'failure', JSON.stringify(outcome));
  if (outcome.kind !== 'failure') throw new Error('unreachable');
  return outcome.failure;
}
