import * as z from 'zod';

/** The `oauth` of a server entry. A server that supports discovery needs none of it. */
export const oauthSchema = z.object({
  clientId: z
    .string()
    .min(1)
    .optional()
    .describe('The client ID that the authorization server issued, if any.'),
  clientSecret: z
    .string()
    .min(1)
    .optional()
    .describe('The secret of `clientId`. Use a variable such as `${env:NAME}` or `${input:name}`.'),
  scopes: z
    .union([z.array(z.string()), z.string().transform((words) => words.split(/\s+/).filter(Boolean))])
    .optional()
    .describe('The scopes to request. Default: those that the server asks for.'),
  grant: z.enum(['authorization_code', 'client_credentials', 'jwt_bearer']).optional().meta({
    description:
      'How to obtain tokens: `authorization_code` (default) in the browser, `client_credentials` or `jwt_bearer` without one.',
    default: 'authorization_code',
  }),
  issuer: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The only authorization server that receives `clientId` and its secrets. It may be in a private network.',
    ),
  redirectPort: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('The port of the redirect address `http://127.0.0.1:<port>/callback`. Default: any free port.'),
  clientMetadataUrl: z
    .string()
    .refine((text) => text.includes('${') || (/^https:\/\//.test(text) && URL.canParse(text)), {
      error: "must be an address that starts with 'https://'",
    })
    .optional()
    .describe('The URL of a document that describes the client, which then needs no registration.'),
  privateKey: z
    .string()
    .min(1)
    .optional()
    .describe('A private key in PEM format that authenticates the client, instead of `clientSecret`.'),
  algorithm: z
    .enum(['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'EdDSA'])
    .optional()
    .meta({ description: 'The signature algorithm of `privateKey`. Default: `ES256`.', default: 'ES256' }),
  assertion: z
    .string()
    .min(1)
    .optional()
    .describe('The workload token to exchange for a token of the server, for the grant `jwt_bearer`.'),
  identityProvider: z
    .object({
      tokenEndpoint: z.string().min(1).describe('The URL of its token endpoint.'),
      clientId: z.string().min(1).describe('The client ID there.'),
      clientSecret: z.string().min(1).optional().describe('The secret of that client ID.'),
      idToken: z.string().min(1).describe('The ID token of the person who signs in.'),
    })
    .optional()
    .describe("Your company's identity provider, which identifies the person, for the grant `jwt_bearer`."),
});

/** The keys of `oauth`. */
export const oauthKeys = Object.keys(oauthSchema.shape);

/** The keys of its `identityProvider`. */
export const identityProviderKeys = Object.keys(oauthSchema.shape.identityProvider.unwrap().shape);
