import { failure } from '../../base/failure';
import type { ServerDefinition } from '../../config/model/definition';
import type { SharedOptions } from './session';

/** The server that the command line defines with `--command` or `--url`, if any. */
export function adHocDefinition({
  command,
  arg,
  env,
  url,
  header,
}: SharedOptions): ServerDefinition | undefined {
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
