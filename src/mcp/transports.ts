import type { FetchLike, Transport } from '@modelcontextprotocol/client';
import type { Launch } from '../config/definition';
import type { Authorizer } from './auth/authorizer';
import { HttpTransport } from './http/httpTransport';
import { limitedFetch } from './http/limitedFetch';
import type { Tunnel } from './http/proxies';
import { WebSocketTransport } from './http/webSocketTransport';
import { type StdioOptions, StdioTransport } from './stdioTransport';

/** Who listens to what a transport hears besides messages. */
export interface TransportListeners {
  readonly onStderr: (line: string) => void;
  readonly onPrinted: (line: string) => void;
}

/** Everything a transport needs beyond its launch. */
export interface TransportContext extends TransportListeners {
  /** Throws when the launch must not be started or reached after all. */
  readonly mayLaunch: () => void;
  /** The whole environment of a child process. */
  readonly env: NodeJS.ProcessEnv;
  /** The program that the command was resolved to. */
  readonly program?: string;
  /** Adds what was signed in with to requests over HTTP. */
  readonly authorizer?: Authorizer;
  readonly fetch?: FetchLike;
  readonly tunnel?: Tunnel;
  readonly grace?: { readonly stdin: number; readonly terminate: number };
  readonly onProcess?: StdioOptions['onProcess'];
}

/** The fetch of a server over HTTP: what was signed in with is added last, so that nothing above it sees tokens. */
function fetchOf({ authorizer, fetch }: TransportContext): FetchLike {
  const lowest = limitedFetch(fetch);
  return authorizer?.authorize(lowest) ?? lowest;
}

/** Makes the transport of a launch whose variables are resolved. It looks once more whether it may be launched when it is started. */
export function createTransport(launch: Launch, context: TransportContext): Transport {
  context.mayLaunch();
  const transport = transportOf(launch, context);
  const start = transport.start.bind(transport);
  transport.start = async () => {
    context.mayLaunch();
    await start();
  };
  return transport;
}

function transportOf(launch: Launch, context: TransportContext): Transport {
  if (launch.type === 'http') {
    const { headers, transport } = launch;
    return new HttpTransport({ url: new URL(launch.url), headers, transport, fetch: fetchOf(context) });
  }
  if (launch.type === 'ws')
    return new WebSocketTransport({
      url: new URL(launch.url),
      headers: launch.headers,
      tunnel: context.tunnel,
    });
  return new StdioTransport({
    command: context.program ?? launch.command,
    args: launch.args,
    cwd: launch.cwd ?? process.cwd(),
    env: context.env,
    grace: context.grace,
    onProcess: context.onProcess,
    onStderr: context.onStderr,
    onPrinted: context.onPrinted,
  });
}
