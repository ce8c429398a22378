import {
  type OAuthClientProvider,
  StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client';
import type { Launch } from '../config/definition';
import { StdioTransport } from './stdioTransport';

/** Who listens to what a transport hears besides messages. */
export interface TransportListeners {
  readonly onStderr: (line: string) => void;
  readonly onPrinted: (line: string) => void;
}

/** Everything a transport needs beyond its launch. */
export interface TransportContext extends TransportListeners {
  /** The whole environment of a child process. */
  readonly env: NodeJS.ProcessEnv;
  /** The program that the command was resolved to. */
  readonly program?: string;
  /** Signs in to a server behind HTTP. */
  readonly authProvider?: OAuthClientProvider;
  readonly grace?: { readonly stdin: number; readonly terminate: number };
}

/** Makes the transport of a launch whose variables are resolved. It is not started yet. */
export function createTransport(launch: Launch, context: TransportContext): Transport {
  if (launch.type === 'http') {
    return new StreamableHTTPClientTransport(new URL(launch.url), {
      requestInit: { headers: { ...launch.headers } },
      authProvider: context.authProvider,
    });
  }
  return new StdioTransport({
    command: context.program ?? launch.command,
    args: launch.args,
    cwd: launch.cwd ?? process.cwd(),
    env: context.env,
    grace: context.grace,
    onStderr: context.onStderr,
    onPrinted: context.onPrinted,
  });
}
