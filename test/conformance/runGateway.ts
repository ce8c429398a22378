// Runs the official conformance suite for servers against a gateway over one server that has what the scenarios call: at /mcp, and at
// the address of that server by itself.
//   node out/test/conformance/runGateway.mjs [names of scenarios]
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { installNode } from '../host/install';
import { TestGateway, token } from '../support/gateway/gateway';
import { expectNoneOutlives } from '../support/leftProcesses';
import { stdio } from '../support/pool/testPool';
import { repositoryRoot } from '../support/repository';
import { startShim } from './gatewayShim';
import { applicable, left } from './serverScenarios';

const suite = path.join(repositoryRoot, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');

/** Runs one scenario; answers whether it passed, and what it printed. */
function run(
  node: string,
  folder: string,
  args: readonly string[],
): Promise<{ passed: boolean; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [suite, 'server', ...args, '-o', folder], { cwd: folder });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ passed: code === 0, text }));
  });
}

async function main(): Promise<void> {
  // The suite needs Node.js 22 or later.
  const node = await installNode(24);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mcp-pool-conformance-'));
  const test = await new TestGateway().open(stdio('conformance', 'conformanceTools', { autoApprove: ['*'] }));
  const own = process.argv.slice(2);
  const places = [
    { path: '/mcp', prefix: 'conformance__' },
    { path: '/servers/conformance/mcp', prefix: '' },
  ];
  try {
    for (const place of places) {
      const shim = await startShim({ ...place, url: test.url, token });
      for (const [scenario, versions] of Object.entries(applicable)) {
        if (own.length > 0 && !own.includes(scenario)) continue;
        for (const version of versions) {
          const args = ['--url', shim.url, '--scenario', scenario, '--spec-version', version];
          const { passed, text } = await run(node, folder, args);
          process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${place.path}  ${version}  ${scenario}\n`);
          if (passed) continue;
          process.stdout.write(`${text}\n`);
          process.exitCode = 1;
        }
      }
      shim.close();
    }
    if (own.length === 0)
      for (const [scenario, reason] of Object.entries(left))
        process.stdout.write(`left    ${scenario}: ${reason}\n`);
  } finally {
    await test.close();
    await expectNoneOutlives();
    await rm(folder, { recursive: true, force: true });
  }
}

void main();
