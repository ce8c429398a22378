import type { WrittenEntry } from '../model/entryTypes';
import type { InputEntry } from '../model/schema';
import type { ClientFile, ClientId, ClientPaths } from './clientFiles';
import { clientFiles } from './clientFiles';
import { convertEntry } from './convertEntry';
import { convertInputs } from './convertInputs';
import { InputRegistry, inputIdsOf, type KnownInputs } from './inputRegistry';
import { isRecord, own, readJson, stringOf } from './json';

/** A server of another client as one of our entries. */
export interface ImportedServer {
  readonly name: string;
  readonly entry: WrittenEntry;
}

/** What the file of another client contains. */
export interface ImportedServers {
  readonly servers: readonly ImportedServer[];
  /** The inputs that the entries ask for. */
  readonly inputs: Readonly<Record<string, InputEntry>>;
  /** The secrets found in the file, by the input that replaces them: for the secret storage only. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What could not be imported, as sentences. */
  readonly notes: readonly string[];
  /** What is wrong with the file as a whole, as sentences. */
  readonly problems: readonly string[];
}

/** An existing file of another client, and what it contains. */
export interface FoundFile extends ClientFile, ImportedServers {}

/** What reading a file may need besides its text. */
export interface ReadOptions extends KnownInputs {
  /** The workspace folder, for files that hold servers by project. */
  readonly folder?: string;
}

/** Reads the text of another client's file. Never throws: what cannot be understood is skipped and noted. */
export function readClientServers(
  text: string,
  client: ClientId,
  options: ReadOptions = {},
): ImportedServers {
  const { value, problem } = readJson(text);
  const problems = problem ? [problem] : [];
  const notes: string[] = [];
  const book = new InputRegistry(options);
  if (value !== undefined && !isRecord(value)) problems.push('The file is not a map of servers.');
  const root = rootOf(value);
  const noteFile = (sentence: string) => notes.push(sentence);
  const inputs = convertInputs(own(root, 'inputs'), book, noteFile);
  if (own(root, 'sandbox') !== undefined)
    noteFile("The file's 'sandbox' was skipped: MCP Pool starts programs without a sandbox.");
  const raw = { ...serversOf(root, problems), ...serversOf(projectOf(value, options.folder), problems) };
  const off = namesIn(own(own(value, 'mcp'), 'excluded'));
  const servers: ImportedServer[] = [];
  for (const [name, one] of Object.entries(raw)) {
    const note = (sentence: string) => noteFile(`'${name}' ${sentence}`);
    if (name.trim() === '' || name === '__proto__') {
      note('has a name that is not allowed, and was skipped.');
      continue;
    }
    const entry = convertEntry(one, { server: name, client, book, inputs, note });
    if (entry) servers.push({ name, entry: off.has(name) ? { ...entry, disabled: true } : entry });
  }
  return {
    servers,
    ...neededBy(servers, book),
    notes: [...new Set(notes)],
    problems: [...new Set(problems)],
  };
}

/** Reads the existing files of all other clients. An input means the same in all of them. */
export async function findClientServers(
  at: ClientPaths,
  read: (file: string) => Promise<string | undefined>,
  known: KnownInputs = {},
): Promise<readonly FoundFile[]> {
  const files = clientFiles(at);
  const texts = await Promise.all(files.map(({ file }) => read(file).catch(() => undefined)));
  const found: FoundFile[] = [];
  let inputs = known.inputs ?? {};
  let secrets = known.secrets ?? {};
  for (const [index, file] of files.entries()) {
    const text = texts[index];
    if (text === undefined) continue;
    const holds = readClientServers(text, file.client, { inputs, secrets, folder: at.folder });
    inputs = { ...inputs, ...holds.inputs };
    secrets = { ...secrets, ...holds.secrets };
    if (holds.servers.length > 0 || holds.notes.length > 0 || holds.problems.length > 0)
      found.push({ ...file, ...holds });
  }
  return found;
}

/** The part of a file that some of its servers need. */
export function chooseServers(
  { servers, inputs, secrets }: Pick<ImportedServers, 'servers' | 'inputs' | 'secrets'>,
  names: Iterable<string>,
): Pick<ImportedServers, 'servers' | 'inputs' | 'secrets'> {
  const wanted = new Set(names);
  const chosen = servers.filter(({ name }) => wanted.has(name));
  return { servers: chosen, ...neededBy(chosen, { inputs, secrets }) };
}

function neededBy(
  servers: readonly ImportedServer[],
  { inputs, secrets }: Pick<ImportedServers, 'inputs' | 'secrets'>,
): Pick<ImportedServers, 'inputs' | 'secrets'> {
  const ids = new Set(servers.flatMap(({ entry }) => inputIdsOf(entry)));
  const only = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)));
  return { inputs: only(inputs), secrets: only(secrets) };
}

const serverKeys = ['servers', 'mcpServers', 'context_servers'];

/** The settings of editors hold servers one level deeper, below `mcp`. */
function rootOf(value: unknown): unknown {
  const inner = own(value, 'mcp');
  const has = (one: unknown) => serverKeys.some((key) => own(one, key) !== undefined);
  return !has(value) && has(inner) ? inner : value;
}

/** The servers in a map or a list of entries with names. */
function serversOf(holder: unknown, problems: string[]): Record<string, unknown> {
  const all: [string, unknown][] = [];
  for (const key of serverKeys) {
    const servers = own(holder, key);
    if (isRecord(servers)) all.push(...Object.entries(servers));
    else if (Array.isArray(servers))
      all.push(
        ...servers.map((one, index): [string, unknown] => [
          stringOf(own(one, 'name')) ?? `server-${index + 1}`,
          one,
        ]),
      );
    else if (servers !== undefined && servers !== null)
      problems.push(`'${key}' must be a map of names to servers.`);
  }
  return Object.fromEntries(all);
}

/** The servers that Claude Code keeps for one project in the user's file. */
function projectOf(value: unknown, folder: string | undefined): unknown {
  const projects = own(value, 'projects');
  if (folder === undefined || !isRecord(projects)) return undefined;
  const plain = (file: string) =>
    file
      .replaceAll('\\', '/')
      .replace(/\/+$/, '')
      .replace(/^[a-z]:/, (drive) => drive.toUpperCase());
  return Object.entries(projects).find(([key]) => plain(key) === plain(folder))?.[1];
}

function namesIn(value: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.map(String) : []);
}
