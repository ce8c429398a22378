import { Client } from '@modelcontextprotocol/client';
import type { PoolTransport } from '../transport/poolTransport';
import type { LaunchOptions } from './launchOptions';

/** Makes an SDK client with our capabilities, and forwards the logs of the server. */
export function newClient({ clientInfo, onLog, elicit, sample, roots }: LaunchOptions): Client {
  const capabilities = {
    ...(elicit ? { elicitation: { form: { applyDefaults: true }, url: {} } } : {}),
    ...(sample ? { sampling: {} } : {}),
    ...(roots.length > 0 ? { roots: {} } : {}),
  };
  const client = new Client(clientInfo, { capabilities });
  if (roots.length > 0)
    client.setRequestHandler('roots/list', () => ({
      roots: roots.map((uri) => ({ uri, name: nameOf(uri) })),
    }));
  client.setNotificationHandler('notifications/message', ({ params }) => {
    const text = typeof params.data === 'string' ? params.data : JSON.stringify(params.data);
    onLog({ source: 'log', level: params.level, text: params.logger ? `[${params.logger}] ${text}` : text });
  });
  return client;
}

function nameOf(uri: string): string {
  return decodeURIComponent(uri.replace(/\/+$/, '').split('/').pop() ?? uri);
}

/** The facts about a server after its handshake. */
export function readyInfo({ client, transport }: { client: Client; transport: PoolTransport }): ReadyInfo {
  const version = client.getServerVersion();
  return {
    protocolVersion: client.getNegotiatedProtocolVersion() ?? 'unknown',
    serverName: version?.title ?? version?.name,
    serverVersion: version?.version,
    instructions: client.getInstructions(),
    pid: transport.pid,
    since: Date.now(),
  };
}

/** The facts about a connected server. */
export interface ReadyInfo {
  /** The negotiated revision, such as `2025-11-25`. */
  readonly protocolVersion: string;
  /** The name and version that the server reports. */
  readonly serverName?: string;
  readonly serverVersion?: string;
  /** The instructions of the server. */
  readonly instructions?: string;
  /** The process, for a server on stdio. */
  readonly pid?: number;
  /** When it became ready, in ms since 1970. */
  readonly since: number;
}
