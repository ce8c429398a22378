import path from 'node:path';
import type { SignIns } from '../mcp/auth/signIns';

/** The sign-ins of the terminal: files below the user's state folder that only the user can read. */
export async function openSignIns(): Promise<SignIns> {
  const { Proxies, SecretFiles, SignIns, stateFolder } = await import('../engine');
  const store = new SecretFiles(path.join(stateFolder(), 'sign-ins'));
  return new SignIns({ store, env: process.env, fetch: new Proxies(process.env).fetch });
}
