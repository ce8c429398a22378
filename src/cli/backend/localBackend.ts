import type { GetPromptResult, ReadResourceResult } from '@modelcontextprotocol/client';
import { FailureError } from '../../base/failure';
import { nullLogger } from '../../base/logger';
import { statePaths } from '../../mcp/host/statePaths';
import { CatalogFiles } from '../../mcp/server/catalogFiles';
import type { FinishedCall } from '../../pool/call';
import type { Pool } from '../../pool/pool';
import { terminalRequester } from '../../pool/requester';
import type { WrittenArguments } from '../../pool/typedArguments';
import { argumentsFor, argumentsForAll } from '../../pool/typedArguments';
import type { CommandContext } from '../context/commandContext';
import { asNamed, openCliPool, readDefinitions } from '../context/session';
import { type ListedServer, listedServer } from '../terminal/serverList';
import type { Backend, BackendCall, BroadcastItem, BroadcastSummary, CallAnswer } from './backend';

/** Runs with a pool that starts only the server in question, or all when none is named, and leaves no process behind. */
export async function withLocalBackend(
  { options, output, signal }: CommandContext,
  name: string | undefined,
  run: (door: Backend) => Promise<number>,
): Promise<number> {
  const definitions = await readDefinitions(options, output);
  const catalogs = new CatalogFiles(statePaths().catalogs, nullLogger);
  // Kept for completion, which starts no server; here each server reports its own.
  const kept = { load: async () => undefined, save: catalogs.save.bind(catalogs) };
  const pool = await openCliPool(options, undefined, { catalogs: kept });
  try {
    // The others stay known by name, so that a mistyped name is recognized, but do not start.
    const wanted = definitions.map((definition) =>
      name === undefined || definition.name === name
        ? asNamed(definition)
        : { ...definition, disabled: true },
    );
    await pool.apply(wanted);
    signal.throwIfAborted();
    return await run(new OwnDoor(pool, signal));
  } finally {
    await pool.dispose();
    await catalogs.settled();
  }
}

/** A pool in this process. */
class OwnDoor implements Backend {
  constructor(
    private readonly pool: Pool,
    private readonly signal: AbortSignal,
  ) {}

  async list(name: string | undefined): Promise<readonly ListedServer[]> {
    const { pool, signal } = this;
    const servers = name === undefined ? pool.servers : [pool.find(name)];
    await Promise.all(servers.map((server) => server.connected(signal).catch(() => undefined)));
    signal.throwIfAborted();
    return servers.map(listedServer);
  }

  async call({ server: name, tool, onProgress, onAsking, ...written }: BackendCall): Promise<CallAnswer> {
    const { pool, signal } = this;
    const server = pool.find(name);
    const finished = await pool.call({
      server: server.id,
      tool,
      arguments: await argumentsFor(server, tool, written, signal),
      by: terminalRequester,
      signal,
      onProgress,
      onAsking: (asking) => onAsking?.(asking, false),
    });
    const { outcome } = finished;
    if (outcome.kind === 'failure') throw new FailureError(outcome.failure);
    return outcome;
  }

  async broadcast(tool: string, written: WrittenArguments): Promise<BroadcastSummary> {
    const { pool, signal } = this;
    const args = await argumentsForAll(pool, tool, written, signal);
    const done = await pool.broadcast({ tool, arguments: args, by: terminalRequester, signal });
    signal.throwIfAborted();
    return { ...done, calls: done.calls.map(broadcastCall) };
  }

  read(server: string, uri: string): Promise<ReadResourceResult> {
    return this.pool.readResource(server, uri, { signal: this.signal });
  }

  prompt(server: string, name: string, args: Readonly<Record<string, string>>): Promise<GetPromptResult> {
    return this.pool.getPrompt(server, name, args, { signal: this.signal });
  }
}

function broadcastCall({ serverName: server, duration, outcome }: FinishedCall): BroadcastItem {
  if (outcome.kind === 'failure') return { server, duration, failure: outcome.failure };
  return { server, duration, result: outcome.result, warnings: outcome.warnings };
}
