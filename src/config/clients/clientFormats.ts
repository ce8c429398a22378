import type { ServerEntry } from '../model/schema';

/** How another client writes what we can export. */
export interface ClientFormat {
  /** The key that holds the servers. */
  readonly root: 'servers' | 'mcpServers';
  /** The key of an address; without one there are only programs. */
  readonly url?: 'url' | 'serverUrl';
  /** The names of the types; omitted where they follow from the rest. */
  readonly types: { readonly stdio?: string; readonly http?: string; readonly sse?: string };
  /** The keys that mean the same as ours. */
  readonly keys: readonly (keyof ServerEntry)[];
  /** How many ms one unit of its `timeout` is. */
  readonly timeoutUnit?: number;
  /** How the environment is named in a text: `${env:X}`, `${X}`, or not at all. */
  readonly env?: 'env:' | '';
  /** Whether `${X:-default}` is known. */
  readonly defaults?: boolean;
  /** Our names of folders that are known there. */
  readonly folders?: boolean;
  /** Whether it asks for inputs. */
  readonly inputs?: boolean;
  /** Whether null removes a variable of the environment. */
  readonly nullEnv?: boolean;
  /** The counterpart of our `oauth`. */
  oauth?(settings: NonNullable<ServerEntry['oauth']>): Readonly<Record<string, unknown>>;
}

/** A client whose file we can write. */
export type WritableClientId = keyof typeof dialects;

/** The clients whose files we can write, and how. */
export const dialects = {
  vscode: {
    root: 'servers',
    url: 'url',
    types: { stdio: 'stdio', http: 'http', sse: 'sse' },
    keys: ['envFile', 'cwd'],
    env: 'env:',
    defaults: true,
    folders: true,
    inputs: true,
    nullEnv: true,
    oauth: ({ clientId }) => (clientId ? { oauth: { clientId } } : {}),
  },
  claudeCode: {
    root: 'mcpServers',
    url: 'url',
    types: { stdio: 'stdio', http: 'http', sse: 'sse' },
    keys: [],
    timeoutUnit: 1,
    env: '',
    defaults: true,
    oauth: ({ clientId, redirectPort }) =>
      clientId || redirectPort ? { oauth: { clientId, callbackPort: redirectPort } } : {},
  },
  claudeDesktop: { root: 'mcpServers', types: {}, keys: [] },
  cursor: {
    root: 'mcpServers',
    url: 'url',
    types: {},
    keys: ['envFile'],
    env: 'env:',
    folders: true,
    oauth: ({ clientId, clientSecret, scopes }) =>
      clientId ? { auth: { CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, scopes } } : {},
  },
  windsurf: {
    root: 'mcpServers',
    url: 'serverUrl',
    types: {},
    keys: ['disabled', 'disabledTools'],
    env: 'env:',
  },
  cline: {
    root: 'mcpServers',
    url: 'url',
    types: { http: 'streamableHttp', sse: 'sse' },
    keys: ['cwd', 'disabled', 'autoApprove'],
    timeoutUnit: 1000,
    env: 'env:',
  },
  kiro: {
    root: 'mcpServers',
    url: 'url',
    types: {},
    keys: ['disabled', 'autoApprove', 'disabledTools'],
    env: '',
    oauth: ({ clientId, scopes }) => ({
      ...(clientId ? { oauth: { clientId } } : {}),
      ...(scopes ? { oauthScopes: scopes } : {}),
    }),
  },
} as const satisfies Record<string, ClientFormat>;

/** Resolves our variables that the other client does not know. */
export interface Folders {
  readonly folder?: string;
  readonly home?: string;
}

/**
 * The text of the `config.toml` of Codex with a program in it, in place of one of that name. Everything else stays unchanged: a table can
 * always be at the end of a file. https://developers.openai.com/codex/mcp
 */
export function withCodexServer(
  existing: string,
  name: string,
  { command, args }: { readonly command: string; readonly args: readonly string[] },
): string {
  const key = /^[\w-]+$/.test(name) ? name : tomlText(name);
  const header = `[mcp_servers.${key}]`;
  const table = [header, `command = ${tomlText(command)}`, `args = [${args.map(tomlText).join(', ')}]`];
  const lines = existing.split('\n');
  const start = lines.findIndex((line) => line.trim() === header);
  if (start < 0) {
    const before = existing.trimEnd();
    return `${before ? `${before}\n\n` : ''}${table.join('\n')}\n`;
  }
  const after = lines.slice(start + 1).findIndex((line) => line.trimStart().startsWith('['));
  const rest = after < 0 ? [] : ['', ...lines.slice(start + 1 + after)];
  return `${[...lines.slice(0, start), ...table, ...rest].join('\n').trimEnd()}\n`;
}

/** A basic string of TOML escapes what one of JSON does. https://toml.io/en/v1.0.0#string */
function tomlText(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}
