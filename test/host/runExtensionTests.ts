// Runs the extension tests in a real VS Code: node out/test/host/runExtensionTests.mjs [--vscode current|lowest]
import { chmod, cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { expectNoneOutlives } from '../support/leftProcesses';
import { repositoryRoot } from '../support/repository';
import { findDesktop } from './desktop';
import { installBrowser, installServer, type VscodeVersion } from './install';

const usage = `Runs the extension tests in a real VS Code.

  --vscode current|lowest  which VS Code (default: current; lowest is the one that package.json claims)
  --workspace <folder>     the folder to open a copy of (default: test/fixtures/workspace)
  --extension <folder>     the extension under test (default: this repository)
  --tests <file>           the tests, a module with run() (default: out/test/extension/index.mjs)

MCP_POOL_VSCODE=desktop|server decides between a desktop VS Code and the server in a headless Chromium. Without
it a desktop is downloaded if there is a display to show it on, and the server is the way out.`;

const { values: options } = parseArgs({
  options: {
    vscode: { type: 'string', default: 'current' },
    workspace: { type: 'string', default: path.join(repositoryRoot, 'test', 'fixtures', 'workspace') },
    extension: { type: 'string', default: repositoryRoot },
    tests: { type: 'string', default: path.join(repositoryRoot, 'out', 'test', 'extension', 'index.mjs') },
    help: { type: 'boolean', default: false },
  },
});

/** An executable that answers to the desktop's arguments. */
async function makeServerExecutable(version: VscodeVersion, folder: string): Promise<string> {
  // Downloads happen here, before the clock of the run starts to tick.
  await installServer(version);
  await installBrowser();
  const script = path.join(repositoryRoot, 'out', 'test', 'host', 'vscode.mjs');
  const isWindows = process.platform === 'win32';
  const file = path.join(folder, isWindows ? 'vscode.cmd' : 'vscode');
  const body = isWindows
    ? `@"${process.execPath}" "${script}" %*\r\n`
    : `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`;
  await writeFile(file, body);
  await chmod(file, 0o755);
  return file;
}

async function main(): Promise<void> {
  if (options.help) return console.log(usage);
  const version = options.vscode;
  if (version !== 'current' && version !== 'lowest')
    throw new Error(`--vscode is current or lowest, not ${version}.`);
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'mcp-pool-tests-')));
  try {
    // Tests write into their workspace, so they get a copy.
    const workspace = path.join(folder, 'workspace');
    await cp(options.workspace, workspace, { recursive: true });
    const desktop = await findDesktop(version);
    await runTests({
      vscodeExecutablePath: desktop ?? (await makeServerExecutable(version, folder)),
      // The example is an extension of somebody else, who has MCP Pool beside it.
      extensionDevelopmentPath: [
        path.resolve(options.extension),
        path.join(repositoryRoot, 'examples', 'extension'),
      ],
      extensionTestsPath: path.resolve(options.tests),
      extensionTestsEnv: { MCP_POOL_VSCODE_VERSION: version, MCP_POOL_REPOSITORY: repositoryRoot },
      launchArgs: [workspace, `--user-data-dir=${path.join(folder, 'user')}`],
    });
    await expectNoneOutlives();
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
