import { shown } from '../../base/text';
import type { DemoLaunch, Launch } from '../model/definition';
import type { ServerEntry } from '../model/schema';

/** What an entry of the right shape launches. */
export function launchOf(entry: ServerEntry): Launch | DemoLaunch {
  if (entry.type === 'demo') return { type: 'demo' };
  if (entry.url !== undefined) {
    const { url, type, headers = {} } = entry;
    if (type === 'ws' || (type === undefined && isWebSocketUrl(url))) return { type: 'ws', url, headers };
    const transport = type === 'sse' ? 'sse' : type?.startsWith('streamable') ? 'streamable' : undefined;
    const oauth = entry.oauth === undefined ? {} : { oauth: entry.oauth };
    return { type: 'http', url, headers, ...oauth, ...(transport ? { transport } : {}) };
  }
  const { command, args = [], env = {}, envFile, inheritEnv, cwd } = entry;
  return {
    type: 'stdio',
    command: command!,
    args,
    env,
    ...(envFile === undefined ? {} : { envFile }),
    ...(inheritEnv === undefined || inheritEnv === 'safe' ? {} : { inheritEnv }),
    ...(cwd === undefined ? {} : { cwd }),
  };
}

/** Keys that do not go together. */
export interface Conflict {
  readonly code: string;
  readonly message: string;
  readonly at: string[];
}

/** Why an entry of the right shape cannot be launched all the same. */
export function launchConflict(name: string, entry: ServerEntry): Conflict | undefined {
  const { type, command, url } = entry;
  const conflict = (code: string, at: string[], message: string): Conflict => ({ code, at, message });
  if (type === 'demo') {
    const extra = command === undefined ? (url === undefined ? undefined : 'url') : 'command';
    const message = `'${name}' has the type 'demo', which needs no '${extra}'. Remove one of the two.`;
    return extra && conflict('type-mismatch', [extra], message);
  }
  if (command !== undefined && url !== undefined) {
    const message = `'${name}' has both 'command' and 'url'. Keep one of them.`;
    return conflict('both-launches', ['url'], message);
  }
  if (command === undefined && url === undefined) {
    const message = `'${name}' needs 'command' (a program to start) or 'url' (a server to reach).`;
    return conflict('no-launch', [], message);
  }
  if (url === undefined) {
    if (type === undefined || type === 'stdio') return programConflict(name, entry);
    const message = `'${name}' has the type '${type}' but a 'command'. Give it a 'url', or omit 'type'.`;
    return conflict('type-mismatch', ['type'], message);
  }
  if (type === 'stdio') {
    const message = `'${name}' has the type 'stdio' but a 'url'. Give it a 'command', or omit 'type'.`;
    return conflict('type-mismatch', ['type'], message);
  }
  if (!url.includes('${') && !isServerUrl(url)) {
    const message = `The 'url' of '${name}' ${urlProblem(url)}.`;
    return conflict('bad-url', ['url'], message);
  }
  if (type !== undefined && !url.startsWith('${') && isWebSocketUrl(url) !== (type === 'ws')) {
    const scheme = isWebSocketUrl(url) ? 'ws' : 'http';
    const message = `'${name}' has the type '${type}' but a 'url' with '${scheme}'. Change the one that is wrong, or omit 'type'.`;
    return conflict('type-mismatch', ['type'], message);
  }
  return headerConflict(name, entry.headers ?? {});
}

/** An invalid header makes the request fail before it is sent. */
function headerConflict(name: string, headers: Readonly<Record<string, string>>): Conflict | undefined {
  for (const [header, value] of Object.entries(headers)) {
    const wrong = !/^[!#$%&'*+.^`|~\w-]+$/.test(header)
      ? 'has a name that is not allowed: use letters, digits and dashes'
      : /[\0\r\n]/.test(value.trim())
        ? 'must be on one line'
        : /[^\0-\xff]/.test(value)
          ? 'has a character that is not allowed in a header'
          : undefined;
    if (!wrong) continue;
    const message = `The header '${shown(header)}' of '${name}' ${wrong}.`;
    return { code: 'bad-header', message, at: ['headers', header] };
  }
  return undefined;
}

/** No program can receive a text with the character NUL in it, or a variable without a valid name. */
function programConflict(
  name: string,
  { command = '', args = [], env = {}, cwd = '' }: ServerEntry,
): Conflict | undefined {
  const code = 'bad-text';
  const nul = `of '${name}' contains the character NUL, which cannot be passed to a program. Remove it.`;
  if (command.includes('\0')) return { code, message: `'command' ${nul}`, at: ['command'] };
  if (cwd.includes('\0')) return { code, message: `'cwd' ${nul}`, at: ['cwd'] };
  if (args.some((arg) => arg.includes('\0'))) return { code, message: `'args' ${nul}`, at: ['args'] };
  for (const [variable, value] of Object.entries(env)) {
    const at = ['env', variable];
    if (value?.includes('\0')) return { code, message: `'${shown(variable)}' in 'env' ${nul}`, at };
    if (variable !== '' && !/[=\0]/.test(variable)) continue;
    const message = `The name '${shown(variable)}' in 'env' of '${name}' is not allowed: it must not be empty or contain '='.`;
    return { code: 'bad-name', message, at };
  }
  return undefined;
}

function urlProblem(url: string): string {
  if (/\s/.test(url)) return 'contains a space or a line break. Remove it';
  if (/^(?:http|ws)s?:\/\/[^/:]/i.test(url)) return 'has an invalid host or port. Correct it';
  return "must start with 'http://', 'https://', 'ws://' or 'wss://' and name a host";
}

function isServerUrl(text: string): boolean {
  return /^(?:http|ws)s?:\/\/[^/\s]/i.test(text) && !/\s/.test(text.trim()) && URL.canParse(text);
}

function isWebSocketUrl(text: string): boolean {
  return /^wss?:\/\//i.test(text);
}
