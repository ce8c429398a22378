import { findGateway, type GatewayClient, NotServed } from '../gateway/client/gatewayClient';

/** The two ways to the servers of a configuration file. */
export interface GatewayOrOwn<T> {
  /** Absolute path of the configuration file; undefined when no gateway may be used. */
  readonly config: string | undefined;
  /** Who asks; a person by default. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Works with the running gateway. Rejects with {@link NotServed} when nothing was done there. */
  readonly gateway: (client: GatewayClient) => Promise<T>;
  /** Works with a pool of this process. */
  readonly own: () => Promise<T>;
  /** Gets why a running gateway is not used. */
  readonly note: (line: string) => void;
}

/** Uses the running gateway of a configuration file if there is one that serves us, else a pool of this process. */
export async function gatewayOrOwn<T>({ config, headers, gateway, own, note }: GatewayOrOwn<T>): Promise<T> {
  if (config !== undefined) {
    try {
      const client = await findGateway(config, headers);
      if (client) return await gateway(client);
    } catch (error) {
      if (!(error instanceof NotServed)) throw error;
      note(`The running gateway is not used: ${error.message}`);
    }
  }
  return own();
}
