import type {
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client';
import type { SecretStore } from './secretStore';

/** A set of tokens as the authorization server issued it. */
export interface SavedTokens {
  readonly set: StoredOAuthTokens;
  /** In ms since 1970. */
  readonly savedAt: number;
}

/** The stored credentials of one server; data of the SDK is stored unchanged. */
export interface Credentials {
  /** Who issued the tokens in use. */
  readonly issuer?: string;
  readonly discovery?: OAuthDiscoveryState;
  /** Our registrations, by issuer. */
  readonly clients: Readonly<Record<string, StoredOAuthClientInformation>>;
  /** By issuer. */
  readonly tokens: Readonly<Record<string, SavedTokens>>;
  /** The scopes that the tokens in use lack. */
  readonly missing?: string;
  /** The private key that tokens are bound to, as PKCS #8, where the server requires that. */
  readonly proofKey?: string;
}

const nothing: Credentials = { clients: {}, tokens: {} };

/** How long before their expiry tokens are refreshed, in ms. */
const expiryMarginMs = 30_000;

/** The credentials of one server in the store. */
export class CredentialRecord {
  constructor(
    private readonly store: SecretStore,
    readonly key: string,
  ) {}

  async read(): Promise<Credentials> {
    const text = await this.store.get(this.key);
    if (!text) return nothing;
    try {
      return { ...nothing, ...(JSON.parse(text) as Partial<Credentials>) };
    } catch {
      // Written by a later version or damaged: as good as signed out.
      return nothing;
    }
  }

  /** Call it inside {@link SecretStore.exclusive}. */
  async write(credentials: Credentials): Promise<Credentials> {
    await this.store.set(this.key, JSON.stringify(credentials));
    return credentials;
  }

  /** Reads, changes and writes, in turn with all other processes. */
  change(how: (before: Credentials) => Credentials): Promise<Credentials> {
    return this.store.exclusive(this.key, async () => this.write(how(await this.read())));
  }

  /** Runs the task in turn with all other processes that share the store. */
  exclusive<T>(task: () => Promise<T>): Promise<T> {
    return this.store.exclusive(this.key, task);
  }

  delete(): Promise<void> {
    return this.store.exclusive(this.key, () => this.store.delete(this.key));
  }
}

/** The tokens in use, if any. */
export function tokensOf(credentials: Credentials): SavedTokens | undefined {
  return credentials.issuer === undefined ? undefined : credentials.tokens[credentials.issuer];
}

/** Whether tokens have expired, or nearly. Tokens without a lifetime never are. */
export function isOver({ set, savedAt }: SavedTokens, now = Date.now()): boolean {
  if (set.expires_in === undefined) return false;
  const lifetime = set.expires_in * 1000;
  return now >= savedAt + lifetime - Math.min(expiryMarginMs, lifetime / 10);
}

/** The credentials with tokens of an issuer put in use. */
export function withTokens(before: Credentials, issuer: string, set: StoredOAuthTokens): Credentials {
  const saved = { set, savedAt: Date.now() };
  return { ...before, issuer, missing: undefined, tokens: { ...before.tokens, [issuer]: saved } };
}

/** The credentials without the tokens of an issuer. */
export function withoutTokens(before: Credentials, issuer: string): Credentials {
  const { [issuer]: _gone, ...tokens } = before.tokens;
  return { ...before, tokens };
}

/** The credentials without the registration and tokens of an issuer. */
export function withoutIssuer(before: Credentials, issuer: string): Credentials {
  const { [issuer]: _gone, ...clients } = before.clients;
  return { ...withoutTokens(before, issuer), clients };
}
