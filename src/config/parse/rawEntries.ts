import type { WrittenEntry } from '../model/entryTypes';
import { type InputEntry, serverSchema } from '../model/schema';
import { ProblemCollector } from '../yaml/problemCollector';
import { readDocument } from '../yaml/yamlDocument';
import { withDefaults } from './entryDefaults';
import { readInputs } from './inputEntries';
import { withoutAliases } from './keyAliases';

/** The servers of a file as they are written, with our names for the keys and with the defaults. */
export interface RawEntries {
  readonly servers: Readonly<Record<string, WrittenEntry>>;
  readonly inputs: Readonly<Record<string, InputEntry>>;
}

/** Reads the entries of a text as they are written, for comparing and exporting. Entries of the wrong shape are skipped. */
export function readRawEntries(text: string): RawEntries {
  const document = readDocument(text);
  if (document.kind !== 'map') return { servers: {}, inputs: {} };
  const reports = new ProblemCollector(document.places, [], []);
  const { value } = document;
  const servers = value.mcpServers ?? value.servers;
  const defaults = isMap(value.defaults) ? value.defaults : {};
  const entries = Object.entries(isMap(servers) ? servers : {}).flatMap(([name, entry]) => {
    if (!isMap(entry)) return [];
    const whole = withDefaults(withoutAliases(name, entry, reports), defaults);
    return serverSchema.safeParse(whole).success ? [[name, whole as WrittenEntry] as const] : [];
  });
  const inputs = readInputs(value.inputs, reports).inputs.map(({ id, ...input }) => [id, input] as const);
  return {
    servers: Object.fromEntries(entries),
    inputs: Object.fromEntries(inputs) as Record<string, InputEntry>,
  };
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
