import { setMaxListeners } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import pLimit from 'p-limit';
import { settlesWithin } from '../../base/async';
import type { Problem, ServerDefinition } from '../../config/model/definition';
import type { ServerHost } from '../../mcp/server/serverHost';
import type { DoctorReport, DoctorStep, MachineFacts } from './diagnosis';
import { verdictOf } from './doctorReport';
import { Examination } from './examination';

/** How many servers are checked at the same time. */
const atOnce = 4;
/** How long to wait for a login shell, in ms. */
const shellTimeoutMs = 5000;
/** Variables that decide how the network is reached. Their values may hold passwords. */
const ofNetwork =
  /^(?:(?:https?|all|no)_proxy|node_use_env_proxy|node_extra_ca_certs|node_tls_reject_unauthorized|ssl_cert_(?:file|dir))$/i;

/** Options of a check of all servers. */
export interface DiagnoseOptions {
  readonly signal?: AbortSignal;
  /** Called with each step as it ends. */
  readonly onStep?: (server: ServerDefinition, step: DoctorStep) => void;
  /** How a person signs in to a server here, as a sentence. */
  readonly signInStep?: (server: ServerDefinition) => string;
  /** The versions of what runs us, by name. */
  readonly versions?: Readonly<Record<string, string>>;
}

/**
 * Checks each enabled server step by step, from its entry to its lists, on fresh connections beside those of any pool, which
 * are closed at the end. Rejects only when it is stopped.
 */
export async function diagnose(
  definitions: readonly ServerDefinition[],
  problems: readonly (Problem & { readonly file: string })[],
  host: ServerHost,
  { signal = new AbortController().signal, onStep, signInStep, versions = {} }: DiagnoseOptions = {},
): Promise<DoctorReport> {
  // Every request of every server listens to it; Node.js takes more than 10 listeners for a leak.
  setMaxListeners(0, signal);
  const turns = pLimit(atOnce);
  const examine = (definition: ServerDefinition) =>
    turns(async () => {
      if (signal.aborted) return [];
      const told = (step: DoctorStep) => onStep?.(definition, step);
      const options = { signal, onStep: told, signInStep: signInStep?.(definition) };
      return [await new Examination(definition, host, options).run()];
    });
  const enabled = definitions.filter(({ disabled }) => !disabled);
  const facts = machineFacts(host, versions);
  const servers = (await Promise.all(enabled.map(examine))).flat();
  const machine = await facts;
  // Not earlier: by now everything started has ended.
  signal.throwIfAborted();
  const disabled = definitions.filter((one) => one.disabled).map(({ name }) => name);
  // Without their fixes, which contain what they would take out of the file: secrets.
  const told = problems.map(({ fixes: _, ...problem }) => problem);
  const verdict = verdictOf(servers, told).join(' ');
  return { verdict, servers, disabled, problems: told, machine };
}

async function machineFacts(
  { clientInfo, env, shellPath }: ServerHost,
  versions: Readonly<Record<string, string>>,
): Promise<MachineFacts> {
  const own = foldersOf(env.PATH ?? env.Path);
  const asked = shellPath?.() ?? Promise.resolve(undefined);
  const inShell = (await settlesWithin(asked, shellTimeoutMs)) ? await asked : undefined;
  return {
    versions: { 'MCP Pool': clientInfo.version, ...versions, 'Node.js': process.versions.node },
    platform: `${os.type()} ${os.release()}, ${process.arch}`,
    path: own,
    ...(inShell === undefined
      ? {}
      : { onlyInShell: foldersOf(inShell).filter((folder) => !own.includes(folder)) }),
    networkVariables: Object.keys(env)
      .filter((name) => env[name] && ofNetwork.test(name))
      .sort(),
  };
}

function foldersOf(text = ''): readonly string[] {
  return [...new Set(text.split(path.delimiter).filter(Boolean))];
}
