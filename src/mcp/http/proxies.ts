import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as secure } from 'node:tls';
import type { FetchLike } from '@modelcontextprotocol/client';
import type { Dispatcher } from 'undici';
import { type NamedProxy, ProxyFault } from '../errors/proxyFault';
import { proxyFor } from './proxyChoice';

/** Connects to the host of an address, with TLS for `wss:`; undefined where it is reached directly. */
export type Tunnel = (address: URL, signal: AbortSignal) => Promise<Socket | undefined>;

/** How long a proxy may take to open a tunnel, in ms. */
const connectTimeoutMs = 15_000;

/** Reaches servers through the proxies that the environment names; without one, nothing changes. */
export class Proxies {
  private readonly agents = new Map<string, Dispatcher>();

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** For Streamable HTTP, HTTP+SSE and signing in. */
  readonly fetch: FetchLike = async (url, init) => {
    const proxy = proxyFor(new URL(url), this.env);
    if (!proxy) return globalThis.fetch(url, init);
    // undici's own fetch, because Node's has another version of undici, whose dispatchers may differ.
    const undici = await import('./proxyAgent');
    const dispatcher = this.agentOf(proxy, undici.ProxyAgent);
    try {
      const response = await undici.fetch(url, { ...(init as object), dispatcher });
      // The SDK checks for the global `Response`.
      return new Response(response.body as ReadableStream | null, {
        status: response.status,
        statusText: response.statusText,
        headers: [...response.headers],
      });
    } catch (error) {
      throw init?.signal?.aborted ? error : new ProxyFault(proxy, error);
    }
  };

  /** For WebSocket. */
  readonly tunnel: Tunnel = async (address, signal) => {
    const proxy = proxyFor(address, this.env);
    if (!proxy) return undefined;
    const { Client } = await import('./proxyAgent');
    const client = new Client(proxy.url.origin, { headersTimeout: connectTimeoutMs });
    const isSecure = address.protocol === 'wss:';
    const host = `${address.hostname}:${address.port || (isSecure ? 443 : 80)}`;
    const token = tokenOf(proxy.url);
    const headers = { host, ...(token && { 'proxy-authorization': token }) };
    let socket: Duplex | undefined;
    try {
      const answer = await client.connect({ path: host, headers, signal });
      socket = answer.socket.on('error', () => undefined);
      if (answer.statusCode !== 200) throw new Error(`Proxy response (${answer.statusCode})`);
      return isSecure ? await withTls(socket, address, signal) : (socket as Socket);
    } catch (error) {
      socket?.destroy();
      void client.destroy();
      throw signal.aborted ? error : new ProxyFault(proxy, error);
    }
  };

  private agentOf({ url }: NamedProxy, ProxyAgent: typeof import('undici').ProxyAgent): Dispatcher {
    const known = this.agents.get(url.href);
    if (known) return known;
    // Without a tunnel where there is no TLS: many proxies open one to port 443 only.
    const agent = new ProxyAgent({ uri: url.origin, token: tokenOf(url), proxyTunnel: false });
    this.agents.set(url.href, agent);
    return agent;
  }
}

async function withTls(socket: Duplex, { hostname }: URL, signal: AbortSignal): Promise<Socket> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const secured = secure({ socket, host, servername: isIP(host) ? '' : host });
  // Also after no one waits any longer.
  secured.on('error', () => undefined);
  await once(secured, 'secureConnect', { signal });
  return secured;
}

function tokenOf({ username, password }: URL): string | undefined {
  if (!username && !password) return undefined;
  const words = [username, password].map(decodeURIComponent).join(':');
  return `Basic ${Buffer.from(words).toString('base64')}`;
}
