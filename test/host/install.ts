import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '../support/repository';
import { npmInstall, npmInstallDependencies, npmUnpack } from './npm';
import { partFolder } from './partFolder';

/** Which VS Code: the one people have now, or the lowest one that the manifest claims. */
export type VscodeVersion = 'current' | 'lowest';

/** A VS Code server and the Node.js that runs it. */
export interface ServerParts {
  readonly vscode: string;
  readonly node: string;
  readonly serverMain: string;
}

/** A Chromium, the environment it needs, and the file of playwright-core that drives it. */
export interface BrowserParts {
  readonly chromium: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly playwright: string;
}

// Exact versions: a run of last month's commit gets last month's parts. `node` is the major version that
// each server wants. chromium 147 is the last that unpacks under Node 20.
const servers = {
  current: { vscode: '1.139.1', codeServer: '4.139.1', node: 24 },
  lowest: { vscode: '1.103.2', codeServer: '4.103.2', node: 22 },
} as const;
const chromiumVersion = '147.0.0';
const playwrightVersion = '1.65.1';
const inspectorVersion = '2.12.0';
const mcporterVersion = '0.12.3';

/** The VS Code version behind each name, as `@vscode/test-electron` wants it. */
export function vscodeVersion(version: VscodeVersion): string {
  return servers[version].vscode;
}

/** Makes sure of the VS Code server. Throws when the npm registry cannot be reached. */
export async function installServer(version: VscodeVersion): Promise<ServerParts> {
  const { codeServer, node: nodeMajor } = servers[version];
  const folder = await partFolder(`vscode-server-${servers[version].vscode}`, async (scratch) => {
    await npmUnpack(scratch, `code-server@${codeServer}`, 'lib/vscode');
    await npmInstallDependencies(path.join(scratch, 'package/lib/vscode'));
    await replaceSpdlog(path.join(scratch, 'package/lib/vscode/node_modules/@vscode/spdlog'));
  });
  const server = path.join(folder, 'package', 'lib', 'vscode');
  return {
    vscode: servers[version].vscode,
    node: await installNode(nodeMajor),
    serverMain: path.join(server, 'out', 'server-main.js'),
  };
}

/** Makes sure of playwright-core and a Chromium: the system's own if there is one. */
export async function installBrowser(): Promise<BrowserParts> {
  const folder = await partFolder(`playwright-core-${playwrightVersion}`, (scratch) =>
    npmInstall(scratch, [`playwright-core@${playwrightVersion}`]),
  );
  const playwright = path.join(folder, 'node_modules', 'playwright-core', 'index.mjs');
  const system = findSystemChromium();
  if (system) return { chromium: system, environment: {}, playwright };
  return { ...(await installChromium()), playwright };
}

/** Output channels need a logger; the server's own is native code that nobody builds here. */
async function replaceSpdlog(folder: string): Promise<void> {
  await copyFile(
    path.join(repositoryRoot, 'out', 'test', 'host', 'spdlog.mjs'),
    path.join(folder, 'index.js'),
  );
  await writeFile(
    path.join(folder, 'package.json'),
    '{ "name": "@vscode/spdlog", "type": "module", "main": "index.js" }',
  );
}

/** Makes sure of a Node.js of that major version; answers its executable. */
export async function installNode(major: number): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${platform}-${process.arch}`;
  const folder = await partFolder(`node-${major}`, (scratch) => npmInstall(scratch, [`${name}@${major}`]));
  return path.join(folder, 'node_modules', name, 'bin', platform === 'win' ? 'node.exe' : 'node');
}

/** Makes sure of the official Inspector, which wants Node.js 22 or later; answers the script of its command. */
export async function installInspector(): Promise<string> {
  return path.join(await inspectorFolder(), 'launcher/build/index.js');
}

/** Makes sure of `mcpdo`, the Inspector's client with a daemon, which is a command of the same package. */
export async function installMcpdo(): Promise<string> {
  return path.join(await inspectorFolder(), 'mcpdo/build/mcp-bin.js');
}

/** Makes sure of mcporter, which wants Node.js 24 or later; answers the script of its command. */
export async function installMcporter(): Promise<string> {
  const folder = await partFolder(`mcporter-${mcporterVersion}`, (scratch) =>
    npmInstall(scratch, [`mcporter@${mcporterVersion}`]),
  );
  return path.join(folder, 'node_modules/mcporter/dist/cli.js');
}

async function inspectorFolder(): Promise<string> {
  const name = '@modelcontextprotocol/inspector';
  const folder = await partFolder(`inspector-${inspectorVersion}`, (scratch) =>
    npmInstall(scratch, [`${name}@${inspectorVersion}`]),
  );
  return path.join(folder, 'node_modules', name, 'clients');
}

async function installChromium(): Promise<Omit<BrowserParts, 'playwright'>> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium found. Install one, or name it in MCP_POOL_CHROMIUM.');
  }
  const folder = await partFolder(`chromium-${chromiumVersion}`, async (scratch) => {
    await npmInstall(scratch, [`@sparticuz/chromium@${chromiumVersion}`]);
    await unpackChromium(scratch);
  });
  const unpacked = path.join(folder, 'unpacked');
  const chromium = path.join(unpacked, 'chromium');
  const environment: Record<string, string> = {};
  // A slim image lacks libnss and a font. What the system has itself is the better choice.
  if (!(await runsAlone(chromium))) {
    const libraries = [path.join(unpacked, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH];
    environment.LD_LIBRARY_PATH = libraries.filter(Boolean).join(path.delimiter);
  }
  if (!existsSync('/usr/share/fonts')) environment.FONTCONFIG_PATH = path.join(unpacked, 'fonts');
  return { chromium, environment };
}

async function runsAlone(executable: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(executable, ['--version'], { stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

/** The package unpacks itself into the temp folder, with libraries only if it thinks that it runs on Lambda. */
async function unpackChromium(folder: string): Promise<void> {
  const unpacked = path.join(folder, 'unpacked');
  await mkdir(unpacked);
  const entry = path.join(folder, 'node_modules/@sparticuz/chromium/build/esm/index.js');
  const script = `await (await import('${pathToFileURL(entry)}')).default.executablePath()`;
  const env = { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`Chromium: unpacking gave ${code}`)),
    );
  });
  // The package's own file looks for fonts in fixed folders only.
  const fonts =
    '<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>';
  await writeFile(path.join(unpacked, 'fonts', 'fonts.conf'), `<?xml version="1.0"?>\n${fonts}\n`);
}

function findSystemChromium(): string | undefined {
  if (process.env.MCP_POOL_CHROMIUM) return process.env.MCP_POOL_CHROMIUM;
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge']
      .map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
      .find((file) => existsSync(file));
  }
  if (process.platform === 'win32') {
    const programs = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA];
    return ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
      .flatMap((name) => programs.map((folder) => (folder ? path.join(folder, name) : '')))
      .find((file) => file && existsSync(file));
  }
  return findOnPath(['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome']);
}

/** The first of these commands that lies on the PATH, absolute. */
export function findOnPath(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const extensions = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  return names
    .flatMap((name) => folders.flatMap((folder) => extensions.map((ext) => path.join(folder, name + ext))))
    .find((file) => existsSync(file));
}
