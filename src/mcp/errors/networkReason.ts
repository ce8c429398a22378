import { editorProxyReason, ProxyFault, reasonAtProxy, refusalReason, refusalStatus } from './proxyFault';

/** The reason for a network error, in words. */
export interface NetworkReason {
  readonly why: string;
  readonly next: string;
  /** An automatic retry cannot help. */
  readonly permanent?: boolean;
}

const network = 'Check the network.';
const log = 'Try again, and check the log of the server.';
// In VS Code the variable is not enough: its fetch uses the certificates of the machine instead.
const trust = `Install the certificate of its authority on this machine; for a terminal, give its path in NODE_EXTRA_CA_CERTS.`;

const reasons: Readonly<Record<string, NetworkReason>> = {
  ECONNREFUSED: { why: 'the connection was refused', next: 'Start the server, and check host and port.' },
  ENOTFOUND: { why: 'the host name is unknown', next: 'Check the host name and the network.' },
  EAI_AGAIN: { why: 'the host name could not be looked up', next: network },
  ECONNRESET: { why: 'the connection was interrupted', next: log },
  EPIPE: { why: 'the connection was interrupted', next: log },
  ETIMEDOUT: { why: 'the host did not answer in time', next: network },
  UND_ERR_CONNECT_TIMEOUT: { why: 'the host did not answer in time', next: network },
  UND_ERR_HEADERS_TIMEOUT: { why: 'the server sent nothing for too long', next: log },
  UND_ERR_BODY_TIMEOUT: { why: 'the server sent nothing for too long', next: log },
  UND_ERR_SOCKET: { why: 'the connection was interrupted', next: log },
  EHOSTUNREACH: { why: 'the host cannot be reached', next: network },
  ENETUNREACH: { why: 'the network cannot be reached', next: network },
  ENETDOWN: { why: 'the network is down', next: network },
  CERT_HAS_EXPIRED: {
    why: 'its certificate has expired',
    next: 'Ask for a new certificate of the server, and check the clock of this machine.',
  },
  CERT_NOT_YET_VALID: {
    why: 'its certificate is not valid yet',
    next: 'Check the clock of this machine and that of the server.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    why: 'its certificate is for another host name',
    next: 'Use the host name of the certificate.',
    permanent: true,
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: { why: 'its certificate is self-signed', next: trust, permanent: true },
  SELF_SIGNED_CERT_IN_CHAIN: {
    why: 'its certificate comes from a self-signed authority',
    next: trust,
    permanent: true,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    why: 'its certificate comes from an unknown authority',
    next: trust,
    permanent: true,
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    why: 'its certificate comes from an unknown authority',
    next: trust,
    permanent: true,
  },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    why: 'it does not speak TLS',
    next: `Use 'http://' if the server has no TLS at this port.`,
    permanent: true,
  },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: {
    why: 'it does not speak TLS',
    next: `Use 'http://' if the server has no TLS at this port.`,
    permanent: true,
  },
  HPE_INVALID_CONSTANT: {
    why: 'it does not answer with HTTP',
    next: `Check the port, and whether the address must start with 'https://'.`,
  },
};

/** Finds the reason in an error of Node's network, however deeply it is wrapped; undefined for other errors. */
export function networkReason(error: unknown): NetworkReason | undefined {
  const seen = new Set<unknown>();
  let proxy: ProxyFault | undefined;
  for (let cause = error; cause instanceof Error && !seen.has(cause); cause = innerOf(cause)) {
    seen.add(cause);
    if (cause instanceof ProxyFault) proxy = cause;
    const refused = refusalStatus(cause);
    if (refused !== undefined) return refusalReason(refused, proxy);
    const ofEditor = editorProxyReason(cause);
    if (ofEditor) return ofEditor;
    const code = codeOf(cause);
    const reason = reasonOf(code);
    if (reason) return proxy ? reasonAtProxy(reason, code, proxy) : reason;
  }
  return undefined;
}

/** The several addresses of one host fail together, in one error. */
function innerOf(error: Error): unknown {
  return (error as AggregateError).errors?.[0] ?? error.cause;
}

function codeOf(error: Error): string {
  if (error.message === 'terminated') return 'UND_ERR_SOCKET';
  const code: unknown = (error as NodeJS.ErrnoException).code;
  return typeof code === 'string' ? code : '';
}

function reasonOf(code: string): NetworkReason | undefined {
  const known = reasons[code];
  if (known) return known;
  return /^(?!UND_)\w*(?:CERT|SSL|TLS|EPROTO)/.test(code)
    ? { why: `its certificate was rejected, ${code}`, next: trust }
    : undefined;
}
