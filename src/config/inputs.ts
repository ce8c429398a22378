import type { InputDefinition } from './definition';
import type { Reports } from './reports';
import { inputKeys, inputSchema } from './schema';
import { reportUnknownKeys, shapeMessage } from './shape';

/** Reads what stands below `inputs`. An input of the wrong shape is left out with its problem. */
export function readInputs(value: unknown, reports: Reports): readonly InputDefinition[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return fromList(value, reports);
  if (typeof value !== 'object') {
    reports.add('error', 'shape', "'inputs' must be a map of names to inputs.", ['inputs']);
    return [];
  }
  return Object.entries(value).flatMap(([id, entry]) => {
    const read = readInput(id, entry ?? {}, reports, ['inputs', id]);
    return read ? [read] : [];
  });
}

function readInput(
  id: string,
  value: unknown,
  reports: Reports,
  at: readonly PropertyKey[],
): InputDefinition | undefined {
  if (!/^[\w.-]+$/.test(id)) {
    const message = `The input '${id}' needs a name of letters, digits, '_', '-' and '.'.`;
    reports.add('error', 'shape', message, at, { key: true });
    return undefined;
  }
  if (typeof value === 'object' && value !== null) reportUnknownKeys(value, inputKeys, reports, at);
  const parsed = inputSchema.safeParse(value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      reports.add('error', 'shape', shapeMessage(id, issue), [...at, ...issue.path]);
    return undefined;
  }
  const { type = 'text', options } = parsed.data;
  if (type === 'pick' && !options) {
    reports.add('error', 'shape', `The input '${id}' is a 'pick' and needs 'options'.`, at, { key: true });
    return undefined;
  }
  return { id, ...parsed.data, type };
}

/** VS Code's own form: a list of `{ id, type: promptString | pickString, password? }`. */
function fromList(list: readonly unknown[], reports: Reports): readonly InputDefinition[] {
  const message = "A list of inputs is understood; here 'inputs' is a map of names to inputs.";
  reports.add('hint', 'other-name', message, ['inputs'], { key: true });
  return list.flatMap((item, index) => {
    const at = ['inputs', index];
    if (typeof item !== 'object' || item === null || typeof (item as { id?: unknown }).id !== 'string') {
      reports.add('error', 'shape', `An input of a list needs an 'id'.`, at);
      return [];
    }
    const { id, type, password, description, default: initial, options } = item as Record<string, unknown>;
    const kind = type === 'pickString' ? 'pick' : password === true ? 'secret' : 'text';
    const entry = Object.fromEntries(
      Object.entries({ type: kind, description, default: initial, options }).filter(
        ([, one]) => one !== undefined,
      ),
    );
    const read = readInput(id as string, entry, reports, at);
    return read ? [read] : [];
  });
}
