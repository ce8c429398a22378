import type { Prompt, Resource, Tool } from '@modelcontextprotocol/client';
import type { Command, Option } from 'commander';
import stringArgv from 'string-argv';

/** What is known of a server without starting it. */
export interface KnownServer {
  readonly server: string;
  readonly tools: readonly Tool[];
  readonly resources: readonly Resource[];
  readonly prompts: readonly Prompt[];
}

/** One word that fits at the cursor. */
export interface Candidate {
  readonly word: string;
  readonly description?: string;
}

/** What is asked about servers: read only where a server, tool or the like is to be completed. */
export type AskKnown = (config: string) => Promise<readonly KnownServer[]>;

interface Typed {
  readonly command: Command | undefined;
  /** The words after the command that are not options. */
  readonly words: readonly string[];
  /** The option whose value is typed. */
  readonly option: Option | undefined;
  readonly config: string;
  /** Whether `--` was typed: behind it nothing is an option. */
  readonly ended: boolean;
}

/** The completions at the end of a command line that begins with `mcp-pool`; none where a file fits. */
export async function candidates(
  program: Command,
  line: string,
  ask: AskKnown,
): Promise<readonly Candidate[]> {
  const current = /\S*$/.exec(line)![0];
  const [, ...before] = stringArgv(line.slice(0, line.length - current.length));
  const typed = read(program, before);
  if (!typed.option && !typed.ended && current.startsWith('-'))
    return optionsOf(program, typed.command).filter(({ word }) => word.startsWith(current));
  const words = await wordsAt(program, typed, current, () => ask(typed.config));
  // What a server calls its tools must not become an option.
  const all = typed.ended ? words : words.filter(({ word }) => !word.startsWith('-'));
  return all.filter(({ word }) => word.startsWith(current));
}

async function wordsAt(
  program: Command,
  { command, words, option }: Typed,
  current: string,
  known: () => ReturnType<AskKnown>,
): Promise<readonly Candidate[]> {
  if (option) return option.long === '--server' ? serversOf(await known()) : [];
  if (!command) return commandsOf(program);
  const { name, rest } = { name: command.name(), rest: words.length };
  if (name === 'completion' && rest === 0)
    return (command.registeredArguments[0]?.argChoices ?? []).map((word) => ({ word }));
  if (name === 'broadcast') {
    const servers = await known();
    if (rest === 0) return unique(servers.flatMap(toolsOf));
    return argumentsOf(toolNamed(servers, words[0]!), words.slice(1), current);
  }
  const slots = command.registeredArguments.map((argument) => argument.name());
  if (slots[0] !== 'server') return [];
  const servers = await known();
  if (rest === 0) return serversOf(servers);
  const found = servers.filter(({ server }) => server === words[0]);
  if (slots[1] === 'tool')
    return rest === 1
      ? found.flatMap(toolsOf)
      : argumentsOf(toolNamed(found, words[1]!), words.slice(2), current);
  if (slots[1] === 'uri' && rest === 1)
    return found.flatMap(({ resources }) =>
      resources.map(({ uri, title, name: own }) => told(uri, title ?? own)),
    );
  if (slots[1] !== 'name') return [];
  const prompts = found.flatMap((server) => server.prompts);
  if (rest === 1) return prompts.map((prompt) => told(prompt.name, prompt.description ?? prompt.title));
  const prompt = prompts.find((one) => one.name === words[1]);
  return names(prompt?.arguments ?? [], words.slice(2));
}

/** Follows the words as commander would. */
function read(program: Command, before: readonly string[]): Typed {
  let command: Command | undefined;
  let option: Option | undefined;
  let config = 'mcp-config.yaml';
  let ended = false;
  const words: string[] = [];
  for (const word of before) {
    if (option) {
      if (option.long === '--config') config = word;
      option = undefined;
    } else if (word === '--' && !ended) ended = true;
    else if (word.startsWith('-') && !ended) {
      const [long = '', value] = word.split('=', 2);
      const found = [...program.options, ...(command?.options ?? [])].find(
        (one) => one.long === long || one.short === long,
      );
      if (found?.long === '--config' && value !== undefined) config = value;
      else if (found?.required && value === undefined) option = found;
    } else if (command) words.push(word);
    else command = program.commands.find((one) => one.name() === word || one.aliases().includes(word));
  }
  return { command, words, option, config, ended };
}

function commandsOf(program: Command): Candidate[] {
  return program.commands.map((command) => told(command.name(), command.description()));
}

function optionsOf(program: Command, command: Command | undefined): Candidate[] {
  const all = [...(command?.options ?? []), ...program.options];
  return [
    ...all.map(({ long, description }) => told(long ?? '', description)),
    told('--help', 'display help'),
  ];
}

function serversOf(servers: readonly KnownServer[]): Candidate[] {
  return servers.map(({ server, tools }) =>
    told(server, tools.length > 0 ? `${tools.length} tools` : undefined),
  );
}

function toolsOf({ tools }: KnownServer): Candidate[] {
  return tools.map(({ name, description, title }) => told(name, description ?? title));
}

function toolNamed(servers: readonly KnownServer[], name: string): Tool | undefined {
  return servers.flatMap(({ tools }) => tools).find((tool) => tool.name === name);
}

function argumentsOf(tool: Tool | undefined, given: readonly string[], current: string): Candidate[] {
  const properties = (tool?.inputSchema.properties ?? {}) as Record<
    string,
    Record<string, unknown> | boolean
  >;
  const at = current.indexOf('=');
  if (at > 0) {
    const schema = properties[current.slice(0, at)];
    const values = typeof schema === 'object' ? valuesOf(schema) : [];
    return values.map((value) => ({ word: `${current.slice(0, at)}=${value}` }));
  }
  const fields = Object.entries(properties).map(([name, schema]) => ({
    name,
    description:
      typeof schema === 'object' ? `${schema.description ?? schema.title ?? schema.type ?? ''}` : '',
  }));
  return names(fields, given);
}

function valuesOf(schema: Record<string, unknown>): readonly unknown[] {
  if (Array.isArray(schema.enum)) return schema.enum;
  if (schema.type === 'boolean') return ['true', 'false'];
  const branches = [schema.anyOf, schema.oneOf]
    .flat()
    .filter((one) => typeof one === 'object' && one !== null);
  return branches.flatMap((branch) =>
    'const' in branch! ? [(branch as { const: unknown }).const] : valuesOf(branch as Record<string, unknown>),
  );
}

/** Names of arguments that are not given yet. */
function names(
  fields: readonly { readonly name: string; readonly description?: string }[],
  given: readonly string[],
): Candidate[] {
  return fields
    .filter(({ name }) => !given.some((word) => word.startsWith(`${name}=`)))
    .map(({ name, description }) => told(`${name}=`, description));
}

function unique(all: readonly Candidate[]): Candidate[] {
  return [...new Map(all.map((one) => [one.word, one])).values()];
}

function told(word: string, description: string | undefined): Candidate {
  return { word, description };
}
