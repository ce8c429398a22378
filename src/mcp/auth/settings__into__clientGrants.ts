import type { OAuthSettings } from '../../config/model/entryTypes';

/** Whether tokens are got without a person. */
export function isForMachines({ grant }: OAuthSettings): boolean {
  return grant !== undefined && grant !== 'authorization_code';
}

/** The values that must not be seen. */
export function secretsOfSettings(settings: OAuthSettings): string[] {
  const { clientSecret, privateKey, assertion, identityProvider } = settings;
  const provider = [identityProvider?.clientSecret, identityProvider?.idToken];
  return [clientSecret, privateKey, assertion, ...provider].filter((secret) => secret !== undefined);
}
