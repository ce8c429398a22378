import { isMap, isScalar, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { didYouMean } from '../base/didYouMean';
import { errorMessage } from '../base/failure';
import type { DefinitionSource, Problem, ServerDefinition } from './definition';
import { Places } from './places';
import { readServer } from './server';

/** What a configuration file says. */
export interface ParsedConfig {
  /** False when the text as a whole cannot be used: a running pool then stays as it is. */
  readonly usable: boolean;
  readonly definitions: readonly ServerDefinition[];
  readonly problems: readonly Problem[];
}

const rootKey = 'mcpServers';
/** One slip can break every line below it: more errors than these help nobody. */
const errorsShown = 20;

/** Reads the text of an `mcp-config.yaml`. Never throws: what is wrong is a problem with its place. */
export function parseConfig(text: string, source: Pick<DefinitionSource, 'file' | 'folder'>): ParsedConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    merge: true,
    logLevel: 'error',
  });
  const places = new Places(document, lines);
  const problems: Problem[] = [];
  const report = (severity: Problem['severity'], code: string, message: string, range = places.top()) => {
    problems.push({ severity, code, message, range });
  };
  const unusable = (): ParsedConfig => ({ usable: false, definitions: [], problems });

  for (const error of document.errors.slice(0, errorsShown)) {
    const code = error.code === 'DUPLICATE_KEY' ? 'duplicate-name' : 'yaml';
    report('error', code, yamlMessage(document, error, text), places.ofOffsets(...error.pos));
  }
  if (document.errors.length > 0) return unusable();
  for (const warning of document.warnings)
    report('warning', 'yaml', sentence(warning.message), places.ofOffsets(...warning.pos));

  const contents = document.contents;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    report('hint', 'empty', `There are no servers yet. Start with '${rootKey}:' and one entry per server.`);
    return { usable: true, definitions: [], problems };
  }
  if (!isMap(contents)) {
    report('error', 'shape', `The file must be a map that starts with '${rootKey}:'.`);
    return unusable();
  }

  const keys = contents.items.map((item) => String(item.key));
  const key = keys.includes(rootKey) ? rootKey : keys.includes('servers') ? 'servers' : undefined;
  for (const other of keys) {
    if (other === key || other.startsWith('x-')) continue;
    const guess = didYouMean(other, [rootKey]);
    const place = places.ofKey([other]);
    if (other === 'servers')
      report('warning', 'unknown-key', `'servers' is ignored because '${rootKey}' is there too.`, place);
    else
      report(
        'warning',
        'unknown-key',
        `Unknown key '${other}'.${guess && !key ? ` Did you mean '${guess}'?` : ' It is ignored.'}`,
        place,
      );
  }
  if (!key) {
    report('error', 'no-servers', `The key '${rootKey}' is missing: servers are listed below it by name.`);
    return unusable();
  }
  if (key === 'servers') {
    report(
      'hint',
      'other-name',
      `'servers' is understood; here the key is called '${rootKey}'.`,
      places.ofKey([key]),
    );
  }

  const dangling = places.danglingAliases();
  for (const { name, range } of dangling)
    report('error', 'yaml', `The alias '*${name}' has no anchor '&${name}' before it.`, range);
  if (dangling.length > 0) return unusable();

  let servers: unknown;
  try {
    // An alias that stands for itself thousands of times is refused here instead of filling the memory.
    servers = (document.toJS({ maxAliasCount: 1000 }) as Record<string, unknown>)[key];
  } catch (error) {
    if (/alias count/i.test(errorMessage(error)))
      report('error', 'yaml', 'The file uses too many aliases. Write the entries out.');
    else report('error', 'yaml', sentence(errorMessage(error)), places.badMerge());
    return unusable();
  }
  if (servers === null || servers === undefined) {
    report('hint', 'empty', `There are no servers below '${key}' yet.`, places.ofKey([key]));
    return { usable: true, definitions: [], problems };
  }
  if (typeof servers !== 'object' || Array.isArray(servers)) {
    const found = Array.isArray(servers) ? 'a list' : `the value '${String(servers)}'`;
    report(
      'error',
      'shape',
      `'${key}' must be a map of names to servers, not ${found}. Write 'name:' instead of '- name:'.`,
      places.ofKey([key]),
    );
    return unusable();
  }
  const definitions = Object.entries(servers).map(([name, value]) =>
    readServer(name, value, { source, places, path: [key, name], problems }),
  );
  return { usable: true, definitions, problems };
}

function yamlMessage(document: ReturnType<typeof parseDocument>, error: YAMLError, text: string): string {
  if (error.code === 'DUPLICATE_KEY') return duplicateMessage(document, error.pos[0], text);
  if (error.code === 'MULTIPLE_DOCS')
    return `The file holds more than one YAML document. Remove the line '---' or what follows it.`;
  return sentence(error.message);
}

function duplicateMessage(document: ReturnType<typeof parseDocument>, offset: number, text: string): string {
  const name = /^[^\s:]+/.exec(text.slice(offset))?.[0] ?? '';
  const contents = document.contents;
  const top = isMap(contents) ? contents.items.some((item) => String(item.key) === name && item.key) : false;
  const what = name ? `'${name.replace(/^['"]|['"]$/g, '')}'` : 'This key';
  return `${what} stands twice${top ? ' at the top of the file' : ' in the same place'}. Names must differ: rename or remove one.`;
}

function sentence(message: string): string {
  const first = message.split('\n')[0]!.trim();
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
