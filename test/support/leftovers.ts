import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Emitter } from '../../src/base/emitter';
import type { Pool } from '../../src/pool/pool';

/** What a pool holds at a moment of rest. */
export interface Holdings {
  /** Kinds of handles that keep the process alive, with their number. */
  readonly handles: Readonly<Record<string, number>>;
  /** Listeners of all events of the pool, its servers and connections. */
  readonly listeners: number;
  /** Listeners of the process itself. */
  readonly processListeners: number;
  /** In bytes, with nothing left to collect. */
  readonly heap: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

export function holdingsOf(pool: Pool): Holdings {
  collect();
  return {
    handles: handles(),
    listeners: listenersBelow(pool),
    processListeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    heap: process.memoryUsage().heapUsed,
  };
}

/** Handles by kind; timers come and go and are not counted. */
export function handles(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo())
    if (kind !== 'Timeout' && kind !== 'Immediate') counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Adds up the listeners of all emitters that can be reached from our own objects. */
function listenersBelow(root: object): number {
  const seen = new Set<unknown>();
  const visit = (value: unknown, depth: number): number => {
    if (typeof value !== 'object' || value === null || depth === 0 || seen.has(value)) return 0;
    seen.add(value);
    if (value instanceof Emitter) return value.size;
    const inside = value instanceof Map || value instanceof Set ? [...value.values()] : Object.values(value);
    return inside.reduce((sum: number, item) => sum + visit(item, depth - 1), 0);
  };
  // Pool, its map, an entry, its server, its reader or connection, their emitters.
  return visit(root, 6);
}

/** Numbers from 0 to 1 that are the same in every run: https://en.wikipedia.org/wiki/Linear_congruential_generator */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
