import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { isLoopbackHost } from '../../base/webAddress';

/** The network of an address: public, private, this machine, or the local link. */
export type NetworkPlace = 'public' | 'private' | 'loopback' | 'link';

/**
 * Ranges by their purpose. https://www.iana.org/assignments/iana-ipv4-special-registry. 198.18.0.0/15 is omitted: programs that
 * tunnel all traffic of a machine assign its addresses to public names.
 */
const ranges = {
  loopback: ['127.0.0.0/8', '0.0.0.0/8', '::1/128', '::/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fec0::/10'],
  // Besides the local link, addresses that no sign-in service has: multicast, reserved ranges, tunnels, and a cloud's own host.
  link: [
    ...['169.254.0.0/16', '192.0.0.0/24', '168.63.129.16/32', '224.0.0.0/4', '240.0.0.0/4'],
    ...['fe80::/10', 'ff00::/8', '2002::/16', '2001::/32'],
  ],
} as const;

/** IPv4 addresses can be written as these of IPv6: https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5, and NAT64. */
const embeddings = ['::ffff:', '::', '64:ff9b::'];

const lists = Object.entries(ranges).map(([place, all]) => {
  const list = new BlockList();
  for (const range of all) {
    const [net, bits] = range.split('/') as [string, string];
    if (net.includes(':')) list.addSubnet(net, Number(bits), 'ipv6');
    else {
      list.addSubnet(net, Number(bits), 'ipv4');
      for (const prefix of embeddings) list.addSubnet(prefix + net, 96 + Number(bits), 'ipv6');
    }
  }
  return [place as NetworkPlace, list] as const;
});

/** The place of an IP address. */
export function placeOfAddress(address: string): NetworkPlace {
  const plain = address.replace(/%.*$/, '');
  const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
  return lists.find(([, list]) => list.check(plain, family))?.[0] ?? 'public';
}

/**
 * The places of a host, by a lookup of its name. A name that cannot be looked up counts as public: it may be known
 * only to a proxy, which then reaches it.
 */
export async function placesOf(hostname: string): Promise<readonly NetworkPlace[]> {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host)) return [placeOfAddress(host)];
  if (isLoopbackHost(host)) return ['loopback'];
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.length > 0 ? found.map(({ address }) => placeOfAddress(address)) : ['public'];
}
