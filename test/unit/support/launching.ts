import type { ServerDefinition } from '../../../src/config/model/definition';
import { Connection } from '../../../src/mcp/connection/connection';
import type { HostOptions, LaunchOptions } from '../../../src/mcp/connection/launchOptions';
import { defaultTimeLimits } from '../../../src/mcp/connection/timedRequests';
import type { ServerHost } from '../../../src/mcp/server/serverHost';
import type { ServerLogLine } from '../../../src/mcp/transport/poolTransport';
import type { TestServer } from './testTransport';

const launch = { type: 'http', url: 'https://server.example/mcp', headers: {} } as const;
const shared: HostOptions = { clientInfo: { name: 'mcp-pool-test', version: '1.0.0' }, env: {} };

/** The definition of a {@link TestServer}. */
export function definitionOf(more: Partial<ServerDefinition> = {}): ServerDefinition {
  const source = { folder: '/w' };
  return { id: 'fake', name: 'fake', launch, disabled: false, autoApprove: [], source, ...more };
}

/** A host whose servers are all the {@link TestServer}. */
export function hostOf({ createTransport }: TestServer, more: Partial<ServerHost> = {}): ServerHost {
  return { ...shared, limits: defaultTimeLimits, createTransport, ...more };
}

/** Opens a connection to a {@link TestServer}. */
export function openConnection(
  { createTransport }: TestServer,
  more: Partial<LaunchOptions> & { readonly signal?: AbortSignal; readonly log?: ServerLogLine[] } = {},
): Promise<Connection> {
  const { signal = new AbortController().signal, log = [], ...options } = more;
  return Connection.open(
    {
      ...shared,
      name: 'fake',
      launch,
      mayLaunch: () => undefined,
      limits: defaultTimeLimits,
      logLevel: 'info',
      roots: [],
      redact: (text) => text,
      onLog: (line) => log.push(line),
      createTransport,
      ...options,
    },
    signal,
  );
}
