// npm start: MCP Pool in VS Code, on the folder examples/.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { endProcessTree } from '../support/processTree';
import { cacheFolder, repositoryRoot } from '../support/repository';
import { findDesktop, hasDisplay } from './desktop';
import { findOnPath, installServer } from './install';
import { offlineSettings } from './settings';
import { VscodeServer } from './vscodeServer';

const usage = `Opens MCP Pool in VS Code.

  npm start [-- options] [folder]   the folder to open (default: examples)

  --server         the VS Code server, to be opened in a browser, even if there is a desktop VS Code
  --port <number>  the server's port (default: a free one)
  --ask-trust      let the server ask whether the folder is trusted, as a desktop does
  --help           this text

It takes the VS Code behind the command 'code', else one that it downloads, else the VS Code server from the
npm registry, whose address it prints. Ctrl+C ends it.`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    server: { type: 'boolean', default: false },
    port: { type: 'string' },
    'ask-trust': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/** Answers when someone wants the end: Ctrl+C, a closed terminal, a stopped service, an ended npm. */
const endWanted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  // A shell between npm and us ends without handing the signal on.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && resolve(), 1000).unref();
});

async function startDesktop(executable: string, args: string[]): Promise<void> {
  console.log(`Opening ${executable}. Ctrl+C ends this.`);
  const isWindows = process.platform === 'win32';
  const child = spawn(isWindows ? `"${executable}"` : executable, args, {
    stdio: 'inherit',
    shell: isWindows,
    detached: !isWindows,
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  await Promise.race([ended, endWanted]);
  if (child.pid !== undefined && child.exitCode === null) await endProcessTree(child.pid);
}

async function startServer(folder: string): Promise<void> {
  const parts = await Promise.race([installServer('current'), endWanted]);
  if (!parts) return;
  const server = await VscodeServer.start(parts, {
    extensions: [repositoryRoot],
    settings: { ...offlineSettings, 'workbench.startupEditor': 'none' },
    workspaceTrust: options['ask-trust'],
    port: options.port ? Number(options.port) : undefined,
  });
  try {
    console.log(`MCP Pool runs in VS Code ${parts.vscode} on ${folder}. Open this address in a browser:`);
    console.log(server.address(folder));
    console.log('Ctrl+C ends it.');
    const code = await Promise.race([server.ended, endWanted]);
    if (typeof code === 'number') throw new Error(`The VS Code server ended with ${code}:\n${server.output}`);
  } finally {
    await server.stop();
  }
}

async function main(): Promise<void> {
  if (options.help) return console.log(usage);
  const folder = path.resolve(positionals[0] ?? path.join(repositoryRoot, 'examples'));
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  if (options.server) return startServer(folder);
  const args = ['--new-window', `--extensionDevelopmentPath=${repositoryRoot}`, folder];
  const code = hasDisplay() ? findOnPath(['code']) : undefined;
  if (code) return startDesktop(code, ['--wait', ...args]);
  const desktop = await findDesktop('current');
  const profile = [`--user-data-dir=${path.join(cacheFolder, 'start-user')}`, '--disable-updates'];
  return desktop ? startDesktop(desktop, [...profile, ...args]) : startServer(folder);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
