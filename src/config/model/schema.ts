import * as z from 'zod';
import { durationWords, readDuration } from './duration';
import { oauthSchema } from './oauthSchema';

// YAML reads `8080` and `true` as a number and a boolean where the person meant text: they are taken as text, with a hint.
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** A text of more than spaces. */
const filled = z.string().regex(/\S/, 'must not be empty');

/** A time with its unit, read as ms. Every invalid value gets the same message, so that a number can be offered a unit. */
const duration = (z.unknown() as z.ZodType as z.ZodType<string, string>)
  .refine((written) => typeof written === 'string' && readDuration(written) !== undefined, {
    error: durationWords,
    params: { unit: true },
  })
  .transform((written) => readDuration(written)!)
  .meta({ type: 'string', pattern: '^\\d+(\\.\\d+)?\\s*(ms|s|m|h)$', examples: ['30s', '2m', '500ms'] });

/** Names of tools, or patterns in which `*` matches any characters. */
const toolNames = z.array(filled);

/** The severities of MCP log messages, the least first. https://www.rfc-editor.org/rfc/rfc5424 */
export const logLevels = [
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
] as const;

const folderWords = 'must be a folder, as a path or a file:// URI';

/** Roots are folders so far. https://modelcontextprotocol.io/specification/2025-11-25/client/roots#root */
function isFolder(written: string): boolean {
  return !/^(?!file:)[a-z][\w+.-]+:\/\//i.test(written);
}

/** One entry below `mcpServers`: the only place that says which keys there are and what they hold. */
export const serverSchema = z.object({
  type: z
    .enum(['stdio', 'http', 'streamable-http', 'streamableHttp', 'sse', 'ws', 'demo'])
    .optional()
    .describe(
      'How to reach the server. Default: `stdio` with `command`, `http` or `ws` with `url`. `http` is Streamable HTTP, or the older HTTP+SSE if the server supports only that. `demo` is the built-in demo server, which needs no other key.',
    ),
  command: filled.optional().describe('The program to start. Without a path, it is looked up on the `PATH`.'),
  args: z.array(text).optional().describe('The arguments of the program.'),
  env: z
    .record(z.string(), text.nullable())
    .optional()
    .describe('Environment variables for the program. `null` removes an inherited one.'),
  envFile: filled
    .optional()
    .describe(
      'A file with lines such as `NAME=value`, relative to the folder of this file. `env` overrides it.',
    ),
  inheritEnv: z
    .union([z.enum(['safe', 'all']), z.array(filled)])
    .optional()
    .meta({
      description:
        'What the program inherits from the environment. `safe` (default) is the `PATH`, home, locale, proxy and certificate variables. A list of names adds those variables to `safe`. `all` is everything, including every token.',
      default: 'safe',
    }),
  cwd: z
    .string()
    .optional()
    .describe('The directory in which the program starts. Default: the folder of this file.'),
  url: filled
    .optional()
    .describe(
      'The address of a server on HTTP (`https://…`) or WebSocket (`wss://…`), instead of `command`.',
    ),
  headers: z.record(z.string(), text).optional().describe('HTTP headers sent with every request to `url`.'),
  oauth: oauthSchema.optional().describe('How to sign in to `url`, if the server does not advertise it.'),
  disabled: z.boolean().optional().describe('`true` keeps the entry but never starts the server.'),
  autostart: z.enum(['onStartup', 'onDemand', 'manual']).optional().meta({
    description:
      'When the server starts: with the workspace (`onStartup`, default), on first use (`onDemand`), or only when you start it (`manual`).',
    default: 'onStartup',
  }),
  autoApprove: toolNames
    .optional()
    .describe(
      'Tools that run without confirmation: names, or patterns with `*`. Takes effect after you approve it.',
    ),
  disabledTools: toolNames
    .optional()
    .describe('Tools that are never listed or called: names, or patterns with `*`.'),
  startTimeout: duration.optional().meta({
    description: 'The time limit for a start, including the handshake. Default: `30s`.',
    default: '30s',
  }),
  requestTimeout: duration.optional().meta({
    description: 'The time limit for one request. Progress restarts it. Default: `60s`.',
    default: '60s',
  }),
  maxTotalTimeout: duration.optional().meta({
    description: 'The total time limit for one request, regardless of progress. Default: `10m`.',
    default: '10m',
  }),
  restart: z
    .union([z.boolean(), z.number().int().min(0).max(100)])
    .optional()
    .meta({
      description:
        'Whether a server that exits is restarted automatically, or how many attempts in a row may fail. Default: 8.',
      default: 8,
    }),
  roots: z
    .array(filled.refine(isFolder, folderWords))
    .optional()
    .describe(
      'Folders in which the server may work, as paths relative to the folder of this file or as `file://` URIs. The server decides whether to respect them. Default: none.',
    ),
  logLevel: z.enum(logLevels).optional().meta({
    description: 'The lowest severity that the server should log. Default: `info`.',
    default: 'info',
  }),
  protocol: z.enum(['auto', 'legacy', '2026-07-28']).optional().meta({
    description:
      'The MCP revision to use: `auto` (default) detects it, `legacy` is 2025-11-25 or earlier, or `2026-07-28`.',
    default: 'auto',
  }),
});

