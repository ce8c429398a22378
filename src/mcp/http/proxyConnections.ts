import { once } from 'node:events';
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { ProxyRefusal } from '../errors/proxyFault';

/** How long a proxy may take to open a tunnel, together with TLS in it, in ms. */
const connectTimeoutMs = 15_000;

/** Unused connections are closed before most servers do so, in ms. */
const kept = { keepAlive: true, timeout: 4000 };

/** What Node's request needs besides method, headers and body. */
export interface ProxiedRequest extends RequestOptions {
  /** The headers that are for the proxy. */
  readonly headers: Readonly<Record<string, string>>;
  /** For a tunnel: where it leads, and when no one waits for it any longer. */
  readonly tunnel?: { readonly address: URL; readonly signal: AbortSignal | undefined };
}

/** The connections through one proxy, which are kept for the next request. */
export class ProxyConnections {
  private readonly tunnels: TunnelAgent;
  private readonly forwarding: Agent;

  constructor(private readonly proxy: URL) {
    this.tunnels = new TunnelAgent(proxy);
    this.forwarding = proxy.protocol === 'https:' ? new SecureAgent(kept) : new Agent(kept);
  }

  /** The way to an address: a tunnel for TLS, none otherwise, because many proxies open one to port 443 only. */
  requestFor(address: URL, signal: AbortSignal | undefined): ProxiedRequest {
    const { origin, href, protocol, hostname, port } = address;
    if (protocol !== 'https:')
      return {
        ...placeOf(this.proxy),
        agent: this.forwarding,
        path: href,
        headers: credentialsFor(this.proxy),
      };
    const path = href.slice(origin.length);
    const host = withoutBrackets(hostname);
    return { protocol, host, port, path, agent: this.tunnels, headers: {}, tunnel: { address, signal } };
  }
}

class TunnelAgent extends SecureAgent {
  constructor(private readonly through: URL) {
    super(kept);
  }

  override createConnection(
    { tunnel }: Partial<ProxiedRequest>,
    done: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const failed = done as (error: Error) => void;
    openTunnel(this.through, tunnel!.address, tunnel!.signal).then((socket) => done(null, socket), failed);
  }
}

/** Connects to the host of an address through a proxy, with TLS for `https:` and `wss:`. */
export async function openTunnel(
  proxy: URL,
  address: URL,
  signal: AbortSignal | undefined,
  limitMs = connectTimeoutMs,
): Promise<Socket> {
  const late = AbortSignal.timeout(limitMs);
  const end = signal ? AbortSignal.any([signal, late]) : late;
  const isSecure = /^(?:https|wss):$/.test(address.protocol);
  let socket: Socket | undefined;
  try {
    socket = await askForTunnel(proxy, `${address.hostname}:${address.port || (isSecure ? 443 : 80)}`, end);
    return isSecure ? await withTls(socket, address, end) : socket;
  } catch (error) {
    socket?.destroy();
    throw late.aborted && !signal?.aborted ? connectTimeout() : error;
  }
}

async function askForTunnel(proxy: URL, host: string, signal: AbortSignal): Promise<Socket> {
  const headers = { host, connection: 'keep-alive', ...credentialsFor(proxy) };
  const way = { ...placeOf(proxy), method: 'CONNECT', path: host, headers, signal };
  const call = requestOver(proxy.protocol)({ ...way, agent: false }).end();
  const [answer, socket, head] = (await once(call, 'connect')) as [IncomingMessage, Socket, Buffer];
  // Also after no one waits any longer.
  socket.on('error', () => undefined);
  if (answer.statusCode !== 200) {
    socket.destroy();
    throw new ProxyRefusal(answer.statusCode ?? 0);
  }
  if (head.length > 0) socket.unshift(head);
  return socket;
}

async function withTls(socket: Socket, { hostname }: URL, signal: AbortSignal): Promise<Socket> {
  const host = withoutBrackets(hostname);
  const secured = connect({ socket, host, servername: serverName(host), ALPNProtocols: ['http/1.1'] });
  secured.on('error', () => undefined);
  await once(secured, 'secureConnect', { signal });
  return secured;
}

/** Gives up a request whose connection is not made in time. */
export function limitConnecting(socket: Socket): void {
  if (!socket.connecting) return;
  const timer = setTimeout(() => socket.destroy(connectTimeout()), connectTimeoutMs);
  const made = () => clearTimeout(timer);
  socket.once('connect', made).once('close', made);
}

/** Node's function for requests with or without TLS. */
export function requestOver(protocol: string | null | undefined): typeof request {
  return protocol === 'https:' ? secureRequest : request;
}

function connectTimeout(): Error {
  return Object.assign(new Error('the connection was not made in time'), { code: 'ETIMEDOUT' });
}

function placeOf({ protocol, hostname, port }: URL) {
  const host = withoutBrackets(hostname);
  // Otherwise the name of the server behind the proxy.
  return { protocol, host, port, servername: serverName(host) };
}

/** An address has no name in TLS. */
function serverName(host: string): string {
  return isIP(host) ? '' : host;
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function credentialsFor({ username, password }: URL): Record<string, string> {
  if (!username && !password) return {};
  const words = [username, password].map(decodeURIComponent).join(':');
  return { 'proxy-authorization': `Basic ${Buffer.from(words).toString('base64')}` };
}
