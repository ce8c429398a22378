import { failure } from '../../base/failure';
import { isLoopbackHost } from '../../base/webAddress';
import type { OAuthSettings } from '../../config/model/entryTypes';
import { publicUrl } from '../errors/publicUrl';
import { type NetworkPlace, placesOf } from './networkPlace';

/** Whose sign-in it is, and what the person wrote about it. */
export interface SignInOwner {
  /** The address of the server. */
  readonly url: string;
  readonly settings: OAuthSettings;
  readonly byPerson: boolean;
}

/** Where a server may send its sign-in, by where the server itself is. */
const reach: Readonly<Record<NetworkPlace, readonly NetworkPlace[]>> = {
  public: ['public'],
  private: ['public', 'private'],
  link: ['public', 'link'],
  loopback: ['public', 'private', 'loopback'],
};

const words: Readonly<Record<NetworkPlace, string>> = {
  public: 'on the internet',
  private: 'inside a private network',
  link: 'on the local link',
  loopback: 'on this machine',
};

/**
 * Rejects a request of a sign-in to a place that the server itself could not reach: it must not send us to what only this
 * machine can reach, such as a router or the metadata service of a cloud. Its own origin and the addresses in the configuration are allowed.
 *
 * A name can resolve differently between this check and the request. That gains nothing: without TLS only this machine is reached, from
 * a server on this machine, and with TLS the host needs a certificate for the name.
 */
export async function requireReach(target: URL, owner: SignInOwner): Promise<void> {
  if (isTheirs(target, owner)) return;
  const own = new URL(owner.url);
  const places = await placesOf(target.hostname);
  if (places.some((place) => place !== 'public')) {
    const from = await placesOf(own.hostname);
    const refused = places.find((place) => !from.every((one) => reach[one].includes(place)));
    if (refused) throw refusal(target, owner, `which is ${words[refused]}`);
  }
  const stays = isLoopbackHost(target.hostname) && isLoopbackHost(own.hostname);
  if (target.protocol !== 'https:' && !(target.protocol === 'http:' && stays))
    throw refusal(target, owner, `which has no TLS`);
}

/** Whether the configuration names the place: the origin of the server, or a host in its `oauth`. */
function isTheirs({ origin, host }: URL, { url, settings }: SignInOwner): boolean {
  if (origin === new URL(url).origin) return true;
  const written = [settings.issuer, settings.identityProvider?.tokenEndpoint];
  return written.some((one) => one !== undefined && URL.canParse(one) && new URL(one).host === host);
}

function refusal({ origin, protocol }: URL, { url, byPerson }: SignInOwner, why: string) {
  const there = origin === 'null' ? protocol : origin;
  return failure(
    byPerson ? 'signIn' : 'configuration',
    `The sign-in to ${publicUrl(url)} failed: the server redirects it to '${there}', ${why}. Nothing was sent there.`,
    [`If you trust that address, set it as 'issuer' in 'oauth' of the server.`],
    undefined,
    { permanent: true },
  );
}
