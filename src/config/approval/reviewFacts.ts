import { parseEnv } from 'node:util';
import { looksSecret, valueLooksSecret } from '../../base/redaction';
import { commandLine, plural, quoted } from '../../base/text';
import type {
  HttpLaunch,
  InputDefinition,
  ServerDefinition,
  StdioLaunch,
  WebSocketLaunch,
} from '../model/definition';
import { type Reference, referencesIn } from '../variables/variableReferences';
import type { Launchable } from './approval';

/** One line of a review: a value as it is written, and why it deserves a second look. */
export interface FactLine {
  readonly text: string;
  readonly warning?: string;
  /** It was not there when the entry was approved. */
  readonly isNew?: boolean;
}

/** All that an entry would do in one respect. */
export interface Fact {
  readonly name: string;
  readonly lines: readonly FactLine[];
}

/** What the host knows of the person. */
export interface ReviewContext {
  /** Whether the answer to an input of an entry is remembered, so that it would be given without a question. */
  readonly remembers?: (definition: ServerDefinition, input: string) => boolean;
}

/** Everything that an entry would start, reach, read and allow, in full: only secrets in the file are masked. */
export function reviewFacts(entry: Launchable, context: ReviewContext = {}): readonly Fact[] {
  const { launch, autoApprove, disabledTools = [], roots = [] } = entry.definition;
  const facts = [
    ...(launch.type === 'demo' ? [fact('Runs', ['the demo server of MCP Pool'])] : []),
    ...(launch.type === 'stdio' ? programFacts(launch, entry) : []),
    ...(launch.type === 'http' || launch.type === 'ws'
      ? [
          fact('Connects to', [withoutPassword(launch.url)]),
          fact('Transport', transportOf(launch)),
          fact('Headers', Object.entries(launch.headers).map(assignment(': '))),
          fact('Sign-in', launch.type === 'http' ? flat(launch.oauth ?? {}).map(assignment(': ')) : []),
        ]
      : []),
    fact('Roots', roots),
    fact('Reads', readings(entry, context)),
    fact('Asks', entry.definition.inputs?.flatMap(question) ?? []),
    fact('Auto-approved tools', autoApprove),
    fact('Disabled tools', disabledTools),
  ];
  return facts.filter(({ lines }) => lines.length > 0);
}

/** The facts as one text per line: what is the same in two reviews is equal here. */
export function shownLines(entry: Launchable): readonly string[] {
  return reviewFacts(entry).flatMap(({ name, lines }) => lines.map(({ text }) => lineOf(name, text)));
}

/** A line of a fact among {@link shownLines}. */
export function lineOf(name: string, text: string): string {
  return `${name}: ${text}`;
}

/** What loosens the approved policy of an entry. */
export function policyFacts(
  { definition: { autoApprove, disabledTools = [] } }: Launchable,
  approved: { readonly autoApprove: readonly string[]; readonly disabledTools: readonly string[] },
): readonly Fact[] {
  const fresh = autoApprove.filter((one) => !approved.autoApprove.includes(one));
  const gone = approved.disabledTools.filter((one) => !disabledTools.includes(one));
  return [fact('New auto-approved tools', fresh), fact('No longer disabled tools', gone)].filter(
    ({ lines }) => lines.length > 0,
  );
}

function programFacts(launch: StdioLaunch, { definition, envFile }: Launchable): readonly Fact[] {
  const { command, args, env, inheritEnv, cwd, envFile: file } = launch;
  const inherited =
    inheritEnv === undefined ? [] : inheritEnv === 'all' ? ['all of your environment variables'] : inheritEnv;
  return [
    fact('Runs', [commandLine(command, coveredArguments(args))]),
    fact('In', [cwd ?? definition.source.folder]),
    fact('Environment', Object.entries(env).map(variable)),
    fact('Env file', file === undefined ? [] : [file, ...envFileLines(envFile)]),
    fact('Inherits', inherited),
  ];
}

function envFileLines(text: string | undefined): readonly FactLine[] {
  if (text === undefined) return [{ text: '  (cannot be read now)' }];
  return Object.entries(parseEnv(text)).map(([name, value = '']) => {
    const line = variable([name, value]);
    return { ...line, text: `  ${line.text}` };
  });
}

function variable([name, value]: [string, string | null]): FactLine {
  if (value === null) return { text: `${name} (removed)` };
  const warning = variableWarning(name);
  // A value that decides which code runs is never masked, whatever it looks like.
  return { text: `${name}=${warning ? value : covered(name, value)}`, ...(warning && { warning }) };
}

function assignment(sign: string) {
  return ([name, value]: readonly [string, string]): FactLine => ({
    text: `${name}${sign}${covered(name, value)}`,
  });
}

/** The value, or how long it is when it is a secret. A value with a variable in it, or that could be a path or words, is shown. */
function covered(name: string, value: string): string {
  const bare = value.replace(/^(?:Bearer|Basic|Token)\s+/i, '');
  const secret = looksSecret(name) || valueLooksSecret(bare);
  if (!secret || value.includes('${') || bare === '' || /[\s\\]|^[-.~/]/.test(bare))
    return withoutPassword(value);
  return `${value.slice(0, value.length - bare.length)}••• (${plural(bare.length, 'character')})`;
}

