import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { endProcessTree } from '../support/processTree';
import { until, waitLimit } from '../support/until';
import type { ServerParts } from './install';

/** How a VS Code server is to start. */
export interface ServerOptions {
  /** Ask whether the folder is trusted, as VS Code does by default. Without it every folder is. */
  readonly workspaceTrust?: boolean;
  /** The user's settings.json. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The settings of the machine that the server runs on: those of scope `machine` count only there. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Folders of extensions that are there as if installed. */
  readonly extensions?: readonly string[];
  /** Lets a page pass `payload`. It also silences notifications, so it is for runs of tests only. */
  readonly automation?: boolean;
  /** Added to the environment of the server and its extension host. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How long the extensions outlive a page whose connection was lost, as it may come back; VS Code's 3 h without it. */
  readonly reconnectionGraceSeconds?: number;
  /** The port; a free one without it. */
  readonly port?: number;
}

/** A VS Code server on a port of its own, with a profile of its own that is gone after `stop()`. */
export class VscodeServer {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    readonly port: number,
    private readonly printed: () => string,
  ) {
    this.ended = new Promise((resolve) => process.once('exit', (code) => resolve(code ?? 0)));
  }

  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>;

  /** Starts a server. Throws with what it printed when it does not listen. */
  static async start(parts: ServerParts, options: ServerOptions = {}): Promise<VscodeServer> {
    const folder = await mkdtemp(path.join(tmpdir(), 'mcp-pool-vscode-'));
    const port = options.port ?? (await freePort());
    await writeProfile(folder, options);
    let printed = '';
    const child = spawn(parts.node, [parts.serverMain, ...serverArguments(folder, port, options)], {
      env: serverEnvironment(folder, options),
      // A group of its own: a Ctrl+C in the terminal is ours to handle, in order.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = new VscodeServer(child, folder, port, () => printed);
    const killAtExit = () => child.kill('SIGKILL');
    process.once('exit', killAtExit);
    child.once('exit', () => process.removeListener('exit', killAtExit));
    try {
      await new Promise<void>((resolve, reject) => {
        const fail = (reason: string) => reject(new Error(`The VS Code server ${reason}:\n${printed}`));
        const timer = setTimeout(() => fail(`did not listen within ${waitLimit / 1000} s`), waitLimit);
        const read = (data: Buffer) => {
          printed = (printed + data).slice(-100_000);
          if (!/listening on/.test(printed)) return;
          clearTimeout(timer);
          resolve();
        };
        child.stdout?.on('data', read);
        child.stderr?.on('data', read);
        child.on('error', (error) => fail(`did not start (${error.message})`));
        child.on('exit', (code) => fail(`ended with ${code}`));
        child.on('close', () => clearTimeout(timer));
      });
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** The authority of the server's files in a `vscode-remote:` address. */
  get authority(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** What the server itself printed so far. */
  get output(): string {
    return this.printed();
  }

  /** The address that opens `workspace` (a folder or a .code-workspace file) in a browser. */
  address(workspace: string, payload: readonly (readonly [string, string])[] = []): string {
    const url = new URL(`http://${this.authority}/`);
    url.searchParams.set(
      workspace.endsWith('.code-workspace') ? 'workspace' : 'folder',
      serverPath(workspace),
    );
    if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
    return url.href;
  }

  /** The address of a local file or folder as the page has to name it. */
  remoteUri(file: string): string {
    return `vscode-remote://${this.authority}${encodeURI(serverPath(file))}`;
  }

  /** Waits until every extension host has ended by itself, which it does once its page is left. */
  async extensionHostsEnded(): Promise<void> {
    const count = (pattern: RegExp) => this.output.match(pattern)?.length ?? 0;
    // 1.103 tells only of the launch.
    const started = () =>
      Math.max(count(/Starting extension host process/g), count(/Launched Extension Host/g));
    await until('every extension host has ended', () => started() <= count(/Extension Host Process exited/g));
  }

  /** Ends the server with all that it started and removes its profile. */
  async stop(): Promise<void> {
    if (this.process.pid !== undefined) await endProcessTree(this.process.pid);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function serverArguments(folder: string, port: number, options: ServerOptions): string[] {
  const { reconnectionGraceSeconds: grace } = options;
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--accept-server-license-terms', '--disable-telemetry', '--disable-experiments', '--skip-welcome'],
    ...['--server-data-dir', folder, '--user-data-dir', path.join(folder, 'data')],
    ...['--extensions-dir', path.join(folder, 'extensions')],
    ...(options.automation ? ['--enable-smoke-test-driver'] : []),
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(grace === undefined ? [] : ['--reconnection-grace-time', String(grace)]),
  ];
}

/** A server started from a terminal of VS Code must not take itself for a part of that VS Code. */
function serverEnvironment(folder: string, options: ServerOptions): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([key]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(key),
  );
  return {
    ...Object.fromEntries(inherited),
    // Without a gallery nothing asks for extensions or their updates.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    // Where the sockets of a server lie that ends without cleaning up.
    ...(process.platform === 'linux' ? { XDG_RUNTIME_DIR: folder } : {}),
    ...options.environment,
  };
}

async function writeProfile(folder: string, options: ServerOptions): Promise<void> {
  const user = path.join(folder, 'data', 'User');
  const extensions = path.join(folder, 'extensions');
  await mkdir(user, { recursive: true });
  await mkdir(extensions, { recursive: true });
  const machine = path.join(folder, 'data', 'Machine');
  await mkdir(machine, { recursive: true });
  await writeFile(path.join(user, 'settings.json'), JSON.stringify(options.settings ?? {}, undefined, 2));
  await writeFile(path.join(machine, 'settings.json'), JSON.stringify(options.machineSettings ?? {}));
  const entries = await Promise.all((options.extensions ?? []).map((source) => extensionEntry(source)));
  await writeFile(path.join(extensions, 'extensions.json'), JSON.stringify(entries));
}

/** What VS Code writes for an installed extension; ours stays in its own folder. */
async function extensionEntry(source: string): Promise<unknown> {
  const manifest = JSON.parse(await readFile(path.join(source, 'package.json'), 'utf8'));
  const { publisher, name, version } = manifest as Record<'publisher' | 'name' | 'version', string>;
  return {
    identifier: { id: `${publisher}.${name}` },
    version,
    location: { $mid: 1, path: serverPath(source), scheme: 'file' },
    metadata: { source: 'vsix', installedTimestamp: Date.now() },
  };
}

function serverPath(file: string): string {
  return decodeURIComponent(pathToFileURL(file).pathname);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
