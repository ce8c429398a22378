import { quoted } from '../../base/text';
import type { WrittenEntry } from '../model/entryTypes';
import { type InputEntry, type ServerEntry, serverKeys, serverSchema } from '../model/schema';
import { clientTitles } from './clientFiles';
import { type ClientFormat, dialects, type Folders, type WritableClientId } from './clientFormats';
import { exportVariables, type WriteContext } from './exportVariables';
import { inputIdsOf } from './inputRegistry';
import { own, readJson, withElement, withValue } from './json';

/** The text of another client's file with our servers. */
export interface ExportedFile {
  readonly text: string;
  /** The servers that are in it now. */
  readonly written: readonly string[];
  /** Those among them that replaced another one of the same name. */
  readonly replaced: readonly string[];
  /** What the client cannot express, as sentences. */
  readonly notes: readonly string[];
}

/** What writing may need besides the servers. */
export interface WriteOptions extends Folders {
  readonly inputs?: Readonly<Record<string, InputEntry>>;
  /** The text that the file has: other servers and comments in it stay. */
  readonly existing?: string;
}

/** Writes servers for another client. A file with errors is a failure: it is not overwritten. */
export function writeClientServers(
  client: WritableClientId,
  servers: Readonly<Record<string, WrittenEntry>>,
  options: WriteOptions = {},
): ExportedFile {
  const dialect: ClientFormat = dialects[client];
  const title = clientTitles[client];
  const notes: string[] = [];
  const written: string[] = [];
  const replaced: string[] = [];
  let text = options.existing ?? '';
  const there = own(readJson(text).value, dialect.root);
  for (const [name, entry] of Object.entries(servers)) {
    const note = (sentence: string) => notes.push(`'${name}' ${sentence}`);
    const context = { ...options, client, title, dialect, note };
    const shape = name === '__proto__' ? undefined : shapeOf(entry, context);
    if (!shape) continue;
    const before = text;
    text = withValue(text, [dialect.root, name], shape);
    written.push(name);
    if (text !== before && own(there, name) !== undefined) replaced.push(name);
    if (dialect.inputs) text = withInputsOf(shape, text, options.inputs ?? {});
  }
  if (written.length === 0) text = withValue(text, [dialect.root], there ?? {});
  return { text, written, replaced, notes: [...new Set(notes)] };
}

function shapeOf(written: WrittenEntry, context: WriteContext): Record<string, unknown> | undefined {
  const { dialect, title, note } = context;
  const parsed = serverSchema.safeParse(written);
  if (!parsed.success) {
    note('has errors and was skipped.');
    return undefined;
  }
  const entry = parsed.data;
  const launch = entry.command === undefined ? addressOf(entry, context) : programOf(entry, context);
  if (!launch) return undefined;
  const { requestTimeout, disabled } = entry;
  const same = Object.fromEntries(
    dialect.keys.map((key) => [key, inVariables(entry[key], context)]).filter(([, value]) => !isEmpty(value)),
  );
  const withTime = dialect.timeoutUnit !== undefined && requestTimeout !== undefined;
  const told = new Set<keyof ServerEntry>([
    ...dialect.keys,
    ...(['type', 'command', 'args', 'env', 'url', 'headers', 'oauth', 'disabled'] as const),
    ...(withTime ? (['requestTimeout'] as const) : []),
  ]);
  const lost = serverKeys.filter((key) => !told.has(key) && !isEmpty(entry[key]));
  if (lost.length > 0) note(`loses ${quoted(lost)}: ${title} has no counterpart.`);
  if (disabled && !dialect.keys.includes('disabled'))
    note(`is disabled here, which ${title} cannot express: it is enabled there.`);
  const time = withTime ? { timeout: Math.max(1, Math.round(requestTimeout / dialect.timeoutUnit)) } : {};
  return { ...launch, ...same, ...time };
}

function programOf(entry: ServerEntry, context: WriteContext): Record<string, unknown> {
  const { dialect, title, note } = context;
  const gone = Object.keys(entry.env ?? {}).filter((name) => entry.env![name] === null);
  if (gone.length > 0 && !dialect.nullEnv)
    note(`removes ${quoted(gone)} from the environment, which ${title} does not support.`);
  const env = Object.entries(entry.env ?? {}).filter(([, value]) => value !== null || dialect.nullEnv);
  return {
    ...(dialect.types.stdio ? { type: dialect.types.stdio } : {}),
    command: exportVariables(entry.command!, context),
    ...(entry.args && entry.args.length > 0 ? { args: inVariables(entry.args, context) } : {}),
    ...(env.length > 0 ? { env: inVariables(Object.fromEntries(env), context) } : {}),
  };
}

function addressOf(entry: ServerEntry, context: WriteContext): Record<string, unknown> | undefined {
  const { dialect, title, note } = context;
  const { url, type, headers, oauth } = entry;
  if (url === undefined) {
    note('is the demo server of MCP Pool and was skipped.');
    return undefined;
  }
  const isSocket = type === 'ws' || /^wss?:/i.test(url);
  if (!dialect.url || isSocket) {
    note(
      `was skipped: ${title} reaches no server ${isSocket ? 'by WebSocket' : 'by its address'} from this file.`,
    );
    return undefined;
  }
  const signIn = oauth && dialect.oauth ? dialect.oauth(oauth) : {};
  // JSON has no undefined, so what is compared with the file must not have it either.
  const known = JSON.parse(JSON.stringify(inVariables(signIn, context))) as Record<string, unknown>;
  const count = Object.values(known).flatMap((part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.keys(part) : [part],
  ).length;
  if (oauth && count < Object.keys(oauth).length)
    note(`loses settings of its sign-in: ${title} has no counterpart.`);
  const word = type === 'sse' ? dialect.types.sse : dialect.types.http;
  return {
    ...(word ? { type: word } : {}),
    [dialect.url]: exportVariables(url, context),
    ...(headers && Object.keys(headers).length > 0 ? { headers: inVariables(headers, context) } : {}),
    ...known,
  };
}

function inVariables(value: unknown, context: WriteContext): unknown {
  if (typeof value === 'string') return exportVariables(value, context);
  if (Array.isArray(value)) return value.map((one) => inVariables(one, context));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inVariables(one, context)]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Adds the inputs that an entry asks for, as VS Code writes them. */
function withInputsOf(shape: unknown, text: string, inputs: Readonly<Record<string, InputEntry>>): string {
  return inputIdsOf(shape).reduce((after, id) => {
    const there = own(readJson(after).value, 'inputs');
    if (Array.isArray(there) && there.some((one) => own(one, 'id') === id)) return after;
    const {
      type,
      options,
      description = id,
      ...rest
    } = (own(inputs, id) ?? { type: 'secret' }) as InputEntry;
    const kind = type === 'pick' ? { type: 'pickString', options } : { type: 'promptString' };
    return withElement(after, 'inputs', {
      ...kind,
      id,
      description,
      ...rest,
      ...(type === 'secret' ? { password: true } : {}),
    });
  }, text);
}
