import { quoted } from '../../base/text';
import type { WrittenEntry } from '../model/entryTypes';
import { convertOAuth } from './convertOAuth';
import { convertTimeouts } from './convertTimeouts';
import { convertVariables, type TextContext } from './convertVariables';
import { EntryFields } from './entryFields';
import { isRecord, stringOf, stringsOf } from './json';
import { hideInArguments, hideInUrl, hideInValue } from './secretInputs';

/** What reading one entry needs. */
export interface EntryReading extends TextContext {
  /** The name of the server. */
  readonly server: string;
}

/** What of an entry of another client has no counterpart here, and why. */
const without: Readonly<Record<string, string>> = {
  sandbox: 'MCP Pool starts programs without a sandbox',
  sandboxEnabled: 'MCP Pool starts programs without a sandbox',
  dev: 'MCP Pool restarts a server when you ask it to',
  watchPaths: 'MCP Pool restarts a server when you ask it to',
  headersHelper: 'MCP Pool runs no program to get headers',
  authProviderType: 'MCP Pool signs in as the server requires',
};

/** The keys that apply only to a program, or only to an address. */
const launchKeys = new Set([
  'args',
  'env',
  'envFile',
  'cwd',
  'headers',
  'oauth',
  'auth',
  'oauthScopes',
  'apiKey',
]);

/** An entry of another client, converted to our form; undefined when it cannot be understood. */
export function convertEntry(raw: unknown, reading: EntryReading): WrittenEntry | undefined {
  const { note } = reading;
  if (!isRecord(raw)) {
    note('is not a map and was skipped.');
    return undefined;
  }
  const fields = new EntryFields(raw);
  const launch = carryLaunch(fields, reading);
  if (!launch) return undefined;
  const [disabled, enabled] = [fields.take('disabled'), fields.take('enabled')];
  const entry: WrittenEntry = {
    ...launch,
    ...(disabled === true || enabled === false ? { disabled: true } : {}),
    ...carryTools(fields, reading),
    ...convertTimeouts(fields, reading),
  };
  const unknown: string[] = [];
  for (const key of fields.rest) {
    const why = Object.hasOwn(without, key) ? without[key] : undefined;
    if (why) note(`had '${key}', which was skipped: ${why}.`);
    else if (launchKeys.has(key)) note(`had '${key}', which means nothing for a server of its kind.`);
    else unknown.push(key);
  }
  if (unknown.length > 0) note(`had ${quoted(unknown)}, which MCP Pool does not know.`);
  return entry;
}

function carryLaunch(fields: EntryFields, reading: EntryReading): WrittenEntry | undefined {
  const { note } = reading;
  const type = typeOf(fields.take('type', 'transportType'), reading);
  const command = stringOf(fields.take('command'));
  const streamable = stringOf(fields.take('httpUrl'));
  const url = streamable ?? stringOf(fields.take('url', 'serverUrl'));
  if (!command && !url) {
    note('has no command and no address, and was skipped.');
    return undefined;
  }
  if (command && url) note('has both a command and an address: the one that matches its type was used.');
  if (command && (!url || type === undefined || type === 'stdio'))
    return carryProgram(command, fields, reading);
  if (!url) return undefined;
  if (!/^(?:(?:http|ws)s?:\/\/[^/\s]|\$\{)/i.test(url.trim())) {
    note('has an address that is neither HTTP nor WebSocket, and was skipped.');
    return undefined;
  }
  return carryAddress(url.trim(), streamable ? 'http' : type, fields, reading);
}

function carryProgram(command: string, fields: EntryFields, reading: EntryReading): WrittenEntry {
  const { note, client } = reading;
  const carry = (text: string) => convertVariables(text, reading);
  const args = stringsOf(fields.take('args'));
  if (args === undefined && fields.take('args') !== undefined)
    note('had arguments that are not a list of strings; they were skipped.');
  const env = carryTexts(fields, 'env', reading);
  if (client === 'vscode' && env && Object.hasOwn(env, 'PATH'))
    note("sets 'PATH', which VS Code adds to the inherited one; here it replaces it.");
  const envFile = stringOf(fields.take('envFile'));
  const cwd = stringOf(fields.take('cwd'));
  return {
    command: carry(command),
    ...(args && args.length > 0 ? { args: hideInArguments(args.map(carry), reading) } : {}),
    ...(env ? { env } : {}),
    ...(envFile ? { envFile: carry(envFile) } : {}),
    ...(cwd ? { cwd: carry(cwd) } : {}),
  };
}

function carryAddress(
  url: string,
  type: WrittenEntry['type'],
  fields: EntryFields,
  reading: EntryReading,
): WrittenEntry {
  // Cline takes an address without a type for the older transport; elsewhere it is found out.
  const isOlder = type === 'sse' || (reading.client === 'cline' && type === undefined);
  const key = stringOf(fields.take('apiKey'));
  const headers = {
    ...(key === undefined
      ? {}
      : { Authorization: hideInValue('Authorization', `Bearer ${convertVariables(key, reading)}`, reading) }),
    ...carryHeaders(fields, reading),
  };
  const oauth = convertOAuth(fields, reading);
  return {
    ...(isOlder && !/^wss?:/i.test(url) ? { type: 'sse' } : {}),
    url: hideInUrl(convertVariables(url, reading), reading),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(oauth ? { oauth } : {}),
  };
}

function carryHeaders(fields: EntryFields, reading: EntryReading): Record<string, string> {
  const headers = carryTexts(fields, 'headers', reading) ?? {};
  return Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => header[1] !== null),
  );
}

