// Stands in for the desktop executable of VS Code: takes its arguments for a run of extension tests and does
// the run in the VS Code server and a headless Chromium. Environment: MCP_POOL_VSCODE_VERSION (current, lowest),
// MCP_POOL_TEST_LIMIT (seconds for the whole run).
import * as path from 'node:path';
import { formatWithOptions } from 'node:util';
import { launchBrowser, openWorkbench } from './browser';
import { installBrowser, installServer } from './install';
import type { Browser } from './playwright';
import { offlineSettings } from './settings';
import { VscodeServer } from './vscodeServer';

interface Run {
  readonly workspace: string;
  readonly development: readonly string[];
  readonly tests: string;
  readonly workspaceTrust: boolean;
}

// Lines that VS Code itself writes without a desktop, an account or native modules. None of them is ours.
const noise = new RegExp(
  [
    '^(Resolving|Resolved) connection token',
    '^Creating a socket',
    '^Updating additional builtin extensions',
    '^\\[(reconnection-grace-time|AccountPolicyGate|AgentHost|RemoteAgentHost|ChatModelSelection|Service Worker)',
    '^ChatSessionStore',
    '^No search provider registered',
    '^Ignoring fetching additional builtin',
    '^Canceled: Canceled',
    "^Cannot find module '\\.\\.?/build/Release/",
    '^Error: Could not locate the bindings file',
  ].join('|'),
);

function parseArguments(args: readonly string[]): Run {
  const values = (name: string) =>
    args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => path.resolve(arg.slice(name.length + 3)));
  const workspace = args.find((arg) => !arg.startsWith('-'));
  const [tests] = values('extensionTestsPath');
  if (!workspace || !tests) throw new Error('A folder and --extensionTestsPath=… have to be given.');
  return {
    workspace: path.resolve(workspace),
    development: values('extensionDevelopmentPath'),
    tests,
    workspaceTrust: !args.includes('--disable-workspace-trust'),
  };
}

/** Writes what the extension host logged, as its console would. The first argument may be a format. */
function print(type: string, args: unknown[]): void {
  const line = formatWithOptions({ colors: process.stdout.isTTY }, ...args);
  if (noise.test(line)) return;
  (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(`${line}\n`);
}

async function runTests(run: Run): Promise<number> {
  const version = process.env.MCP_POOL_VSCODE_VERSION === 'lowest' ? 'lowest' : 'current';
  const limit = Number(process.env.MCP_POOL_TEST_LIMIT) || 1800;
  const [parts, browserParts] = [await installServer(version), await installBrowser()];
  const { workspaceTrust } = run;
  // A page takes one extension under development; the others are installed.
  const [developed, ...installed] = run.development;
  const server = await VscodeServer.start(parts, {
    automation: true,
    workspaceTrust,
    settings: offlineSettings,
    extensions: installed,
    // What is tested is mostly what follows; the tests of consent set it otherwise.
    machineSettings: { 'mcpPool.start': 'trusted' },
  });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser(browserParts);
    return await runInBrowser({ ...run, development: developed ? [developed] : [] }, server, browser, limit);
  } finally {
    await browser?.close();
    await server.stop();
  }
}

async function runInBrowser(
  run: Run,
  server: VscodeServer,
  browser: Browser,
  limit: number,
): Promise<number> {
  const payload: [string, string][] = [
    ...run.development.map((folder): [string, string] => [
      'extensionDevelopmentPath',
      server.remoteUri(folder),
    ]),
    ['extensionTestsPath', server.remoteUri(run.tests)],
  ];
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<number>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(
          new Error(
            `The tests in VS Code did not end within ${limit} s (MCP_POOL_TEST_LIMIT sets the limit).`,
          ),
        );
      }, limit * 1000);
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.once(signal, () => reject(new Error(`The tests in VS Code were ended by ${signal}.`)));
      }
      browser.on('disconnected', () => reject(new Error('Chromium ended before the tests in VS Code did.')));
      openWorkbench(browser, server.address(run.workspace, payload), {
        automation: { log: print, exit: resolve },
      }).then((page) => page.on('crash', () => reject(new Error('The page with VS Code crashed.'))), reject);
    });
  } finally {
    clearTimeout(timer);
  }
}

async function main(): Promise<void> {
  try {
    process.exitCode = await runTests(parseArguments(process.argv.slice(2)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

await main();
