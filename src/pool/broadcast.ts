import pLimit from 'p-limit';
import { didYouMean } from '../base/didYouMean';
import { type FailureError, failure } from '../base/failure';
import { quoted } from '../base/text';
import type { Server } from '../mcp/server/server';
import { type CallRequest, type FinishedCall, succeeded } from './call';
import type { Pool } from './pool';
import { isDisabled } from './toolPolicy';

/** How many servers are called at the same time. */
const askedAtOnce = 16;

/** One tool for all servers that have it. */
export interface BroadcastRequest extends Omit<CallRequest, 'server' | 'onProgress'> {
  /** Only these servers, by id or name. */
  readonly servers?: readonly string[];
  /** Called with each call as soon as it is over. */
  readonly onFinished?: (call: FinishedCall) => void;
}

/** How a broadcast ended. */
export interface Broadcast {
  readonly tool: string;
  /** One for each server that has the tool, in the order of the pool. */
  readonly calls: readonly FinishedCall[];
  readonly succeeded: number;
  readonly failed: number;
  /** Names of servers that could not be started and whose tools are unknown. */
  readonly unknown: readonly string[];
}

/** Calls one tool on all servers that have it, at the same time. Rejects with a `notFound` failure when none has it. */
export async function broadcast(pool: Pool, request: BroadcastRequest): Promise<Broadcast> {
  const { servers: only, onFinished, ...call } = request;
  const { tool, signal } = call;
  const named = only && [...new Set(only.map((reference) => pool.find(reference)))];
  const asked = (named ?? pool.servers.filter(isReached)).filter(
    ({ definition }) => !isDisabled(definition, tool),
  );
  const limit = pLimit(askedAtOnce);
  const calls = await Promise.all(
    asked.map((server) =>
      limit(async () => {
        // Its tools are known once it was connected. If it had the tool before, the call reports why it cannot connect.
        await server.connected(signal).catch(() => undefined);
        if (!has(server, tool)) return [];
        const finished = await pool.call({ ...call, server: server.id });
        onFinished?.(finished);
        return [finished];
      }),
    ),
  );
  const finished = calls.flat();
  if (finished.length === 0) throw nobodyHas(tool, asked);
  const good = finished.filter(succeeded).length;
  return {
    tool,
    calls: finished,
    succeeded: good,
    failed: finished.length - good,
    unknown: asked.filter(isUnknown).map(({ name }) => name),
  };
}

/** A server that must not start, or that only a person starts, is skipped unless it is named. */
function isReached({ state, definition }: Server): boolean {
  if (state.kind === 'disabled' || state.kind === 'blocked') return false;
  return state.kind !== 'stopped' || definition.autostart !== 'manual';
}

function has({ catalog }: Server, tool: string): boolean {
  return catalog.tools.items.some(({ name }) => name === tool);
}

function isUnknown({ knownCatalog }: Server): boolean {
  return knownCatalog.stale && knownCatalog.catalog.tools.items.length === 0;
}

function nobodyHas(tool: string, asked: readonly Server[]): FailureError {
  const guess = didYouMean(
    tool,
    asked.flatMap(({ catalog }) => catalog.tools.items.map(({ name }) => name)),
  );
  const unknown = quoted(asked.filter(isUnknown).map(({ name }) => name));
  return failure('notFound', `No server has a tool '${tool}'.`, [
    guess ? `Did you mean '${guess}'?` : `Servers asked: ${quoted(asked.map(({ name }) => name)) || 'none'}.`,
    ...(unknown ? [`Could not be started, so their tools are unknown: ${unknown}.`] : []),
  ]);
}
