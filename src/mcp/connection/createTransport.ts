import type { FetchLike } from '@modelcontextprotocol/client';
import { HttpTransport } from '../http/httpTransport';
import { limitedFetch } from '../http/limitedFetch';
import { WebSocketTransport } from '../http/webSocketTransport';
import type { FoundProgram } from '../stdio/findProgram';
import { StdioTransport } from '../stdio/stdioTransport';
import type { PoolTransport } from '../transport/poolTransport';
import type { LaunchOptions, TransportFactory } from './launchOptions';

/** Makes the transport of a launch. On start, it checks once more whether it may be launched. */
export function openTransport(options: LaunchOptions, program: FoundProgram | undefined): PoolTransport {
  const { mayLaunch, createTransport = realTransport } = options;
  mayLaunch();
  const transport = createTransport(options, program);
  const start = transport.start.bind(transport);
  transport.start = async () => {
    mayLaunch();
    await start();
  };
  return transport;
}

const realTransport: TransportFactory = (options, program) => {
  const { launch, tunnel } = options;
  if (launch.type === 'http')
    return new HttpTransport({ ...launch, url: new URL(launch.url), fetch: fetchOf(options) });
  if (launch.type === 'ws') return new WebSocketTransport({ ...launch, url: new URL(launch.url), tunnel });
  const { command, cwd = process.cwd() } = launch;
  // Never our own environment, which is in the options, but the one prepared for the program.
  const child = { ...launch, command: program?.file ?? command, cwd, env: program?.env ?? {} };
  return new StdioTransport(child, options);
};

/** The fetch of a server over HTTP: tokens are added last, so that nothing above sees them. */
function fetchOf({ authorizer, fetch }: LaunchOptions): FetchLike {
  const lowest = limitedFetch(fetch);
  return authorizer?.authorize(lowest) ?? lowest;
}
