import type { z } from 'zod';
import { didYouMean } from '../base/didYouMean';
import { plural } from '../base/text';
import type { DefinitionSource, InvalidLaunch, Launch, Problem, ServerDefinition } from './definition';
import { oauthKeys } from './oauth';
import type { Places } from './places';
import { type ServerEntry, serverKeys, serverSchema } from './schema';

/** What reading one entry needs to know and where it reports to. */
export interface EntryContext {
  readonly source: Pick<DefinitionSource, 'file' | 'folder'>;
  readonly places: Places;
  /** The path of the entry in the document. */
  readonly path: readonly string[];
  readonly problems: Problem[];
}

/** Reads one entry below `mcpServers`. An entry of the wrong shape becomes an invalid definition, so that it can be shown. */
export function readServer(name: string, value: unknown, context: EntryContext): ServerDefinition {
  const { source, places, path, problems } = context;
  const report = (
    severity: Problem['severity'],
    code: string,
    message: string,
    at: PropertyKey[],
    key = false,
  ) => {
    const place = key ? places.ofKey([...path, ...at]) : places.of([...path, ...at]);
    problems.push({ severity, code, message, range: place });
  };
  const define = (entry: Partial<ServerEntry>, launch: ServerDefinition['launch']): ServerDefinition => ({
    id: `${source.file ?? ''}#${name}`,
    name,
    launch,
    disabled: entry.disabled ?? false,
    autoApprove: entry.autoApprove ?? [],
    limits: { start: entry.startTimeout, request: entry.requestTimeout, total: entry.maxTotalTimeout },
    source: { ...source, range: places.ofKey(path) },
  });
  const invalid = (reason: string): InvalidLaunch => ({ type: 'invalid', reason });

  if (name.trim() === '') {
    const message = 'A server needs a name before the colon.';
    report('error', 'shape', message, [], true);
    return define({}, invalid(message));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const found = Array.isArray(value) ? 'a list' : value === null ? 'empty' : `'${String(value)}'`;
    const message = `'${name}' must be a map with 'command' or 'url', but it is ${found}.`;
    report('error', 'shape', message, [], true);
    return define({}, invalid(message));
  }
  reportUnknownKeys(value, serverKeys, (key, message) =>
    report('warning', 'unknown-key', message, [key], true),
  );
  const { oauth } = value as { oauth?: unknown };
  if (typeof oauth === 'object' && oauth !== null)
    reportUnknownKeys(oauth, oauthKeys, (key, message) =>
      report('warning', 'unknown-key', message, ['oauth', key], true),
    );
  const texts = withTexts(
    value,
    (at) => places.written([...path, ...at]),
    (at, message) => report('hint', 'not-text', message, at),
  );
  const parsed = serverSchema.safeParse(texts);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      report('error', 'shape', shapeMessage(name, issue), [...issue.path]);
    return define(
      { disabled: (value as ServerEntry).disabled === true },
      invalid(shapeMessage(name, parsed.error.issues[0]!)),
    );
  }
  const entry = parsed.data;
  const conflict = launchConflict(name, entry);
  if (conflict) {
    report('error', conflict.code, conflict.message, conflict.at, true);
    return define(entry, invalid(conflict.message));
  }
  return define(entry, launchOf(entry));
}

function launchOf(entry: ServerEntry): Launch {
  if (entry.url !== undefined) {
    const { url, type, headers = {} } = entry;
    if (type === 'ws' || (type === undefined && isWebSocketUrl(url))) return { type: 'ws', url, headers };
    const transport = type === 'sse' ? 'sse' : type?.startsWith('streamable') ? 'streamable' : undefined;
    const oauth = entry.oauth === undefined ? {} : { oauth: entry.oauth };
    return { type: 'http', url, headers, ...oauth, ...(transport ? { transport } : {}) };
  }
  return {
    type: 'stdio',
    command: entry.command!,
    args: entry.args ?? [],
    env: entry.env ?? {},
    ...(entry.cwd === undefined ? {} : { cwd: entry.cwd }),
  };
}

interface Conflict {
  readonly code: string;
  readonly message: string;
  readonly at: string[];
}

