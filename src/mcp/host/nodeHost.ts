import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clientInfo } from '../../base/clientInfo';
import { defaultTimeLimits } from '../connection/timedRequests';
import { Proxies } from '../http/proxies';
import type { VariableHost } from '../server/resolveDefinition';
import type { ServerHost } from '../server/serverHost';
import { ProcessLedger } from '../stdio/processLedger';
import { createShellPath } from '../stdio/shellPath';
import { statePaths } from './statePaths';

/** A process has one file in the ledger, however many pools it has. */
const ledgers = new Map<string, ProcessLedger>();

/** What servers are given by every host outside an editor: time limits, the way out, and who cleans up after a crash. */
export function nodeHost(env: NodeJS.ProcessEnv) {
  const { fetch, tunnel } = new Proxies(env);
  return {
    clientInfo,
    env,
    variables: { demo: demoProgram() },
    limits: defaultTimeLimits,
    fetch,
    tunnel,
    shellPath: createShellPath(),
    onProcess: (event) => ledgerOf(env).note(event),
  } satisfies ServerHost;
}

/** Ends what hosts left behind that were killed; gives the number of process groups. */
export function sweepProcesses(env: NodeJS.ProcessEnv): Promise<number> {
  return ledgerOf(env).sweep();
}

function ledgerOf(env: NodeJS.ProcessEnv): ProcessLedger {
  const folder = statePaths(env).processes;
  const known = ledgers.get(folder);
  if (known) return known;
  const ledger = new ProcessLedger(folder);
  ledgers.set(folder, ledger);
  process.once('exit', () => ledger.dispose());
  return ledger;
}

/** The demo server lies beside the chunk that this is in. */
function demoProgram(): VariableHost['demo'] {
  const script = fileURLToPath(new URL('demo.mjs', import.meta.url));
  return existsSync(script) ? { command: process.execPath, args: [script], env: {} } : undefined;
}
