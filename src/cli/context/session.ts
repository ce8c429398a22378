import { fileURLToPath } from 'node:url';
import { didYouMean } from '../../base/didYouMean';
import { failure } from '../../base/failure';
import { nullLogger } from '../../base/logger';
import { quoted } from '../../base/text';
import type { ToolList } from '../../config/edit/toolLists';
import type { Problem, ServerDefinition } from '../../config/model/definition';
import { problemLine } from '../../config/model/definition';
import type { ConfigSourceMap } from '../../config/variables/environmentCheck';
import type { SignIns } from '../../mcp/auth/signIns';
import type { TimeLimits } from '../../mcp/connection/timedRequests';
import { statePaths } from '../../mcp/host/statePaths';
import { CatalogFiles } from '../../mcp/server/catalogFiles';
import type { ServerHost } from '../../mcp/server/serverHost';
import type { ServerApprovals } from '../../pool/approvals/serverApprovals';
import type { Pool } from '../../pool/pool';
import type { PoolOptions } from '../../runtime/createPool';
import { confirmInTerminal } from '../terminal/confirmInTerminal';
import type { Output } from '../terminal/output';
import { safe } from '../terminal/safeText';
import { screen } from '../terminal/screen';
import { Terminal } from '../terminal/terminal';
import { adHocDefinition } from './adHocServer';
import { variablesInTerminal } from './cliVariables';
import { durationOf } from './timeLimit';

/** The options that all commands share. */
export interface SharedOptions {
  readonly config: string;
  readonly json?: boolean;
  readonly text?: boolean;
  readonly yes?: boolean;
  readonly timeout?: string;
  readonly verbose?: boolean;
  readonly command?: string;
  readonly arg: readonly string[];
  readonly env: readonly string[];
  readonly url?: string;
  readonly header: readonly string[];
  /** False with `--no-gateway`. */
  readonly gateway?: boolean;
}

/** The options that say how servers are run. */
export type RunOptions = Pick<SharedOptions, 'yes' | 'json' | 'timeout' | 'verbose'>;

/** A configuration file as it was read. */
export interface ReadConfig {
  readonly file: string;
  readonly usable: boolean;
  readonly definitions: readonly ServerDefinition[];
  readonly problems: readonly Problem[];
  readonly places: ConfigSourceMap;
}

/** Reads the configuration file. One that is missing is a `configuration` failure. */
export async function readConfig(file: string): Promise<ReadConfig> {
  const { readConfigFile } = await import('../../config/parse/configFile');
  const parsed = await readConfigFile(file, [
    'Create it, or give its path: --config FILE',
    'Or name a server without a file: --command CMD --arg A, or --url URL',
  ]);
  return { file, ...parsed };
}

/** A server named in a terminal starts, whatever its `autostart` says for a window. */
export function asNamed({ autostart: _, ...definition }: ServerDefinition): ServerDefinition {
  return definition;
}

/** All problems of a file and its environment, in the order of its lines. Starts no server. */
export async function allProblems({
  definitions,
  problems,
  places,
}: ReadConfig): Promise<readonly Problem[]> {
  const { checkEnvironment } = await import('../../config/variables/environmentCheck');
  const { createShellPath } = await import('../../mcp/stdio/shellPath');
  const { environmentProbe } = await import('../../mcp/host/environmentProbe');
  // The login shell is only asked when a program is missing: that takes it a while.
  const machine = environmentProbe(process.env, createShellPath());
  const around = await checkEnvironment(definitions, places, machine);
  return [...problems, ...around].sort(
    ({ range: a }, { range: b }) => a.line - b.line || a.column - b.column,
  );
}

/** The servers that the command line or the file names. */
export async function readDefinitions(
  options: SharedOptions,
  output: Output,
): Promise<readonly ServerDefinition[]> {
  const adHoc = adHocDefinition(options);
  if (adHoc) return [adHoc];
  const config = await readConfig(options.config);
  const errors = config.problems.filter((problem) => problem.severity === 'error');
  if (!config.usable) {
    const { unusableConfig } = await import('../../config/parse/configFile');
    throw unusableConfig(config.file, errors, ['Run mcp-pool check for all problems.']);
  }
  for (const problem of errors) output.note(problemLine(config.file, problem));
  return config.definitions;
}

