import { Client } from '@modelcontextprotocol/client';
import type { PoolTransport } from '../transport/poolTransport';
import type { LaunchOptions } from './launchOptions';

/** Makes an SDK client that says what we can do, and hands on what the server logs. */
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

/** What is known of a server once its handshake is done. */
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

/** What is known of a server once it is connected. */
export interface ReadyInfo {
  /** The negotiated revision, such as `2025-11-25`. */
  readonly protocolVersion: string;
  /** Name and version that the server gives itself. */
  readonly serverName?: string;
  readonly serverVersion?: string;
  /** The server's own words on how to use it. */
  readonly instructions?: string;
  /** The process, for a server on stdio. */
  readonly pid?: number;
  /** When it became ready, in ms since 1970. */
  readonly since: number;
}