/** What an entry looks like once its shape is known to be right. */
export type ServerEntry = z.infer<typeof serverSchema>;

/** The keys of one server. */
export const serverKeys = Object.keys(serverSchema.shape) as (keyof ServerEntry)[];

/** The role of a key of a server. */
export interface KeyRole {
  /** The entries that have it: those with a program, those with an address, or all. */
  readonly of: 'program' | 'address' | 'all';
  /**
   * What a change of it means. `launch`: something else would be started or reached, so a person reviews and approves it
   * first. `policy`: only what tools may do changes, which a person approves too. `connection`: nothing to approve, but the
   * server restarts. `runtime`: it is applied without a restart.
   */
  readonly changes: 'launch' | 'policy' | 'connection' | 'runtime';
}

/** The role of each key; a test checks hash, review and restarts against it, so a new key belongs here. */
export const keyRoles: Readonly<Record<keyof ServerEntry, KeyRole>> = {
  type: { of: 'all', changes: 'launch' },
  command: { of: 'program', changes: 'launch' },
  args: { of: 'program', changes: 'launch' },
  env: { of: 'program', changes: 'launch' },
  envFile: { of: 'program', changes: 'launch' },
  inheritEnv: { of: 'program', changes: 'launch' },
  cwd: { of: 'program', changes: 'launch' },
  url: { of: 'address', changes: 'launch' },
  headers: { of: 'address', changes: 'launch' },
  oauth: { of: 'address', changes: 'launch' },
  roots: { of: 'all', changes: 'launch' },
  autoApprove: { of: 'all', changes: 'policy' },
  disabledTools: { of: 'all', changes: 'policy' },
  disabled: { of: 'all', changes: 'connection' },
  startTimeout: { of: 'all', changes: 'connection' },
  requestTimeout: { of: 'all', changes: 'connection' },
  maxTotalTimeout: { of: 'all', changes: 'connection' },
  logLevel: { of: 'all', changes: 'connection' },
  protocol: { of: 'all', changes: 'connection' },
  autostart: { of: 'all', changes: 'runtime' },
  restart: { of: 'all', changes: 'runtime' },
};

/** The keys that only an entry with a program has. */
export const programKeys: readonly string[] = serverKeys.filter((key) => keyRoles[key].of === 'program');

/** The keys that only an entry with an address has. */
export const addressKeys: readonly string[] = serverKeys.filter((key) => keyRoles[key].of === 'address');

/** One entry below `inputs`: something that the person is asked for once, and that is stored. */
export const inputSchema = z.object({
  type: z.enum(['text', 'secret', 'pick']).optional().meta({
    description: '`text` (default), `secret`, which is hidden as you type, or `pick`, one of `options`.',
    default: 'text',
  }),
  description: z.string().optional().describe('The text of the prompt.'),
  default: text.optional().describe('The initial value.'),
  options: z.array(text).min(1).optional().describe('The choices of a `pick`.'),
});

/** What an input looks like once its shape is known to be right. */
export type InputEntry = z.infer<typeof inputSchema>;

/** The keys of one input. */
export const inputKeys = Object.keys(inputSchema.shape);

/** A configuration file as a whole. */
export const fileSchema = z.object({
  mcpServers: z.record(z.string(), serverSchema).describe('The servers by name.'),
  inputs: z
    .record(z.string(), inputSchema)
    .optional()
    .describe('Values that each person enters once. Use one as `${input:name}`.'),
  defaults: serverSchema
    .omit({ command: true, args: true, url: true, type: true })
    .optional()
    .describe(
      'Keys for all servers. A server can override each of them. `env` and `headers` are merged name by name.',
    ),
});

/** The keys that `defaults` may have. */
export const defaultKeys = Object.keys(fileSchema.shape.defaults.unwrap().shape) as (keyof ServerEntry)[];
