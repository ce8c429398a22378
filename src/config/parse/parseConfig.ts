import { didYouMean } from '../../base/didYouMean';
import { shown } from '../../base/text';
import type { DefinitionSource, InputDefinition, Problem, ServerDefinition } from '../model/definition';
import type { ConfigSourceMap } from '../variables/environmentCheck';
import { shownValue } from '../variables/plainSecrets';
import { ProblemCollector } from '../yaml/problemCollector';
import { keyEdit, renameFix } from '../yaml/quickFixEdits';
import { readDocument } from '../yaml/yamlDocument';
import { readDefaults } from './entryDefaults';
import { readInputs } from './inputEntries';
import { unknownKey } from './schemaIssues';
import { readServer } from './serverEntry';
import { lintTexts } from './textLint';

/** What a configuration file says. */
export interface ParsedConfig {
  /** False when the text as a whole cannot be used: a running pool then stays unchanged. */
  readonly usable: boolean;
  readonly definitions: readonly ServerDefinition[];
  readonly inputs: readonly InputDefinition[];
  readonly problems: readonly Problem[];
  /** The positions of the texts of the servers. */
  readonly places: ConfigSourceMap;
}

const rootKey = 'mcpServers';
const fileKeys = [rootKey, 'inputs', 'defaults'];

/** Reads the text of an `mcp-config.yaml`. Never throws: what is wrong is a problem with its place. */
export function parseConfig(text: string, source: Pick<DefinitionSource, 'file' | 'folder'>): ParsedConfig {
  const document = readDocument(text);
  const { places, problems } = document;
  const reports = new ProblemCollector(places, [], problems);
  const nowhere = { within: () => places.top() };
  const usable = { usable: true, definitions: [], inputs: [], problems, places: nowhere };

  if (document.kind === 'empty') {
    const message = `There are no servers yet. Start with '${rootKey}:' and one entry per server.`;
    reports.add('hint', 'empty', message, [], { range: places.top() });
    return usable;
  }
  if (document.kind !== 'map') return { ...usable, usable: false };
  const key = serversKey(document.value, reports);
  if (!key) return { ...usable, usable: false };

  const { value } = document;
  const { inputs, names } = readInputs(value.inputs, reports);
  const defaultReports = reports.below(['defaults']);
  const defaults = readDefaults(value.defaults, defaultReports);
  lintTexts(defaults, names, defaultReports);
  const servers = value[key];
  if (servers === null || servers === undefined) {
    reports.add('hint', 'empty', `There are no servers below '${key}' yet.`, [key], { key: true });
    return { ...usable, inputs };
  }
  if (typeof servers !== 'object' || Array.isArray(servers)) {
    const message = Array.isArray(servers)
      ? `'${key}' must be a map of names to servers, not a list. Write 'name:' instead of '- name:'.`
      : `'${key}' must be a map of names to servers, not the value '${shownValue(String(servers))}'.`;
    reports.add('error', 'shape', message, [key], { key: true });
    return { ...usable, usable: false };
  }
  const all = new Map<string, ProblemCollector>();
  const definitions = Object.entries(servers).map(([name, entry]) => {
    const below = reports.below([key, name]);
    all.set(name, below);
    const definition = readServer(name, entry, { source, reports: below, defaults, inputs });
    if (typeof entry === 'object' && entry !== null) lintTexts(entry, names, below);
    return definition;
  });
  const within: ConfigSourceMap['within'] = (server, at, part, nth) => {
    const path = all.get(server)?.pathOf(at) ?? [];
    // An entry takes missing keys from the defaults.
    return places.within(places.has(path) ? path : ['defaults', ...at], part, nth);
  };
  return { usable: true, definitions, inputs, problems, places: { within } };
}

/** The key that lists the servers; problems of the keys at the top are reported. */
function serversKey(value: Readonly<Record<string, unknown>>, reports: ProblemCollector): string | undefined {
  const key = [rootKey, 'servers'].find((one) => Object.hasOwn(value, one));
  const unknown = Object.keys(value).filter(
    (other) => other !== key && !fileKeys.includes(other) && !other.startsWith('x-'),
  );
  const meant = key ? undefined : unknown.find((other) => guessOf(other, value) === rootKey);
  for (const other of unknown) if (other !== meant) reportTopKey(other, value, reports);
  if (meant) {
    const message = `Unknown key '${shown(meant)}'. Did you mean '${rootKey}'? It lists the servers by name.`;
    reports.add('error', 'no-servers', message, [meant], {
      key: true,
      fixes: [renameFix(reports, meant, rootKey)],
    });
  } else if (!key) {
    const message = `The key '${rootKey}' is missing: it lists the servers by name.`;
    reports.add('error', 'no-servers', message, [], { range: reports.sourceMap.top() });
  }
  if (key === 'servers') {
    const message = `'servers' works, but the key is called '${rootKey}' here.`;
    reports.add('hint', 'other-name', message, [key], {
      key: true,
      fixes: [renameFix(reports, key, rootKey)],
    });
  }
  return key;
}

function reportTopKey(
  other: string,
  value: Readonly<Record<string, unknown>>,
  reports: ProblemCollector,
): void {
  if (other === 'servers') {
    const message = `'servers' is ignored because '${rootKey}' is also set.`;
    reports.add('warning', 'unknown-key', message, [other], { key: true });
    return;
  }
  const guess = guessOf(other, value);
  const message = unknownKey(other, guess);
  const fixes = guess ? [{ title: `Change to '${guess}'`, edits: [keyEdit(reports, [other], guess)] }] : [];
  reports.add('warning', 'unknown-key', message, [other], { key: true, fixes });
}

/** The top key that was probably meant: one that is not in the file yet. */
function guessOf(other: string, value: object): string | undefined {
  return didYouMean(
    other,
    fileKeys.filter((one) => !Object.hasOwn(value, one)),
  );
}