function launchConflict(name: string, entry: ServerEntry): Conflict | undefined {
  if (entry.command !== undefined && entry.url !== undefined) {
    return {
      code: 'both-launches',
      message: `'${name}' has both 'command' and 'url'. Keep the one that is meant.`,
      at: ['url'],
    };
  }
  if (entry.command === undefined && entry.url === undefined) {
    return {
      code: 'no-launch',
      message: `'${name}' needs 'command' (a program to start) or 'url' (a server to reach).`,
      at: [],
    };
  }
  if (entry.url !== undefined && entry.type === 'stdio') {
    return {
      code: 'type-mismatch',
      message: `'${name}' has the type 'stdio' but a 'url'. Give it a 'command', or leave 'type' out.`,
      at: ['type'],
    };
  }
  if (entry.command !== undefined && entry.type !== undefined && entry.type !== 'stdio') {
    return {
      code: 'type-mismatch',
      message: `'${name}' has the type '${entry.type}' but a 'command'. Give it a 'url', or leave 'type' out.`,
      at: ['type'],
    };
  }
  if (entry.url !== undefined && !entry.url.includes('${') && !isServerUrl(entry.url)) {
    return {
      code: 'bad-url',
      message: `The 'url' of '${name}' must start with 'http://', 'https://', 'ws://' or 'wss://' and name a host.`,
      at: ['url'],
    };
  }
  if (entry.url !== undefined && entry.type !== undefined && !entry.url.startsWith('${')) {
    const isWebSocket = isWebSocketUrl(entry.url);
    if (isWebSocket !== (entry.type === 'ws')) {
      return {
        code: 'type-mismatch',
        message: `'${name}' has the type '${entry.type}' but a 'url' with '${isWebSocket ? 'ws' : 'http'}'. Change the one that is wrong, or leave 'type' out.`,
        at: ['type'],
      };
    }
  }
  return undefined;
}

function isServerUrl(text: string): boolean {
  return /^(?:http|ws)s?:\/\/[^/\s]/i.test(text) && !/\s/.test(text.trim()) && URL.canParse(text);
}

function isWebSocketUrl(text: string): boolean {
  return /^wss?:\/\//i.test(text);
}

function reportUnknownKeys(
  value: object,
  known: readonly string[],
  report: (key: string, message: string) => void,
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key) || key.startsWith('x-')) continue;
    const guess = didYouMean(key, known);
    report(key, `Unknown key '${key}'. ${guess ? `Did you mean '${guess}'?` : `It is ignored.`}`);
  }
}

/** The entry with numbers and booleans as the text they were written as: `1.10` must not become `1.1`. */
function withTexts(
  value: object,
  written: (at: PropertyKey[]) => string | undefined,
  report: (at: PropertyKey[], message: string) => void,
): object {
  const toText = (item: unknown, at: PropertyKey[]): unknown => {
    if (typeof item !== 'number' && typeof item !== 'boolean') return item;
    const text = written(at) ?? String(item);
    const what = typeof item === 'number' ? 'A number' : 'A boolean';
    report(at, `${what} is taken as the text '${text}'. Quote it to be sure.`);
    return text;
  };
  const entry: Record<string, unknown> = { ...value };
  for (const key of ['args', 'env', 'headers']) {
    const container = entry[key];
    if (Array.isArray(container)) entry[key] = container.map((item, index) => toText(item, [key, index]));
    else if (typeof container === 'object' && container !== null)
      entry[key] = Object.fromEntries(
        Object.entries(container).map(([name, item]) => [name, toText(item, [key, name])]),
      );
  }
  return entry;
}

const typeNames: Record<string, string> = {
  string: 'text',
  array: 'a list',
  record: 'a map',
  object: 'a map',
  boolean: 'true or false',
};

function shapeMessage(name: string, issue: z.core.$ZodIssue): string {
  const where = issue.path.length > 0 ? `'${issue.path.map(String).join('.')}' of '${name}'` : `'${name}'`;
  // The schema's own words complete the sentence.
  if (issue.message.startsWith('must ')) return `${where} ${issue.message}.`;
  if (issue.code === 'invalid_type')
    return `${where} must be ${typeNames[issue.expected] ?? issue.expected}.`;
  if (issue.code === 'invalid_union') return `${where} must be text.`;
  if (issue.code === 'too_small') return `${where} must not be empty.`;
  if (issue.code === 'invalid_value')
    return `${where} must be one of ${issue.values.map((value) => `'${String(value)}'`).join(', ')}.`;
  return `${where}: ${issue.message}`;
}

/** "2 errors and 1 warning", for a line in the terminal or a notification. */
export function summarizeProblems(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.filter((problem) => problem.severity === 'warning').length;
  return [errors && plural(errors, 'error'), warnings && plural(warnings, 'warning')]
    .filter(Boolean)
    .join(' and ');
}
