// The client under test of the official conformance suite: our connection and our sign-in, driven by the name of a scenario.
//   MCP_CONFORMANCE_SCENARIO=<name> node out/test/conformance/client.mjs <url of the suite's server>
import os from 'node:os';
import path from 'node:path';
import { FileLock } from '../../src/mcp/auth/storage/fileLock';

// The suite starts the clients of all scenarios at once. They load and work in turns, as many as there are processors: a small
// machine would else answer so late that time limits pass.
const turns = new FileLock(path.join(os.tmpdir(), 'mcp-pool-conformance-turns'));
const turn = process.pid % os.availableParallelism();

async function main(): Promise<void> {
  const { runScenario } = await import('./scenario');
  await runScenario();
}

turns.exclusive(String(turn), main).then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  },
);
