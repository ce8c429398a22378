import { addressKeys, defaultKeys, fileSchema, programKeys } from '../model/schema';
import type { ProblemCollector } from '../yaml/problemCollector';
import { withoutAliases } from './keyAliases';
import { scalarTextKeys, withScalarsAsText } from './scalarText';
import { reportEntryKeys, reportShape } from './schemaIssues';

/** Reads `defaults`: the keys as they were written, without those that are wrong. */
export function readDefaults(value: unknown, reports: ProblemCollector): object {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    const message = "'defaults' must be a map of keys that every server has.";
    reports.add('error', 'shape', message, [], { key: true });
    return {};
  }
  const named = withoutAliases('defaults', value, reports);
  reportEntryKeys(named, defaultKeys, reports);
  const known = Object.entries(withScalarsAsText(named, scalarTextKeys, reports)).filter(([key]) =>
    (defaultKeys as string[]).includes(key),
  );
  const { error } = fileSchema.shape.defaults.safeParse(Object.fromEntries(known), { reportInput: true });
  reportShape('defaults', error?.issues ?? [], reports);
  const wrong = new Set(error?.issues.map(({ path }) => path[0]));
  return Object.fromEntries(known.filter(([key]) => !wrong.has(key)));
}

/** An entry completed with the defaults; `env` and `headers` are merged name by name. */
export function withDefaults(entry: object, defaults: object): object {
  const own = entry as Record<string, unknown>;
  const foreign = 'url' in own ? programKeys : addressKeys;
  const merged = Object.entries(defaults)
    .filter(([key]) => !foreign.includes(key))
    .map(([key, value]): [string, unknown] => {
      const mine = Object.hasOwn(own, key) ? own[key] : undefined;
      if (mine === undefined) return [key, value];
      const both = (key === 'env' || key === 'headers') && isMap(mine) && isMap(value);
      return [key, both ? { ...value, ...mine } : mine];
    });
  return { ...own, ...Object.fromEntries(merged) };
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
