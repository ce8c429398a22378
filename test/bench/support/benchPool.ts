import type { ServerDefinition } from '../../../src/config/model/definition';
import { defaultRestart } from '../../../src/mcp/server/restartPlan';
import type { FinishedCall } from '../../../src/pool/call';
import { Pool } from '../../../src/pool/pool';
import { fixture } from '../../support/places';

/** What a host of figures may want to know. */
export interface BenchHost {
  readonly onProcess?: (event: { readonly kind: 'started' | 'ended'; readonly pid: number }) => void;
}

/** A pool as the product makes it. What ran at all counts as stable, so that a killed server is not kept waiting. */
export function benchPool({ onProcess }: BenchHost = {}): Pool {
  return new Pool({
    clientInfo: { name: 'mcp-pool-bench', version: '1.0.0' },
    env: process.env,
    limits: { startMs: 30_000, requestMs: 60_000, totalMs: 600_000 },
    restart: { ...defaultRestart, stableMs: 0 },
    confirm: async () => false,
    reportError: (error) => {
      throw error;
    },
    onProcess,
  });
}

/** The raw echo server as a definition. */
export function echoServer(
  name: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): ServerDefinition {
  const launch = {
    type: 'stdio',
    command: process.execPath,
    args: [fixture('benchEcho'), ...args],
    env,
  } as const;
  return { id: name, name, launch, disabled: false, autoApprove: [], source: { folder: process.cwd() } };
}

/** Resolves when the server next has tools that its present connection has confirmed. */
export function nextTools(pool: Pool, server: string): Promise<void> {
  return new Promise((resolve) => {
    const subscription = pool.onDidEvent((event) => {
      if (event.type !== 'catalog.changed' || event.server !== server || event.stale) return;
      subscription.dispose();
      resolve();
    });
  });
}

/** The result of a call that must not fail. */
export function expectResult({ outcome }: FinishedCall): void {
  if (outcome.kind !== 'result') throw new Error(`The call failed: ${JSON.stringify(outcome)}`);
}
