import path from 'node:path';
import type { SignInHost, SignIns } from '../../mcp/auth/signIns';

/** The sign-ins of the terminal: files below the user's state folder that only the user can read. */
export async function openSignIns(given: Pick<SignInHost, 'variables' | 'fetch'>): Promise<SignIns> {
  const { SecretFiles } = await import('../../mcp/auth/storage/secretStore');
  const { SignIns } = await import('../../mcp/auth/signIns');
  const { stateFolder } = await import('../../mcp/host/stateFolder');
  const store = new SecretFiles(path.join(stateFolder(), 'sign-ins'));
  return new SignIns({ store, env: process.env, ...given });
}
