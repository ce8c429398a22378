import { version } from '../../package.json';
import type { GatewayOptions } from '../gateway/access/gatewayOptions';
import type { GatewayAddress } from '../gateway/server/gatewayServer';
import { statePaths } from '../mcp/host/statePaths';
import type { ProgramPool } from './programPool';

/** How a program opens a gateway: on a free port of this machine, with a new token, unless it says otherwise. */
export type OpenGatewayOptions = Partial<Omit<GatewayOptions, 'version'>>;

/** A gateway that is open. The pool stays its owner's. */
export interface OpenGateway extends GatewayAddress {
  /** What every request brings: `Authorization: Bearer …`. */
  readonly token: string;
  /** Renews the token: the previous one is no longer valid, and what was opened with it ends. Resolves with the new one. */
  renewToken(): Promise<string>;
  /** Cancels what is under way, and withdraws the announcement. */
  close(): Promise<void>;
  /** For `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Offers a pool over HTTP to other programs of the same person: REST, and one MCP server at /mcp. */
export async function openGateway(pool: ProgramPool, options: OpenGatewayOptions = {}): Promise<OpenGateway> {
  // A file of its own: most programs open none.
  const { Gateway } = await import('../gateway/server/gatewayServer');
  const gateway = new Gateway(pool.pool, {
    folder: statePaths().gateways,
    warn: (message) => process.emitWarning(message),
    reportError: (error) => process.emitWarning(String(error)),
    ...options,
    version,
  });
  const address = await gateway.start();
  const close = () => gateway.stop();
  let token = gateway.token ?? '';
  const renewToken = async () => {
    await gateway.renewToken();
    token = gateway.token ?? token;
    return token;
  };
  return {
    ...address,
    get token() {
      return token;
    },
    renewToken,
    close,
    [Symbol.asyncDispose]: close,
  };
}
