import type { ProblemCollector } from '../yaml/problemCollector';

/** The keys of a server whose values are taken as text. */
export const scalarTextKeys = { args: 'list', env: 'map', headers: 'map' } as const;

/** A value with numbers and booleans below its keys as the text they were written as: `1.10` must not become `1.1`. */
export function withScalarsAsText(
  value: object,
  keys: Readonly<Record<string, 'list' | 'map' | 'text'>>,
  reports: ProblemCollector,
  below: readonly PropertyKey[] = [],
): object {
  const entry = new Map(Object.entries(value));
  for (const [key, kind] of Object.entries(keys)) {
    if (!entry.has(key)) continue;
    const item: unknown = entry.get(key);
    const at = [...below, key];
    if (kind === 'text') entry.set(key, toText(item, at, reports));
    else if (kind === 'list' && Array.isArray(item))
      entry.set(
        key,
        item.map((one, index) => toText(one, [...at, index], reports)),
      );
    else if (kind === 'map' && typeof item === 'object' && item !== null && !Array.isArray(item))
      entry.set(
        key,
        Object.fromEntries(
          Object.entries(item).map(([name, one]) => [name, toText(one, [...at, name], reports)]),
        ),
      );
  }
  return Object.fromEntries(entry);
}

function toText(item: unknown, at: readonly PropertyKey[], reports: ProblemCollector): unknown {
  if (typeof item !== 'number' && typeof item !== 'boolean') return item;
  const { sourceMap } = reports;
  const text = sourceMap.written(reports.pathOf(at)) ?? String(item);
  const what = typeof item === 'number' ? 'A number' : 'A boolean';
  reports.add('hint', 'not-text', `${what} is read as the text '${text}'. Quote it to be explicit.`, at, {
    fixes: [
      {
        title: `Quote it: "${text}"`,
        edits: [{ range: sourceMap.of(reports.pathOf(at)), text: `"${text}"` }],
      },
    ],
  });
  return text;
}
