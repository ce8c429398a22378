/** The parts of the address of a resource document; plain strings, so that it is tested without VS Code. */
export interface ResourceAddress {
  /** The id of the server. */
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** Replaces the scheme of a resource that has none. */
const noScheme = '~';

/**
 * The address of a resource as `scheme/authority/path` below its server, as VS Code's own client does it: the ending of the
 * path gives the language, and relative links between resources work.
 */
export function toAddress(server: string, resourceUri: string): ResourceAddress {
  const [, scheme = noScheme, rest = ''] = /^(?!~:)([^:/?#]+):(.*)$/s.exec(resourceUri) ?? [
    undefined,
    undefined,
    resourceUri,
  ];
  const { location, query, fragment } = split(rest);
  const hierarchical = location.startsWith('//');
  const [, authority = '', path = ''] = hierarchical
    ? (/^\/\/([^/]*)(.*)$/s.exec(location) ?? [])
    : [undefined, undefined, location];
  // '~' marks a resource without '//'; '-' an empty authority, as in file:///a.
  const place = hierarchical ? encodePlace(authority) : '~';
  const tail = path.startsWith('/') || path === '' ? path : `/${path}`;
  const mark = hierarchical || path.startsWith('/') || path === '' ? '' : '~';
  return { authority: encodeAuthority(server), path: `/${scheme}/${place}${mark}${tail}`, query, fragment };
}

/** The server and the URI of the resource behind an address. */
export function fromAddress(address: ResourceAddress): {
  readonly server: string;
  readonly resourceUri: string;
} {
  const [, scheme = '', place = '', tail = ''] = /^\/([^/]*)\/([^/]*)(.*)$/s.exec(address.path) ?? [];
  const location = place === '~~' ? tail.slice(1) : place === '~' ? tail : `//${decodePlace(place)}${tail}`;
  const query = address.query ? `?${address.query}` : '';
  const fragment = address.fragment ? `#${address.fragment}` : '';
  const prefix = scheme === noScheme ? '' : `${scheme}:`;
  return {
    server: decodeAuthority(address.authority),
    resourceUri: `${prefix}${location}${query}${fragment}`,
  };
}

/** Cuts off query and fragment. An empty one has no place in a VS Code URI: its mark stays with what comes before it. */
function split(text: string): { location: string; query: string; fragment: string } {
  const [, before = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text) ?? [];
  const hash = fragment === '' ? '#' : '';
  return {
    location: `${before}${query === '' ? '?' : ''}${query ? '' : hash}`,
    query: query ? `${query}${hash}` : '',
    fragment: fragment ?? '',
  };
}

/** An authority that looks like a mark gets a '=' before it. */
function encodePlace(authority: string): string {
  if (authority === '') return '-';
  return /^(?:-$|~~?$|=)/.test(authority) ? `=${authority}` : authority;
}

function decodePlace(place: string): string {
  if (place === '-') return '';
  return place.startsWith('=') ? place.slice(1) : place;
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
