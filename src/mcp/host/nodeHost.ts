import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Proxies } from '../http/proxies';
import type { VariableHost } from '../server/resolveDefinition';
import type { ServerHost } from '../server/serverHost';

/** The options of servers outside an editor: proxies, and the demo server. */
export function nodeHost(env: NodeJS.ProcessEnv) {
  const { fetch, tunnel } = new Proxies(env);
  return { env, variables: { demo: demoProgram() }, fetch, tunnel } satisfies Partial<ServerHost>;
}

/** The demo server is beside the chunk that contains this code. */
function demoProgram(): VariableHost['demo'] {
  const script = fileURLToPath(new URL('demo.mjs', import.meta.url));
  return existsSync(script) ? { command: process.execPath, args: [script], env: {} } : undefined;
}
