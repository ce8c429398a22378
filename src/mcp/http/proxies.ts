import type { Socket } from 'node:net';
import type { FetchLike } from '@modelcontextprotocol/client';
import { ProxyFault, ProxyRefusal } from '../errors/proxyFault';
import { proxyFor } from './proxyChoice';
import type { ProxyConnections } from './proxyConnections';

/** Connects to the host of an address, with TLS for `wss:`; undefined where it is reached directly. */
export type Tunnel = (address: URL, signal: AbortSignal) => Promise<Socket | undefined>;

/** Reaches servers through the proxies that the environment names; without one, nothing changes. */
export class Proxies {
  private readonly connections = new Map<string, ProxyConnections>();

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** For Streamable HTTP, HTTP+SSE and signing in. */
  readonly fetch: FetchLike = async (url, init = {}) => {
    const address = new URL(url);
    const proxy = proxyFor(address, this.env);
    if (!proxy) return globalThis.fetch(url, init);
    try {
      const { agentFetch } = await import('./agentFetch');
      const response = await agentFetch(url, init, await this.connectionsOf(proxy.url));
      // Without a tunnel it is the proxy that requires a password.
      if (response.status !== 407 || address.protocol === 'https:') return response;
      await response.body?.cancel();
      throw new ProxyRefusal(response.status);
    } catch (error) {
      throw init.signal?.aborted ? error : new ProxyFault(proxy, error);
    }
  };

  /** For WebSocket. */
  readonly tunnel: Tunnel = async (address, signal) => {
    const proxy = proxyFor(address, this.env);
    if (!proxy) return undefined;
    try {
      const { openTunnel } = await import('./proxyConnections');
      return await openTunnel(proxy.url, address, signal);
    } catch (error) {
      throw signal.aborted ? error : new ProxyFault(proxy, error);
    }
  };

  private async connectionsOf(proxy: URL): Promise<ProxyConnections> {
    const { ProxyConnections } = await import('./proxyConnections');
    const known = this.connections.get(proxy.href) ?? new ProxyConnections(proxy);
    this.connections.set(proxy.href, known);
    return known;
  }
}