/** An address with its password masked. */
function withoutPassword(text: string): string {
  return text.replace(
    /(\b[a-z][\w+.-]*:\/\/[^\s/?#:@]*:)([^\s/?#@]+)(?=@)/gi,
    (whole, before: string, password: string) =>
      password.includes('${') ? whole : `${before}••• (${plural(password.length, 'character')})`,
  );
}

function coveredArguments(args: readonly string[]): readonly string[] {
  return args.map((arg, index) => {
    const joined = /^(--?([\w-]+)=)(.+)$/s.exec(arg);
    if (joined) return `${joined[1]}${covered(joined[2]!, joined[3]!)}`;
    const option = /^--?([\w-]+)$/.exec(args[index - 1] ?? '')?.[1];
    return option && looksSecret(option) ? covered(option, arg) : withoutPassword(arg);
  });
}

/** What the launch receives from the person. */
function readings({ definition }: Launchable, { remembers }: ReviewContext): readonly string[] {
  const { launch, roots, inputs = [] } = definition;
  const words = ({ kind, name }: Reference): readonly string[] => {
    if (kind === 'env') return [`your environment variable ${name}`];
    if (kind === 'config') return [`your VS Code setting ${name}`];
    if (kind !== 'input') return [];
    const what = inputs.find(({ id }) => id === name)?.type === 'secret' ? 'secret' : 'answer';
    return [
      `your ${what} for '${name}' (${remembers?.(definition, name) ? 'remembered' : 'asks you for it'})`,
    ];
  };
  const texts = textsOf([launch, roots]);
  return [...new Set(texts.flatMap((text) => referencesIn(text).flatMap(words)))];
}

/** The transport, where the entry says which; a URL that begins with a variable does not. */
function transportOf(launch: HttpLaunch | WebSocketLaunch): readonly string[] {
  if (launch.type === 'ws') return ['WebSocket'];
  return launch.transport ? [{ streamable: 'Streamable HTTP', sse: 'HTTP+SSE' }[launch.transport]] : [];
}

/** The prompt, default and options of an input, which influence the answer. */
function question({ id, description, default: preset, options }: InputDefinition): readonly string[] {
  const parts = [
    description,
    preset === undefined ? undefined : `default '${covered(id, preset)}'`,
    options && `one of ${quoted(options)}`,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? [`${id}: ${parts.join(', ')}`] : [];
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function flat(value: object, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([key, item]): readonly (readonly [string, string])[] =>
    typeof item === 'object' && item !== null
      ? flat(item, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(item)]],
  );
}

function fact(name: string, lines: readonly (string | FactLine)[]): Fact {
  return { name, lines: lines.map((line) => (typeof line === 'string' ? { text: line } : line)) };
}

/** Variables that load other code into a program, or run another program in its place. */
const loaders =
  /^(?:NODE_OPTIONS|NODE_PATH|LD_.+|DYLD_.+|PYTHON.+|PERL5(?:LIB|OPT|DB)|PERLLIB|RUBY(?:OPT|LIB)|(?:_JAVA|JAVA_TOOL|JDK_JAVA)_OPTIONS|CLASSPATH|BASH_ENV|ENV|SHELLOPTS|BASHOPTS|PROMPT_COMMAND|IFS|PATH|PATHEXT|COMSPEC|SHELL|EDITOR|VISUAL|PAGER|BROWSER|GIT_.+|SSH_ASKPASS|DOTNET_STARTUP_HOOKS|COR(?:ECLR)?_PROFILER.*|GCONV_PATH|ELECTRON_RUN_AS_NODE|GLIBC_TUNABLES|LUA_(?:INIT|PATH|CPATH).*|R_PROFILE.*|PHPRC|PHP_INI_SCAN_DIR)$/i;

/** Variables that change where packages are fetched from. */
const registries =
  /^(?:npm_config_.+|yarn_.+|pnpm_.+|bun_.+|uv_.+|pip_.+|pipx_.+|deno_.+|cargo_.+|GOPROXY|GOFLAGS|DOCKER_HOST)$/i;

/** Variables that change how the network is reached. */
const networks =
  /^(?:(?:https?|all|ftp|no)_proxy|NODE_TLS_REJECT_UNAUTHORIZED|NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY|SSL_CERT_(?:FILE|DIR)|(?:CURL|REQUESTS)_CA_BUNDLE|OPENSSL_CONF)$/i;

/** Why a variable deserves a second look: it decides more than the settings of a program. Undefined for the others. */
export function variableWarning(name: string): string | undefined {
  if (loaders.test(name)) return 'decides which code runs';
  if (registries.test(name)) return 'decides where packages come from';
  if (networks.test(name)) return 'decides how the network is reached';
  return undefined;
}
