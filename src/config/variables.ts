import os from 'node:os';
import path from 'node:path';
import { failure } from '../base/failure';
import type { Launch, ServerDefinition } from './definition';

/** What variables are resolved from. */
export interface VariableScope {
  /** The folder of the configuration file. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const reference = /\$\{([^}]*)\}/g;

/**
 * Replaces `${env:X}`, `${X}`, `${X:-default}`, `${workspaceFolder}`, `${workspaceFolderBasename}` and `${userHome}`.
 * A bare `$X` stays as it is. An unset or unknown variable is a `configuration` failure that names it.
 */
export function resolveText(text: string, scope: VariableScope): string {
  return text.replace(reference, (whole, body: string) => {
    const value = lookUp(body, scope);
    if (value !== undefined) return value;
    const name = body.replace(/^env:/, '');
    throw failure('configuration', `The variable '${whole}' is not set.`, [
      `Set '${name}' in the environment, or give it a default: '\${${name}:-value}'.`,
    ]);
  });
}

function lookUp(body: string, scope: VariableScope): string | undefined {
  if (body === 'workspaceFolder') return scope.folder;
  if (body === 'workspaceFolderBasename') return path.basename(scope.folder);
  if (body === 'userHome') return os.homedir();
  const match = /^(?:env:)?([A-Za-z_][\w.]*)(?::-(.*))?$/s.exec(body);
  if (!match) return undefined;
  const value = Object.hasOwn(scope.env, match[1]!) ? scope.env[match[1]!] : undefined;
  // As in a shell, `:-` also replaces an empty value.
  return match[2] !== undefined ? value || match[2] : value;
}

/** The launch of a definition with every variable replaced and its directory made absolute. */
export function resolveLaunch(definition: ServerDefinition, env: VariableScope['env']): Launch {
  const scope = { folder: definition.source.folder, env };
  const one = (text: string) => resolveText(text, scope);
  const all = (record: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, one(value)]));
  const { launch } = definition;
  if (launch.type === 'invalid')
    throw failure('configuration', launch.reason, ['Correct the entry and save the file.']);
  if (launch.type === 'ws') return { ...launch, url: one(launch.url), headers: all(launch.headers) };
  if (launch.type === 'http') {
    const url = one(launch.url);
    // The scheme may have been in a variable.
    if (!launch.transport && /^wss?:/i.test(url)) return { type: 'ws', url, headers: all(launch.headers) };
    const oauth = launch.oauth === undefined ? {} : { oauth: resolveIn(launch.oauth, one) };
    return { ...launch, url, headers: all(launch.headers), ...oauth };
  }
  return {
    type: 'stdio',
    command: expandHome(one(launch.command)),
    args: launch.args.map(one),
    env: all(launch.env),
    cwd: path.resolve(scope.folder, expandHome(one(launch.cwd ?? '.'))),
  };
}

/** The value with every text in it resolved. */
function resolveIn<T>(value: T, resolve: (text: string) => string): T {
  if (typeof value === 'string') return resolve(value) as T;
  if (Array.isArray(value)) return value.map((item) => resolveIn(item, resolve)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveIn(item, resolve)])) as T;
}

function expandHome(file: string): string {
  return file === '~' || file.startsWith('~/') ? path.join(os.homedir(), file.slice(1)) : file;
}