/** A map of texts, such as `env`, with its variables converted and its secrets taken out. */
function carryTexts(
  fields: EntryFields,
  key: 'env' | 'headers',
  reading: EntryReading,
): Record<string, string | null> | undefined {
  const raw = fields.take(key);
  if (raw === undefined) return undefined;
  if (!isRecord(raw)) {
    reading.note(`had '${key}' that is not a map; it was skipped.`);
    return undefined;
  }
  const texts: [string, string | null][] = [];
  for (const [name, value] of Object.entries(raw)) {
    const text = stringOf(value);
    if (name === '__proto__' || (text === undefined && value !== null))
      reading.note(`had '${name}' in '${key}', which is not a string; it was skipped.`);
    else
      texts.push([
        name,
        text === undefined ? null : hideInValue(name, convertVariables(text, reading), reading),
      ]);
  }
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
}

function carryTools(
  fields: EntryFields,
  { note }: EntryReading,
): Pick<WrittenEntry, 'autoApprove' | 'disabledTools'> {
  const names = (...keys: readonly string[]) =>
    keys.flatMap((key) => {
      const raw = fields.take(key);
      const texts = stringsOf(raw);
      if (raw !== undefined && !texts && typeof raw !== 'boolean')
        note(`had '${key}' that is not a list of tools; it was skipped.`);
      return (texts ?? []).filter((name) => name !== '');
    });
  const approved = fields.take('trust') === true ? ['*'] : [];
  const autoApprove = [...new Set([...names('autoApprove', 'alwaysAllow'), ...approved])];
  const disabledTools = [...new Set(names('disabledTools', 'excludeTools'))];
  for (const key of ['tools', 'includeTools', 'enabledTools']) {
    const only = fields.take(key);
    if (only !== undefined && !(Array.isArray(only) && only.includes('*')))
      note(`offered only the tools of its list '${key}'; here it offers all of them except 'disabledTools'.`);
  }
  return {
    ...(autoApprove.length > 0 ? { autoApprove } : {}),
    ...(disabledTools.length > 0 ? { disabledTools } : {}),
  };
}

/** The name of a type elsewhere; undefined where it follows from the rest of the entry. */
function typeOf(raw: unknown, { note }: EntryReading): 'stdio' | 'http' | 'sse' | 'ws' | undefined {
  if (raw === undefined) return undefined;
  const word = typeof raw === 'string' ? raw.toLowerCase().replace(/[-_ ]/g, '') : '';
  if (word === 'stdio' || word === 'local') return 'stdio';
  if (word === 'http' || word === 'streamablehttp') return 'http';
  if (word === 'sse') return 'sse';
  if (word === 'ws' || word === 'websocket') return 'ws';
  if (word !== 'remote' && word !== 'custom')
    note('has an unknown type; it was derived from the rest of the entry.');
  return undefined;
}
