/** The parts of the address of a resource document; plain strings, so that it is tested without VS Code. */
export interface ResourceAddress {
  /** Stands for the server. */
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/**
 * The address of a resource as `scheme/authority/path` below its server, as VS Code's own client does it: the ending of the
 * path gives the language, and relative links between resources work.
 */
export function toAddress(server: string, resourceUri: string): ResourceAddress {
  const [, scheme = 'unknown', rest = ''] = /^([^:/?#]+):(.*)$/s.exec(resourceUri) ?? [
    undefined,
    undefined,
    resourceUri,
  ];
  const [, location = '', query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(rest) ?? [];
  const hierarchical = location.startsWith('//');
  const [, authority = '', path = ''] = hierarchical
    ? (/^\/\/([^/]*)(.*)$/s.exec(location) ?? [])
    : [undefined, undefined, location];
  // '~' marks a resource without '//'; '-' an empty authority, as in file:///a.
  const place = hierarchical ? authority || '-' : '~';
  const tail = path.startsWith('/') || path === '' ? path : `/${path}`;
  const mark = hierarchical || path.startsWith('/') || path === '' ? '' : '~';
  return { authority: encodeAuthority(server), path: `/${scheme}/${place}${mark}${tail}`, query, fragment };
}

/** The server and the URI of the resource that an address stands for. */
export function fromAddress(address: ResourceAddress): {
  readonly server: string;
  readonly resourceUri: string;
} {
  const [, scheme = '', place = '', tail = ''] = /^\/([^/]*)\/([^/]*)(.*)$/s.exec(address.path) ?? [];
  const location =
    place === '~~' ? tail.slice(1) : place === '~' ? tail : `//${place === '-' ? '' : place}${tail}`;
  const query = address.query ? `?${address.query}` : '';
  const fragment = address.fragment ? `#${address.fragment}` : '';
  const prefix = scheme === 'unknown' && place.startsWith('~') ? '' : `${scheme}:`;
  return {
    server: decodeAuthority(address.authority),
    resourceUri: `${prefix}${location}${query}${fragment}`,
  };
}

/** Authorities are compared without case and hold few characters: other names are written in hex. */
function encodeAuthority(server: string): string {
  return /^[a-z0-9][a-z0-9._-]*$/.test(server) && !server.startsWith('hex-')
    ? server
    : `hex-${Buffer.from(server).toString('hex')}`;
}

function decodeAuthority(authority: string): string {
  return authority.startsWith('hex-') ? Buffer.from(authority.slice(4), 'hex').toString('utf8') : authority;
}
