import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { failure } from '../../base/failure';
import type { DemoLaunch, Launch, ServerDefinition } from '../model/definition';
import { givenSecrets, secretsOf } from './launchSecrets';
import { type Reference, replaceReferences } from './variableReferences';

/** What variables are resolved from. */
export interface VariableScope {
  /** The folder of the configuration file. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The answers of the person by the id of the input. */
  readonly inputs?: ReadonlyMap<string, string>;
  /** The path of a workspace folder by its name. */
  readonly folderOf?: (name: string) => string | undefined;
  /** The value of a setting of VS Code. */
  readonly settingOf?: (name: string) => string | undefined;
  /** The program of the demo server. */
  readonly demo?: {
    readonly command: string;
    readonly args: readonly string[];
    readonly env: Record<string, string>;
  };
}

/** A launch with every variable replaced. */
export interface ResolvedLaunch {
  readonly launch: Launch;
  /** Values that must not appear anywhere. */
  readonly secrets: readonly string[];
  /** The folders in which the server may work, as URIs. */
  readonly roots: readonly string[];
}

/**
 * Replaces `${env:X}`, `${X}`, `${X:-default}`, `${input:x}`, `${config:x}`, `${workspaceFolder}`, `${workspaceFolder:name}`,
 * `${workspaceFolderBasename}` and `${userHome}`. A bare `$X` stays unchanged. An unset or unknown variable is a `configuration`
 * failure that names it.
 */
export function resolveText(text: string, scope: VariableScope): string {
  return replaceReferences(text, (reference) => {
    const value = lookUp(reference, scope);
    if (value !== undefined) return value;
    throw failure('configuration', `The variable '${reference.whole}' is not set.`, [
      remedyFor(reference, scope),
    ]);
  });
}

/** The value of a variable; undefined when it has none. */
export function lookUp({ kind, name, fallback }: Reference, scope: VariableScope): string | undefined {
  switch (kind) {
    case 'folder':
      return name === '' || name === path.basename(scope.folder) ? scope.folder : scope.folderOf?.(name);
    case 'folderName':
      return path.basename(scope.folder);
    case 'home':
      return os.homedir();
    case 'input':
      return scope.inputs?.get(name);
    case 'config':
      return withFallback(scope.settingOf?.(name), fallback);
    case 'env':
      return withFallback(Object.hasOwn(scope.env, name) ? scope.env[name] : undefined, fallback);
    case 'unknown':
      return undefined;
  }
}

/** As in a shell, `:-` also replaces an empty value. */
function withFallback(value: string | undefined, fallback: string | undefined): string | undefined {
  return fallback === undefined ? value : value || fallback;
}

function remedyFor({ kind, name, whole }: Reference, { settingOf }: VariableScope): string {
  if (kind === 'input') return `Describe it as '${name}' under 'inputs' in the configuration file.`;
  if (kind === 'config') {
    const first = settingOf ? `Set '${name}' in VS Code, or give` : `Only VS Code knows its settings: give`;
    return `${first} it a default: '\${config:${name}:-value}'.`;
  }
  if (kind === 'folder') return `Correct the name of the folder, or omit it: '\${workspaceFolder}'.`;
  if (kind === 'env') return `Set '${name}' in the environment, or give it a default: '\${${name}:-value}'.`;
  return `Correct '${whole}', or write '$' without a brace for a literal one.`;
}

/** The launch of a definition with every variable replaced and its directory made absolute. */
export function resolveLaunch(
  definition: ServerDefinition,
  given: Omit<VariableScope, 'folder'>,
): ResolvedLaunch {
  const { launch } = definition;
  if (launch.type === 'invalid')
    throw failure('configuration', launch.reason, ['Correct the entry and save the file.']);
  const scope = { ...given, folder: definition.source.folder };
  const roots = (definition.roots ?? []).map((root) => {
    const text = resolveText(root, scope);
    return /^file:/i.test(text) ? text : pathToFileURL(path.resolve(scope.folder, expandHome(text))).href;
  });
  const resolved = resolve(launch, scope);
  const secrets = givenSecrets(launch, scope.env, definition.inputs ?? [], (one) => lookUp(one, scope));
  return { launch: resolved, secrets: [...secrets, ...secretsOf(resolved)], roots };
}

function resolve(launch: Launch | DemoLaunch, scope: VariableScope): Launch {
  const one = (text: string) => resolveText(text, scope);
  if (launch.type === 'demo') {
    if (scope.demo) return { type: 'stdio', ...scope.demo, cwd: scope.folder };
    throw failure('configuration', 'The demo server is not part of this installation of MCP Pool.');
  }
  if (launch.type === 'ws')
    return { ...launch, url: one(launch.url), headers: resolveIn(launch.headers, one) };
  if (launch.type === 'http') {
    const url = one(launch.url);
    const headers = resolveIn(launch.headers, one);
    // The scheme may have been in a variable.
    if (!launch.transport && /^wss?:/i.test(url)) return { type: 'ws', url, headers };
    return { ...launch, url, headers, ...(launch.oauth && { oauth: resolveIn(launch.oauth, one) }) };
  }
  const inFolder = (file: string) => path.resolve(scope.folder, expandHome(one(file)));
  return {
    ...launch,
    command: expandHome(one(launch.command)),
    args: launch.args.map(one),
    env: resolveIn(launch.env, one),
    ...(launch.envFile === undefined ? {} : { envFile: inFolder(launch.envFile) }),
    cwd: inFolder(launch.cwd ?? '.'),
  };
}

/** The value with every text in it resolved. */
function resolveIn<T>(value: T, resolve: (text: string) => string): T {
  if (typeof value === 'string') return resolve(value) as T;
  if (Array.isArray(value)) return value.map((item) => resolveIn(item, resolve)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveIn(item, resolve)])) as T;
}

/** A path with `~` for the home replaced. */
export function expandHome(file: string): string {
  return file === '~' || file.startsWith('~/') ? path.join(os.homedir(), file.slice(1)) : file;
}
