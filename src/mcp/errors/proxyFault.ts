import type { NetworkReason } from './networkReason';

/** What went wrong with a request on its way through a proxy. A `TypeError`, as every fetch throws when the network fails. */
export class ProxyFault extends TypeError {
  override readonly name = 'ProxyFault';
  /** Without the name and password that may stand in it. */
  readonly proxy: string;
  /** The variable that names the proxy. */
  readonly variable: string;

  constructor({ url, variable }: NamedProxy, cause: unknown) {
    super(`the way through the proxy ${url.origin} failed`, { cause });
    this.proxy = url.origin;
    this.variable = variable;
  }
}

/** Says that a proxy answered with a status of its own; `fault` is missing where we do not know the proxy. */
export function refusalReason(status: number, fault?: ProxyFault): NetworkReason {
  const proxy = fault ? `the proxy ${fault.proxy}` : 'the proxy';
  if (status === 407) {
    const next = fault
      ? `Give them in ${fault.variable}, as in http://name:password@host:port.`
      : 'Give them in the settings of the proxy.';
    return { why: `${proxy} wants a name and a password (407)`, next, permanent: true };
  }
  if (status >= 500)
    return { why: `${proxy} could not reach it (${status})`, next: 'Check host and port of the server.' };
  const next = fault
    ? 'Ask who runs the proxy to let it through, or except the server in NO_PROXY.'
    : 'Ask who runs the proxy to let it through, or except the server from it.';
  return { why: `${proxy} refuses to lead there (${status})`, next };
}

/** The status that a proxy refused with, in an error of undici, which has it in its words only. */
export function refusalStatus({ message }: Error): number | undefined {
  const status = /^Proxy response \((\d{3})\)/.exec(message)?.[1];
  if (status !== undefined) return Number(status);
  return /^proxy authentication required/i.test(message) ? 407 : undefined;
}

/** What VS Code says when the proxy of its settings cannot be reached, which may hold a password in older versions. */
export function editorProxyReason({ message }: Error): NetworkReason | undefined {
  const named = /^Failed to establish a socket connection to proxies: \w+ (?:.*@)?(\S*?);?$/.exec(message);
  if (!named) return undefined;
  return { why: `its proxy ${named[1]} cannot be reached`, next: 'Check the proxy in the settings.' };
}

// Before there is a connection to anybody, the proxy is whom it was to be made to.
const unmade =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN)$/;
const noTls = /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/;

/** A reason of the network as it is told when a proxy stands in between. */
export function reasonAtProxy(reason: NetworkReason, code: string, fault: ProxyFault): NetworkReason {
  const { proxy, variable } = fault;
  if (unmade.test(code)) {
    const why = `its proxy ${proxy} cannot be reached, ${reason.why}`;
    return { why, next: `Check ${variable}, or except the server in NO_PROXY.` };
  }
  if (noTls.test(code) && proxy.startsWith('https:')) {
    const next = `Give ${variable} an address that starts with 'http://'.`;
    return { why: `its proxy ${proxy} does not speak TLS`, next, permanent: true };
  }
  return { ...reason, why: `${reason.why}, through the proxy ${proxy}` };
}

/** A proxy that the environment names. */
export interface NamedProxy {
  readonly url: URL;
  /** The variable that names it. */
  readonly variable: string;
}
