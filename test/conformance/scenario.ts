import { isFailure } from '../../src/base/failure';
import type { ServerDefinition } from '../../src/config/model/definition';
import { SignIns } from '../../src/mcp/auth/signIns';
import { MemorySecrets } from '../../src/mcp/auth/storage/secretStore';
import { Connection } from '../../src/mcp/connection/connection';
import { follow } from '../fixtures/servers/oauthBrowser';
import { endlessLimits, waitLimit } from '../support/until';
import { fetchOf } from './discover';
import { type Context, clientMetadataUrl, settingsOf } from './settings';
import { useServer } from './use';

/** How often the person signs in for one thing before giving up. */
const patience = 2;

const scenario = process.env.MCP_CONFORMANCE_SCENARIO ?? '';
const context = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}') as Context;
const url = process.argv[2]!;

const definition: ServerDefinition = {
  id: scenario,
  name: scenario,
  launch: { type: 'http', url, headers: {}, oauth: settingsOf(scenario, context) },
  disabled: false,
  autoApprove: [],
  source: { folder: process.cwd() },
};
const signIns = new SignIns({ store: new MemorySecrets(), env: {}, clientMetadataUrl });

async function connect(): Promise<Connection> {
  const { launch } = definition;
  if (launch.type !== 'http') throw new Error('The suite speaks HTTP only.');
  return Connection.open(
    {
      logLevel: 'info',
      mayLaunch: () => undefined,
      roots: [],
      name: scenario,
      launch,
      clientInfo: { name: 'mcp-pool-conformance', version: '1.0.0' },
      env: {},
      limits: endlessLimits,
      authorizer: signIns.authorizerOf(definition, launch),
      fetch: fetchOf(scenario),
      elicit: async () => ({ action: 'accept', content: {} }),
      redact: (text) => text,
      onLog: ({ source, level, text }) => process.stderr.write(`${source} ${level} ${text}\n`),
    },
    new AbortController().signal,
  );
}

/** Does the work of the scenario. Each time a sign-in is wanted the person signs in, and it begins again on a fresh connection. */
export async function runScenario(): Promise<void> {
  for (let signed = 0; ; signed++) {
    let connection: Connection | undefined;
    try {
      connection = await connect();
      await useServer(connection, context);
      return;
    } catch (error) {
      if (!isFailure(error) || error.kind !== 'signIn' || signed === patience) throw error;
      process.stderr.write(`${error.message}\n`);
    } finally {
      await connection?.close();
    }
    await signIns.signIn(definition, {
      open: follow,
      signal: new AbortController().signal,
      patience: waitLimit,
    });
  }
}
