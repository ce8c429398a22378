import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { clientInfo } from '../base/clientInfo';
import { failure } from '../base/failure';
import type { Problem, ServerDefinition } from '../config/definition';
import type { SignIns } from '../mcp/auth/signIns';
import type { TimeLimits } from '../mcp/timedRequests';
import type { Pool } from '../pool/pool';
import { confirmInTerminal } from './confirm';
import type { Output } from './output';
import { openSignIns } from './signIns';

/** The options that all commands share. */
export interface SharedOptions {
  readonly config: string;
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly timeout?: string;
  readonly verbose?: boolean;
  readonly command?: string;
  readonly arg: readonly string[];
  readonly env: readonly string[];
  readonly url?: string;
  readonly header: readonly string[];
}

/** A configuration file as it was read. */
export interface ReadConfig {
  readonly file: string;
  readonly usable: boolean;
  readonly definitions: readonly ServerDefinition[];
  readonly problems: readonly Problem[];
}

/** Reads the configuration file. One that is missing is a `configuration` failure. */
export async function readConfig(file: string): Promise<ReadConfig> {
  const absolute = path.resolve(file);
  const text = await readFile(absolute, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'ENOENT' ? `There is no ${file} here` : `${file} cannot be read (${error.code})`;
    throw failure('configuration', `${why}: ${absolute}`, [
      'Create it, or say where it is: --config FILE',
      'Or name a server without a file: --command CMD --arg A, or --url URL',
    ]);
  });
  const { parseConfig } = await import('../engine');
  return { file, ...parseConfig(text, { file: absolute, folder: path.dirname(absolute) }) };
}

/** A problem as compilers write it, so that terminals make it a link. */
export function problemLine(file: string, { range, severity, message, code }: Problem): string {
  return `${file}:${range.line}:${range.column}: ${severity}: ${message} [${code}]`;
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
    const [first, ...more] = errors;
    const message = `${config.file} cannot be used: line ${first?.range.line}, column ${first?.range.column}: ${first?.message}`;
    throw failure(
      'configuration',
      message,
      ['Run mcp-pool check for all problems.'],
      more.map((problem) => problemLine(config.file, problem)).join('\n'),
    );
  }
  for (const problem of errors) output.note(problemLine(config.file, problem));
  return config.definitions;
}

/** Makes a pool whose servers end quickly: the person waits for the prompt. Nothing is started yet. */
export async function openPool(
  options: Pick<SharedOptions, 'yes' | 'json' | 'timeout' | 'verbose'>,
  signIns?: SignIns,
): Promise<Pool> {
  const { Pool, ProcessLedger, Proxies, readDuration, stateFolder } = await import('../engine');
  const { fetch, tunnel } = new Proxies(process.env);
  const ledger = new ProcessLedger(path.join(stateFolder(), 'processes'));
  process.once('exit', () => ledger.dispose());
  const pool = new Pool({
    clientInfo,
    env: process.env,
    limits: limitsOf(options.timeout, readDuration),
    grace: { stdin: 30, terminate: 500 },
    onProcess: (event) => ledger.note(event),
    authorizerOf: (signIns ?? (await openSignIns())).authorizerOf,
    fetch,
    tunnel,
    // A command says at once what failed, and is over before a check would be due.
    restart: { attempts: 0, initialDelay: 0, maxDelay: 0, stableTime: 0 },
    health: { interval: 0, timeout: 0 },
    confirm: (confirmation, signal) => confirmInTerminal(confirmation, options, signal),
    reportError: (error) => process.emitWarning(String(error)),
  });
  if (options.verbose) {
    pool.onDidEvent((event) => {
      if (event.type === 'server.log')
        process.stderr.write(`[${pool.find(event.server).name}] ${event.line.text}\n`);
    });
  }
  return pool;
}

function limitsOf(
  timeout: string | undefined,
  readDuration: (text: string) => number | undefined,
): TimeLimits {
  if (timeout === undefined) return { start: 30_000, request: 60_000, total: 600_000 };
  const time = readDuration(timeout);
  if (time === undefined)
    throw failure('usage', `--timeout takes a time with its unit, such as 30s or 2m, not '${timeout}'.`);
  return { start: time, request: time, total: Math.max(time, 600_000) };
}

function adHocDefinition({ command, arg, env, url, header }: SharedOptions): ServerDefinition | undefined {
  if (command !== undefined && url !== undefined)
    throw failure('usage', 'Give either --command or --url, not both.');
  if (command === undefined && (arg.length > 0 || env.length > 0))
    throw failure('usage', '--arg and --env belong to --command, which is missing.');
  if (url === undefined && header.length > 0)
    throw failure('usage', '--header belongs to --url, which is missing.');
  const shared = {
    id: 'default',
    name: 'default',
    disabled: false,
    autoApprove: [],
    source: { folder: process.cwd() },
  };
  if (command !== undefined)
    return { ...shared, launch: { type: 'stdio', command, args: arg, env: pairs(env, '=', '--env') } };
  if (url === undefined) return undefined;
  if (!/^(?:http|ws)s?:\/\//i.test(url))
    throw failure('usage', `--url must start with http://, https://, ws:// or wss://, not '${url}'.`);
  const type = /^ws/i.test(url) ? 'ws' : 'http';
  return { ...shared, launch: { type, url, headers: pairs(header, ':', '--header') } };
}

function pairs(entries: readonly string[], separator: string, option: string): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf(separator);
      if (at < 1)
        throw failure(
          'usage',
          `${option} takes NAME${separator}VALUE, not '${entry.slice(0, at < 0 ? 20 : 0)}'.`,
        );
      return [entry.slice(0, at).trim(), entry.slice(at + 1).trim()];
    }),
  );
}
