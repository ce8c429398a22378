// Runs the official conformance suite against our connection and our sign-in.
//   node out/test/conformance/run.mjs [arguments of `conformance client`, such as --scenario auth/metadata-default]
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { installNode } from '../host/install';
import { expectNoneOutlives } from '../support/leftProcesses';
import { repositoryRoot } from '../support/repository';
import { waitLimit } from '../support/until';

const legs: readonly (readonly string[])[] = [
  ['--requirements', '2025-11-25'],
  ['--requirements', '2026-07-28'],
  ['--suite', 'all'],
];

const suite = path.join(repositoryRoot, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');
const client = path.join(repositoryRoot, 'out/test/conformance/client.mjs');

/** Runs one leg; answers its exit code. */
function run(node: string, folder: string, leg: readonly string[]): Promise<number> {
  // The client runs on the Node.js that this script runs on: the oldest one that is supported.
  const command = `${process.execPath} ${client}`;
  const limit = ['--timeout', String(waitLimit)];
  const args = [suite, 'client', '--command', command, ...limit, ...leg, '-o', folder];
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd: folder, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function main(): Promise<void> {
  // The suite needs Node.js 22 or later.
  const node = await installNode(24);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mcp-pool-conformance-'));
  const own = process.argv.slice(2);
  try {
    for (const leg of own.length > 0 ? [own] : legs) {
      process.stdout.write(`\n=== conformance client ${leg.join(' ')}\n`);
      const code = await run(node, folder, leg);
      process.stdout.write(`=== ${leg.join(' ')} ended with ${code}\n`);
      if (code !== 0) process.exitCode = 1;
    }
    await expectNoneOutlives();
  } finally {
    if (!process.env.MCP_POOL_KEEP) await rm(folder, { recursive: true, force: true });
    else process.stdout.write(`Results are kept in ${folder}\n`);
  }
}

void main();
