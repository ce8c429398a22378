import { randomBytes } from 'node:crypto';
import type {
  OAuthClientInformationContext,
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client';
import type { AuthSession } from './authSession';
import { requireIssuer } from './oauthDiscovery';
import { type Credentials, withoutIssuer, withTokens } from './storage/credentials';

/** The provider for the SDK's flow during one sign-in by a person. */
export class OAuthProvider implements OAuthClientProvider {
  /** New for each sign-in; the answer must contain it. */
  private readonly nonce = randomBytes(32).toString('base64url');
  private verifier = '';
  /** Where the browser is to go. */
  authorizationUrl: URL | undefined;

  constructor(
    private readonly session: AuthSession,
    private readonly discovery: OAuthDiscoveryState,
    readonly redirectUrl: string,
    readonly clientMetadataUrl: string | undefined,
    private readonly proofKey: string | undefined,
  ) {}

  get clientMetadata(): OAuthClientMetadata {
    const methods = this.discovery.authorizationServerMetadata?.token_endpoint_auth_methods_supported;
    // A secret that anyone can read from the installed program is not a secret, so none is requested where that is allowed.
    const isPublic = !methods || methods.includes('none');
    return {
      client_name: 'MCP Pool',
      redirect_uris: [this.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      ...(isPublic ? { token_endpoint_auth_method: 'none' } : {}),
      scope: this.session.settings.scopes?.join(' '),
    };
  }

  state(): string {
    return this.nonce;
  }

  async clientInformation(
    context?: OAuthClientInformationContext,
  ): Promise<StoredOAuthClientInformation | undefined> {
    const { clientId, clientSecret } = this.session.settings;
    const issuer = context?.issuer;
    if (clientId) {
      if (issuer !== undefined) requireIssuer(this.session.settings, issuer);
      return { client_id: clientId, client_secret: clientSecret, issuer };
    }
    const stored = issuer === undefined ? undefined : (await this.session.record.read()).clients[issuer];
    return stored && this.fits(stored) ? stored : undefined;
  }

  async saveClientInformation(client: StoredOAuthClientInformation): Promise<void> {
    const { issuer } = client;
    if (issuer === undefined || this.session.settings.clientId) return;
    await this.change((before) => ({ ...before, clients: { ...before.clients, [issuer]: client } }));
  }

  /** A sign-in never uses older tokens. */
  tokens(): undefined {
    return undefined;
  }

  async saveTokens(tokens: StoredOAuthTokens): Promise<void> {
    const issuer = tokens.issuer ?? this.discovery.authorizationServerUrl;
    const { discovery, proofKey } = this;
    this.session.seen.add(tokens.access_token, tokens.refresh_token, tokens.id_token);
    await this.change((before) => withTokens({ ...before, discovery, proofKey }, issuer, tokens));
  }

  redirectToAuthorization(url: URL): void {
    this.authorizationUrl = url;
  }

  saveCodeVerifier(verifier: string): void {
    this.verifier = verifier;
  }

  codeVerifier(): string {
    return this.verifier;
  }

  discoveryState(): OAuthDiscoveryState {
    return this.discovery;
  }

  saveDiscoveryState(): void {
    // It was found before the flow began and does not change under it.
  }

  async invalidateCredentials(what: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): Promise<void> {
    const issuer = this.discovery.authorizationServerMetadata?.issuer;
    if (what !== 'client' || issuer === undefined) return;
    await this.change((before) => withoutIssuer(before, issuer));
  }

  /** Whether a registration can be used with this redirect address. */
  private fits(client: StoredOAuthClientInformation): boolean {
    if ('redirect_uris' in client) return client.redirect_uris.includes(this.redirectUrl);
    return client.client_id === this.clientMetadataUrl;
  }

  private async change(how: (before: Credentials) => Credentials): Promise<void> {
    await this.session.record.change(how);
    this.session.forget();
  }
}