/** The server of a name, or a failure that lists the known ones. */
export function findDefinition(definitions: readonly ServerDefinition[], name: string): ServerDefinition {
  const found = definitions.find((definition) => definition.name === name);
  if (found) return found;
  const names = definitions.map((definition) => definition.name);
  const guess = didYouMean(name, names);
  const there = names.length > 0 ? `Known servers: ${quoted(names)}.` : 'The pool has no servers.';
  throw failure('notFound', `There is no server '${name}'.`, [guess ? `Did you mean '${guess}'?` : there]);
}

/** The servers of this run, with their environment and the person who is asked. */
export interface TerminalHost {
  readonly terminal: Terminal;
  readonly signIns: SignIns;
  readonly servers: ServerHost;
}

/** What servers receive in a terminal. Nothing is started yet. */
export async function terminalHost(options: RunOptions): Promise<TerminalHost> {
  const { nodeHost } = await import('../../mcp/host/nodeHost');
  const { createServerHost } = await import('../../runtime/createServerHost');
  const { defaultTimeLimits } = await import('../../mcp/connection/timedRequests');
  const { env } = process;
  const terminal = new Terminal(options.json ?? false);
  const { host: servers, signIns } = createServerHost({
    ...nodeHost(env),
    variables: variablesInTerminal(terminal, {
      env,
      demo: fileURLToPath(new URL('demo.mjs', import.meta.url)),
    }),
    limits: limitsOf(options.timeout, defaultTimeLimits),
    // The person waits for the prompt.
    graceMs: { stdin: 30, terminate: 500 },
    // A command reports failures at once, and ends before a check is due.
    restart: { attempts: 0, initialDelayMs: 0, maxDelayMs: 0, stableMs: 0 },
    health: { intervalMs: 0, timeoutMs: 0 },
  });
  return { terminal, signIns, servers };
}

/** The options of a pool that a command may change. */
type CliPoolOptions = Partial<Omit<PoolOptions, 'approvals'>>;

/** Makes a pool in which nothing is started yet, and which holds only what the approvals allow; `more` changes its other options. */
export async function openCliPool(
  options: RunOptions,
  host?: TerminalHost,
  { approvals, ...more }: CliPoolOptions & { readonly approvals?: ServerApprovals } = {},
): Promise<Pool> {
  const { createPool } = await import('../../runtime/createPool');
  const { terminal, servers } = host ?? (await terminalHost(options));
  const { pool } = createPool({
    ...servers,
    approvedTools: statePaths().approvedTools,
    approvals,
    confirm: (confirmation, signal, made) => {
      const { server, tool } = confirmation;
      const { definition } = made.pool.find(server);
      const { file } = definition.source;
      const approve = async () => made.host.approved?.approve(server, tool);
      // The file may name another program by now: it decides whether the decision still applies.
      const decided = async (list: ToolList) => {
        const now = (await readConfig(file!)).definitions.find(({ id }) => id === definition.id);
        if (now) await approvals?.decided(now, list, tool.name);
      };
      return confirmInTerminal(
        confirmation,
        { terminal, yes: options.yes, file, approve, decided: approvals && decided },
        signal,
      );
    },
    log: { log: (_level, message) => terminal.say(message) },
    reportError: (error) => process.emitWarning(String(error)),
    ...more,
  });
  if (options.verbose) {
    pool.onDidEvent((event) => {
      if (event.type === 'server.log')
        screen.tell(safe`[${pool.find(event.server).name}] ${event.line.text}`);
    });
  }
  return pool;
}

function limitsOf(timeout: string | undefined, limits: TimeLimits): TimeLimits {
  if (timeout === undefined) return limits;
  const time = durationOf(timeout);
  return { startMs: time, requestMs: time, totalMs: Math.max(time, limits.totalMs) };
}

/** What makes a pool long-lived: servers that crash restart, and clients may answer what servers ask. */
export async function longLivedHost(): Promise<CliPoolOptions> {
  return {
    // What servers had when they last ran: those that start on demand are offered without starting them.
    catalogs: new CatalogFiles(statePaths().catalogs, nullLogger),
    restart: undefined,
    health: undefined,
    elicit: async () => ({ action: 'cancel' }),
    sample: async () => {
      throw failure('usage', 'No calling client can be asked.');
    },
  };
}
