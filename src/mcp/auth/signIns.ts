import type { FetchLike } from '@modelcontextprotocol/client';
import { failure } from '../../base/failure';
import type { HttpLaunch, ServerDefinition } from '../../config/model/definition';
import { limitedFetch } from '../http/limitedFetch';
import { resolveDefinition, type VariableHost } from '../server/resolveDefinition';
import { authorize, type Person } from './authorizationCode';
import { AuthSession } from './authSession';
import { isClientGrant } from './clientGrants';
import { revokeTokens } from './signOut';
import type { Authorizer } from './storage/authorizer';
import { CredentialRecord } from './storage/credentials';
import { MemorySecrets, type SecretStore } from './storage/secretStore';

/** What sign-ins need from their host. */
export interface SignInHost {
  readonly store: SecretStore;
  /** The environment that variables of the configuration are read from. */
  readonly env: NodeJS.ProcessEnv;
  /** The values of variables, besides the environment. */
  readonly variables?: VariableHost;
  /** The address of the document that describes us as a client, if one is published. */
  readonly clientMetadataUrl?: string;
  /** Reaches authorization servers. */
  readonly fetch?: FetchLike;
}

/** Who is signed in where. Servers at the same address, with the same client, share their tokens. */
export class SignIns {
  private readonly sessions = new Map<string, AuthSession>();
  private readonly memory = new MemorySecrets();

  constructor(private readonly host: SignInHost) {
    host.store.onDidChange?.((key) => this.sessions.get(key)?.forget());
  }

  /** The authorizer of requests to a server; none when its headers already have a token. */
  readonly authorizerOf = (_definition: ServerDefinition, launch: HttpLaunch): Authorizer | undefined => {
    const own = Object.keys(launch.headers).some((name) => name.toLowerCase() === 'authorization');
    return own ? undefined : this.sessionOf(launch);
  };

  /** Whether the secret of this key belongs to the server. */
  async concerns(definition: ServerDefinition, key: string): Promise<boolean> {
    return definition.launch.type === 'http' && (await this.sessionFor(definition)).record.key === key;
  }

  /** Whether there are tokens for the server. */
  async isSignedIn(definition: ServerDefinition): Promise<boolean> {
    return (await this.sessionFor(definition)).isSignedIn();
  }

  /** Whether the server required more scopes than its tokens have. */
  async wantsMore(definition: ServerDefinition): Promise<boolean> {
    return (await (await this.sessionFor(definition)).record.read()).missing !== undefined;
  }

  /** Signs a person in through the browser. The server has to be reconnected afterwards. */
  async signIn(definition: ServerDefinition, person: Person): Promise<void> {
    const session = await this.sessionFor(definition);
    const metadataUrl = session.settings.clientMetadataUrl ?? this.host.clientMetadataUrl;
    await authorize(session, person, this.fetch, metadataUrl);
  }

  /** Deletes the tokens. Returns whether there were any. */
  async signOut(definition: ServerDefinition): Promise<boolean> {
    return revokeTokens(await this.sessionFor(definition), this.fetch);
  }

  private get fetch(): FetchLike {
    return limitedFetch(this.host.fetch);
  }

  private async sessionFor(definition: ServerDefinition): Promise<AuthSession> {
    const { launch } = await resolveDefinition(definition, this.host);
    if (launch.type === 'http') return this.sessionOf(launch);
    throw failure('usage', `'${definition.name}' is a program and needs no sign-in.`);
  }

  private sessionOf(launch: HttpLaunch): AuthSession {
    const settings = launch.oauth ?? {};
    const key = [new URL(launch.url).href, settings.clientId].filter(Boolean).join(' ');
    const known = this.sessions.get(key);
    if (known && JSON.stringify(known.settings) === JSON.stringify(settings)) return known;
    // Tokens that the configuration can get at any time need not outlive the process.
    const store = isClientGrant(settings) ? this.memory : this.host.store;
    const session = new AuthSession(launch.url, settings, new CredentialRecord(store, key));
    this.sessions.set(key, session);
    return session;
  }
}
