import { z } from 'zod';

/** The `oauth` of a server entry. A server that supports discovery needs none of it. */
export const oauthSchema = z.object({
  clientId: z.string().min(1).optional().describe('Our id at the authorization server, if it gave one.'),
  clientSecret: z
    .string()
    .min(1)
    .optional()
    .describe('The secret of `clientId`. Write it as a variable of the environment.'),
  scopes: z
    .union([z.array(z.string()), z.string().transform((words) => words.split(/\s+/).filter(Boolean))])
    .optional()
    .describe('The scopes to ask for. Default: those that the server asks for.'),
  grant: z.enum(['authorization_code', 'client_credentials', 'jwt_bearer']).optional().meta({
    description: 'How to obtain tokens. Default: `authorization_code`, by a person in the browser.',
    default: 'authorization_code',
  }),
  issuer: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The only authorization server that `clientId` and its secrets are shown to. It may be inside a private network.',
    ),
  redirectPort: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('The port of the redirect address `http://127.0.0.1:<port>/callback`. Default: a free one.'),
  clientMetadataUrl: z
    .string()
    .refine((text) => text.includes('${') || (/^https:\/\//.test(text) && URL.canParse(text)), {
      error: "must be an address that starts with 'https://'",
    })
    .optional()
    .describe('The address of a document that describes the client, which then needs no registration.'),
  privateKey: z
    .string()
    .min(1)
    .optional()
    .describe('A private key in PEM that proves who we are, instead of `clientSecret`.'),
  algorithm: z
    .enum(['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'EdDSA'])
    .optional()
    .meta({ description: 'The signature algorithm of `privateKey`. Default: `ES256`.', default: 'ES256' }),
  assertion: z
    .string()
    .min(1)
    .optional()
    .describe('The token of a workload that is exchanged for one of the server, for the grant `jwt_bearer`.'),
  identityProvider: z
    .object({
      tokenEndpoint: z.string().min(1).describe('The address there that exchanges tokens.'),
      clientId: z.string().min(1).describe('Our id there.'),
      clientSecret: z.string().min(1).optional().describe('The secret of our id there.'),
      idToken: z.string().min(1).describe('The identity token of the person.'),
    })
    .optional()
    .describe("The company's identity provider that vouches for a person, for the grant `jwt_bearer`."),
});

/** The keys of `oauth`. */
export const oauthKeys = Object.keys(oauthSchema.shape);

/** The keys of its `identityProvider`. */
export const identityProviderKeys = Object.keys(oauthSchema.shape.identityProvider.unwrap().shape);
