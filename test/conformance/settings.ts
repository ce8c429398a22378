import type { OAuthSettings } from '../../src/config/model/entryTypes';

/** What the suite tells about itself in `MCP_CONFORMANCE_CONTEXT`. */
export interface Context {
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly private_key_pem?: string;
  readonly signing_algorithm?: OAuthSettings['algorithm'];
  readonly idp_client_id?: string;
  readonly idp_id_token?: string;
  readonly idp_token_endpoint?: string;
  readonly valid_jwt?: string;
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: Record<string, unknown> }[];
}

/** The document that describes the client; the suite never reads it. */
export const clientMetadataUrl = 'https://conformance-test.local/client-metadata.json';

/** The `oauth` that somebody would write for the server of a scenario. */
export function settingsOf(scenario: string, context: Context): OAuthSettings | undefined {
  const client = { clientId: context.client_id, clientSecret: context.client_secret };
  switch (scenario) {
    case 'auth/pre-registration':
      return client;
    case 'auth/client-credentials-basic':
      return { ...client, grant: 'client_credentials' };
    case 'auth/client-credentials-jwt':
      return {
        ...client,
        grant: 'client_credentials',
        privateKey: context.private_key_pem,
        algorithm: context.signing_algorithm,
      };
    case 'auth/wif-jwt-bearer':
      return { ...client, grant: 'jwt_bearer', assertion: context.valid_jwt };
    case 'auth/enterprise-managed-authorization':
      return {
        ...client,
        grant: 'jwt_bearer',
        identityProvider: {
          tokenEndpoint: context.idp_token_endpoint!,
          clientId: context.idp_client_id!,
          idToken: context.idp_id_token!,
        },
      };
    default:
      return undefined;
  }
}
