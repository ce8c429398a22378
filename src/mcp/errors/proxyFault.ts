import type { NetworkReason } from './networkReason';

/** What went wrong with a request on its way through a proxy. A `TypeError`, as every fetch throws when the network fails. */
export class ProxyFault extends TypeError {
  override readonly name = 'ProxyFault';
  /** Without the name and password that it may contain. */
  readonly proxy: string;
  /** The variable that names the proxy. */
  readonly variable: string;

  constructor({ url, variable }: NamedProxy, cause: unknown) {
    super(`the connection through the proxy ${url.origin} failed`, { cause });
    this.proxy = url.origin;
    this.variable = variable;
  }
}

/** A proxy answered with an error status instead of passing on a request. */
export class ProxyRefusal extends Error {
  override readonly name = 'ProxyRefusal';

  constructor(readonly status: number) {
    super(`the proxy answered with the status ${status}`);
  }
}

/** Reports that a proxy answered with an error status; `fault` is missing where we do not know the proxy. */
export function refusalReason(status: number, fault?: ProxyFault): NetworkReason {
  const proxy = fault ? `the proxy ${fault.proxy}` : 'the proxy';
  if (status === 407) {
    const next = fault
      ? `Set them in ${fault.variable}, as in http://name:password@host:port.`
      : 'Set them in the proxy settings.';
    return { why: `${proxy} requires a user name and a password (407)`, next, permanent: true };
  }
  if (status >= 500)
    return { why: `${proxy} could not reach it (${status})`, next: 'Check host and port of the server.' };
  const next = fault
    ? 'Ask the administrator of the proxy to allow the server, or add it to NO_PROXY.'
    : 'Ask the administrator of the proxy to allow the server, or exclude it from the proxy.';
  return { why: `${proxy} refuses to connect to it (${status})`, next };
}

/** The status that a proxy refused with; the proxy of VS Code's settings gives it in the words of an error only. */
export function refusalStatus(error: Error): number | undefined {
  if (error instanceof ProxyRefusal) return error.status;
  const { message } = error;
  const status = /^Proxy response \((\d{3})\)/.exec(message)?.[1];
  if (status !== undefined) return Number(status);
  return /^proxy authentication required/i.test(message) ? 407 : undefined;
}

/** The error of VS Code when the proxy of its settings cannot be reached, which may contain a password in older versions. */
export function editorProxyReason({ message }: Error): NetworkReason | undefined {
  const named = /^Failed to establish a socket connection to proxies: \w+ (?:.*@)?(\S*?);?$/.exec(message);
  if (!named) return undefined;
  return { why: `its proxy ${named[1]} cannot be reached`, next: 'Check the proxy in the settings.' };
}

// Before any connection exists, the failed one was to the proxy.
const unmade =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN)$/;
const noTls = /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/;

/** A network reason, as reported for a connection through a proxy. */
export function reasonAtProxy(reason: NetworkReason, code: string, fault: ProxyFault): NetworkReason {
  const { proxy, variable } = fault;
  if (unmade.test(code)) {
    const why = `its proxy ${proxy} cannot be reached, ${reason.why}`;
    return { why, next: `Check ${variable}, or add the server to NO_PROXY.` };
  }
  if (noTls.test(code) && proxy.startsWith('https:')) {
    const next = `Set ${variable} to an address that starts with 'http://'.`;
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
