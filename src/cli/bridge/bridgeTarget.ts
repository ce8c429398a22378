import path from 'node:path';
import { Readable } from 'node:stream';
import { version } from '../../../package.json';
import { settlesWithin } from '../../base/async';
import type { GatewayClient } from '../../gateway/client/gatewayClient';
import { gatewayOrOwn } from '../../runtime/gatewayOrOwn';
import { gatewayConfig } from '../backend/backend';
import { openCliApprovals, waitingFailure } from '../context/cliApprovals';
import type { CommandContext } from '../context/commandContext';
import { longLivedHost, openCliPool, readDefinitions } from '../context/session';

/** How long the servers may take to start before a client is answered, in ms; list changes announce the others. */
const connectTimeoutMs = 10_000;

/** An answer over HTTP, or of the same shape without it. */
export interface Reply {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: Readable;
}

/** One request to `/mcp`. */
export interface McpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** The MCP server of a pool: behind a gateway, or in this process. */
export interface Target {
  /** For people. */
  readonly name: string;
  send(request: McpRequest): Promise<Reply>;
  close(): Promise<void>;
}

/** The running pool of the same configuration file, or else a pool in this process. */
export function openTarget(context: CommandContext): Promise<Target> {
  return gatewayOrOwn({
    config: gatewayConfig(context),
    // Not as a person: an assistant calls, and what it may do is decided as for any other client.
    headers: {},
    gateway: async (client) => {
      await client.json({ method: 'GET', path: '/health' });
      return gatewayTarget(client);
    },
    own: () => ownTarget(context),
    note: (line) => context.output.note(line),
  });
}

function gatewayTarget(client: GatewayClient): Target {
  return {
    name: `the gateway at ${client.announced.url}`,
    send: async (request) => {
      const response = await client.open({ ...request, path: '/mcp' });
      return {
        status: response.statusCode ?? 0,
        header: (name) => response.headers[name]?.toString(),
        body: response,
      };
    },
    close: async () => undefined,
  };
}

/** A pool in this process. No one is here to approve anything: it runs what was approved elsewhere, as soon as it is. */
async function ownTarget({ options, output }: CommandContext): Promise<Target> {
  const definitions = await readDefinitions(options, output);
  const adHoc = options.command !== undefined || options.url !== undefined;
  const file = path.resolve(options.config);
  const approvals = adHoc ? undefined : await openCliApprovals(output);
  const { McpEndpoint } = await import('../../gateway/mcp/mcpEndpoint');
  const { PoolCatalog } = await import('../../gateway/mcp/poolCatalog');
  const { defaultLimits } = await import('../../gateway/access/gatewayOptions');
  // stdin belongs to the client: no one can be asked there.
  const confirm = async () => options.yes === true;
  const pool = await openCliPool(options, undefined, { ...(await longLivedHost()), confirm, approvals });
  await pool.apply((await approvals?.asApproved(definitions)) ?? definitions);
  const { followConfig } = await import('../../runtime/followConfig');
  const following =
    approvals &&
    followConfig(
      { pool, file, written: definitions, approvals },
      {
        onChanged: (line) => output.note(`mcp-pool bridge: ${line}`),
        onProblem: (line) => output.note(`mcp-pool bridge: ${line}`),
        onWaiting: (waiting) => {
          const failed = waitingFailure(waiting, file);
          if (failed) output.note(`mcp-pool bridge: ${[failed.message, ...failed.nextSteps].join(' ')}`);
        },
      },
    );
  // So that a client that asks at once what there is gets what starts now, and not an empty list.
  const starting = pool.servers.filter(
    ({ definition, state }) =>
      (definition.autostart ?? 'onStartup') === 'onStartup' &&
      state.kind !== 'disabled' &&
      state.kind !== 'blocked',
  );
  const connected = starting.map((server) => server.connected().catch(() => undefined));
  await settlesWithin(Promise.all(connected), connectTimeoutMs);
  const host = { pool, limits: defaultLimits, onLongStream: () => undefined };
  const endpoint = new McpEndpoint(host, new PoolCatalog(pool, version));
  return {
    name: 'servers of its own',
    send: async ({ method, headers, body, signal }) => {
      const request = new Request('http://127.0.0.1/mcp', {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal,
      });
      const response = await endpoint.fetch(request);
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        body: response.body ? Readable.fromWeb(response.body as never) : Readable.from([]),
      };
    },
    close: async () => {
      following?.dispose();
      await endpoint.close();
      await pool.dispose();
      approvals?.dispose();
    },
  };
}
