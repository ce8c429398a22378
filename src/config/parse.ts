import { didYouMean } from '../base/didYouMean';
import { readDefaults } from './defaults';
import type { DefinitionSource, InputDefinition, Problem, ServerDefinition } from './definition';
import { type ReadDocument, readDocument } from './document';
import { readInputs } from './inputs';
import { lintTexts } from './lint';
import type { Places } from './places';
import { Reports } from './reports';
import { readServer } from './server';
import type { TextPlaces } from './surroundings';

/** What a configuration file says. */
export interface ParsedConfig {
  /** False when the text as a whole cannot be used: a running pool then stays as it is. */
  readonly usable: boolean;
  readonly definitions: readonly ServerDefinition[];
  readonly inputs: readonly InputDefinition[];
  readonly problems: readonly Problem[];
  /** Where the texts of the servers stand. */
  readonly places: TextPlaces;
}

const rootKey = 'mcpServers';
const fileKeys = [rootKey, 'inputs', 'defaults'];

/** Reads the text of an `mcp-config.yaml`. Never throws: what is wrong is a problem with its place. */
export function parseConfig(text: string, source: Pick<DefinitionSource, 'file' | 'folder'>): ParsedConfig {
  const document = readDocument(text);
  const { places, problems } = document;
  const reports = new Reports(places, [], problems);
  const nowhere = { within: () => places.top() };
  const usable = { usable: true, definitions: [], inputs: [], problems, places: nowhere };

  if (document.kind === 'empty') {
    const message = `There are no servers yet. Start with '${rootKey}:' and one entry per server.`;
    reports.add('hint', 'empty', message, [], { range: places.top() });
    return usable;
  }
  if (document.kind !== 'map') return { ...usable, usable: false };
  const key = serversKey(document, reports);
  if (!key) return { ...usable, usable: false };

  const { value } = document;
  const inputs = readInputs(value.inputs, reports);
  const defaultReports = new Reports(places, ['defaults'], problems);
  const defaults = readDefaults(value.defaults, defaultReports);
  lintTexts(defaults, inputs, defaultReports);
  const servers = value[key];
  if (servers === null || servers === undefined) {
    reports.add('hint', 'empty', `There are no servers below '${key}' yet.`, [key], { key: true });
    return { ...usable, inputs };
  }
  if (typeof servers !== 'object' || Array.isArray(servers)) {
    const found = Array.isArray(servers) ? 'a list' : `the value '${String(servers)}'`;
    const message = `'${key}' must be a map of names to servers, not ${found}. Write 'name:' instead of '- name:'.`;
    reports.add('error', 'shape', message, [key], { key: true });
    return { ...usable, usable: false };
  }
  const all = new Map<string, Reports>();
  const definitions = Object.entries(servers).map(([name, entry]) => {
    const below = new Reports(places, [key, name], problems);
    all.set(name, below);
    const definition = readServer(name, entry, { source, reports: below, defaults, inputs });
    if (typeof entry === 'object' && entry !== null) lintTexts(entry, inputs, below);
    return definition;
  });
  const within: TextPlaces['within'] = (server, at, part) => {
    const path = all.get(server)?.pathOf(at) ?? [];
    // What an entry does not say itself it has from the defaults.
    return places.within(places.has(path) ? path : ['defaults', ...at], part);
  };
  return { usable: true, definitions, inputs, problems: withoutTwins(problems), places: { within } };
}

/** The key that the servers are listed below; what is wrong with the keys at the top is reported. */
function serversKey({ keys, places }: Extract<ReadDocument, { kind: 'map' }>, reports: Reports) {
  const key = keys.includes(rootKey) ? rootKey : keys.includes('servers') ? 'servers' : undefined;
  for (const other of keys) {
    if (other === key || fileKeys.includes(other) || other.startsWith('x-')) continue;
    reportTopKey(other, key, places, reports);
  }
  if (!key) {
    const message = `The key '${rootKey}' is missing: servers are listed below it by name.`;
    reports.add('error', 'no-servers', message, [], { range: places.top() });
  }
  if (key === 'servers') {
    reports.add(
      'hint',
      'other-name',
      `'servers' is understood; here the key is called '${rootKey}'.`,
      [key],
      {
        key: true,
        fixes: [
          {
            title: `Rename 'servers' to '${rootKey}'`,
            edits: [{ range: places.ofKey([key]), text: rootKey }],
          },
        ],
      },
    );
  }
  return key;
}

function reportTopKey(other: string, key: string | undefined, places: Places, reports: Reports): void {
  const guess = didYouMean(
    other,
    fileKeys.filter((one) => one !== key),
  );
  const range = places.ofKey([other]);
  const fixes = guess ? [{ title: `Change to '${guess}'`, edits: [{ range, text: guess }] }] : [];
  const message =
    other === 'servers'
      ? `'servers' is ignored because '${rootKey}' is there too.`
      : `Unknown key '${other}'. ${guess ? `Did you mean '${guess}'?` : 'It is ignored.'}`;
  reports.add('warning', 'unknown-key', message, [other], { range, fixes: other === 'servers' ? [] : fixes });
}

/** An anchor that several entries use is read with each of them: what is wrong with it is told once. */
function withoutTwins(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, range, message }) => {
    const key = JSON.stringify([code, range.line, range.column, message.replace(/'[^']*'/g, "''")]);
    return !seen.has(key) && seen.add(key);
  });
}
