import path from 'node:path';
import type {
  CreateMessageRequestParams,
  CreateMessageResult,
  ElicitRequestParams,
  ElicitResult,
} from '@modelcontextprotocol/client';
import { clientInfo } from '../base/clientInfo';
import { failure } from '../base/failure';
import type { Logger } from '../base/logger';
import type { InputDefinition, ServerDefinition } from '../config/model/definition';
import type { WrittenEntry } from '../config/model/entryTypes';
import { readConfigFile, unusableConfig } from '../config/parse/configFile';
import { type ParsedConfig, parseConfig } from '../config/parse/parseConfig';
import { inputVariable } from '../config/variables/variableReferences';
import type { TimeLimits } from '../mcp/connection/timedRequests';
import { nodeHost } from '../mcp/host/nodeHost';
import { statePaths } from '../mcp/host/statePaths';
import { defaultHealth, type HealthOptions } from '../mcp/server/heartbeat';
import type { VariableHost } from '../mcp/server/resolveDefinition';
import { defaultRestart, type RestartOptions } from '../mcp/server/restartPlan';
import type { Confirmation } from '../pool/call';
import type { PoolEvent } from '../pool/poolEvent';
import { createPool } from './createPool';
import { createServerHost } from './createServerHost';
import { ProgramPool } from './programPool';

/** How a program opens a pool. `config`, `text` or `servers` says what is in it; without them it starts empty. */
export interface OpenPoolOptions {
  /** The path of an `mcp-config.yaml`. */
  readonly config?: string;
  /** What an `mcp-config.yaml` would hold. */
  readonly text?: string;
  /** The entries of `mcpServers`. */
  readonly servers?: Readonly<Record<string, WrittenEntry>>;
  /** What relative paths and `${workspaceFolder}` refer to; the folder of `config`, else the working directory. */
  readonly folder?: string;
  /** Where variables are read from, and what servers inherit the safe part of; default: that of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The answer to `${input:…}`; without it the variable `MCP_POOL_INPUT_<ID>` of the environment. */
  readonly answer?: (input: InputDefinition, server: ServerDefinition) => Promise<string> | string;
  /** Decides on calls that need a confirmation; default: none of them runs. */
  readonly confirm?: (confirmation: Confirmation, signal?: AbortSignal) => Promise<boolean> | boolean;
  /** Answers what servers ask of a person. Default: they receive the answer that no one can be asked. */
  readonly elicit?: (
    server: string,
    question: ElicitRequestParams,
    signal: AbortSignal,
  ) => Promise<ElicitResult>;
  /** Lets a language model generate what servers request. Default: they receive the answer that none is available. */
  readonly sample?: (
    server: string,
    request: CreateMessageRequestParams,
    signal: AbortSignal,
  ) => Promise<CreateMessageResult>;
  /** Time limits of servers that set none, in ms: 30 s for a start, 60 s for a request, 10 min with progress. */
  readonly limits?: Partial<TimeLimits>;
  /** When a failed server is restarted automatically. */
  readonly restart?: Partial<RestartOptions>;
  /** How often servers are checked. Default: 30 s, and more often for HTTP servers on this machine. */
  readonly health?: Partial<HealthOptions>;
  /** The folder in which what servers offer is kept for the next run; default: one in the user's cache, none with `false`. */
  readonly catalogs?: string | false;
  /** The name and version of the program that servers see. */
  readonly client?: { readonly name: string; readonly version: string; readonly title?: string };
  /** Called with everything that happens, from the first start on. */
  readonly onEvent?: (event: PoolEvent) => void;
  /** Called with failures outside of calls: a listener that throws, a catalog that cannot be saved. Default: a warning. */
  readonly onError?: (error: unknown) => void;
}

/** Opens a pool and starts its servers; no server waits for another. Rejects when the configuration as a whole cannot be used. */
export async function openPool(options: OpenPoolOptions = {}): Promise<ProgramPool> {
  const { config, limits, restart, health, catalogs, client = clientInfo } = options;
  const env = { ...(options.env ?? process.env) };
  const { onError = (error) => process.emitWarning(String(error)) } = options;
  const folder = path.resolve(options.folder ?? (config === undefined ? '.' : path.dirname(config)));
  const { definitions, problems } = await readServers(options, folder);
  const machine = nodeHost(env);
  const log: Logger = { log: (_level, message) => onError(new Error(message)) };
  // A sign-in with `mcp-pool login` also applies here.
  const servers = createServerHost({
    ...machine,
    clientInfo: client,
    variables: { ...machine.variables, ...variablesOf(options, env) },
    limits,
    restart: { ...defaultRestart, ...restart },
    health: health && { ...defaultHealth, ...health },
    elicit: options.elicit,
    sample: options.sample,
  });
  const paths = statePaths(env);
  const { pool } = createPool({
    ...servers.host,
    catalogs: catalogs === false ? undefined : (catalogs ?? paths.catalogs),
    // Of a file the tools are the same from one run to the next; what a program makes up has no name that lasts.
    approvedTools: config === undefined ? undefined : paths.approvedTools,
    confirm: async (confirmation, signal) => (await options.confirm?.(confirmation, signal)) ?? false,
    log,
    reportError: onError,
  });
  if (options.onEvent) pool.onDidEvent(options.onEvent);
  void servers.sweep().catch(onError);
  await pool.apply(definitions);
  return new ProgramPool(pool, (name, entry) => definitionOf(name, entry, folder), problems);
}

async function readServers(
  options: OpenPoolOptions,
  folder: string,
): Promise<Pick<ParsedConfig, 'definitions' | 'problems'>> {
  const { config, text, servers } = options;
  if ([config, text, servers].filter((one) => one !== undefined).length > 1)
    throw failure('usage', "Give only one of 'config', 'text' and 'servers'.");
  if (config !== undefined) {
    const parsed = await readConfigFile(config, ['Create it, or give another path.']);
    return usable(parsed, config);
  }
  if (text !== undefined) return usable(parseConfig(text, { folder }), 'The configuration');
  const definitions = Object.entries(servers ?? {}).map(([name, entry]) => definitionOf(name, entry, folder));
  return { definitions, problems: [] };
}

function usable(parsed: ParsedConfig, name: string): ParsedConfig {
  if (parsed.usable) return parsed;
  throw unusableConfig(name, parsed.problems, ['Correct it and open the pool again.']);
}

/** Reads an entry as if it were in a file; unlike there, any problem belongs to this entry. JSON is YAML. */
function definitionOf(name: string, entry: WrittenEntry, folder: string): ServerDefinition {
  const { definitions, problems } = parseConfig(JSON.stringify({ mcpServers: { [name]: entry } }), {
    folder,
  });
  const wrong = problems.find(({ severity }) => severity === 'error');
  const [definition] = definitions;
  if (wrong || !definition) throw failure('configuration', wrong?.message ?? `'${name}' is not a server.`);
  // A position in a text that no one sees means nothing.
  return { ...definition, id: name, source: { folder } };
}

function variablesOf({ answer }: OpenPoolOptions, env: NodeJS.ProcessEnv): VariableHost {
  return {
    answer: async (definition, input) => {
      const given = (await answer?.(input, definition)) ?? env[inputVariable(input.id)] ?? input.default;
      if (given !== undefined) return given;
      throw failure(
        'configuration',
        `'${definition.name}' needs the input '${input.id}', which has no value.`,
        [`Set ${inputVariable(input.id)} in the environment, or give 'answer' to openPool.`],
      );
    },
  };
}
