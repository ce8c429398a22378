import type { Reports } from './reports';

/** The entry with numbers and booleans as the text they were written as: `1.10` must not become `1.1`. */
export function withTexts(value: object, reports: Reports): object {
  const toText = (item: unknown, at: PropertyKey[]): unknown => {
    if (typeof item !== 'number' && typeof item !== 'boolean') return item;
    const text = reports.places.written(reports.pathOf(at)) ?? String(item);
    const what = typeof item === 'number' ? 'A number' : 'A boolean';
    reports.add('hint', 'not-text', `${what} is taken as the text '${text}'. Quote it to be sure.`, at, {
      fixes: [
        {
          title: `Quote it: "${text}"`,
          edits: [{ range: reports.places.of(reports.pathOf(at)), text: `"${text}"` }],
        },
      ],
    });
    return text;
  };
  const entry: Record<string, unknown> = { ...value };
  for (const key of ['args', 'env', 'headers']) {
    const container = entry[key];
    if (Array.isArray(container)) entry[key] = container.map((item, index) => toText(item, [key, index]));
    else if (typeof container === 'object' && container !== null)
      entry[key] = Object.fromEntries(
        Object.entries(container).map(([name, item]) => [name, toText(item, [key, name])]),
      );
  }
  return entry;
}
