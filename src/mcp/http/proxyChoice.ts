import { BlockList, isIP } from 'node:net';
import { failure } from '../../base/failure';
import type { NamedProxy } from '../errors/proxyFault';

/** The proxy that the environment names for an address; undefined where it is reached directly. Throws a `configuration` failure. */
export function proxyFor(address: URL, env: NodeJS.ProcessEnv): NamedProxy | undefined {
  const secure = address.protocol === 'https:' || address.protocol === 'wss:';
  const found = lookUp(env, secure ? 'https_proxy' : 'http_proxy') ?? lookUp(env, 'all_proxy');
  if (!found) return undefined;
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const port = address.port || (secure ? '443' : '80');
  // As in VS Code: this machine is never reached through a proxy.
  if (isLoopback(host) || isExcepted(host, port, lookUp(env, 'no_proxy')?.value ?? '')) return undefined;
  return { url: proxyUrl(found), variable: found.name };
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

/** A variable in either case; lower case has precedence, as in curl. */
function lookUp(env: NodeJS.ProcessEnv, lower: string): Variable | undefined {
  for (const name of [lower, lower.toUpperCase()]) {
    const value = env[name]?.trim();
    if (value) return { name, value };
  }
  return undefined;
}

function proxyUrl({ name, value }: Variable): URL {
  const text = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  // The value is not shown: it may hold a password.
  throw failure('configuration', `${name} does not name a supported proxy.`, [
    `Set ${name} to an address that starts with 'http://' or 'https://', or add the server to NO_PROXY.`,
  ]);
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.[\d.]+|::1)$/.test(host);
}

/** Whether NO_PROXY contains the host: by its name, its domain, its address or its network. */
function isExcepted(host: string, port: string, exceptions: string): boolean {
  const entries = exceptions.toLowerCase().split(/[,\s]+/);
  return entries.some((entry) => {
    if (entry === '*') return true;
    const [network = '', prefix] = entry.split('/');
    if (prefix !== undefined) return isInNetwork(host, network, Number(prefix));
    const [, name = '', only] = isIP(entry) ? [entry, entry] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
    if (only !== undefined && only !== port) return false;
    const domain = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
    return host === domain || host.endsWith(`.${domain}`);
  });
}

function isInNetwork(host: string, network: string, prefix: number): boolean {
  const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const longest = isIP(network) === 6 ? 128 : 32;
  if (!isIP(host) || !isIP(network) || !(prefix >= 0 && prefix <= longest)) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, family(network));
  return list.check(host, family(host));
}
