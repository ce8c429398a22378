import { shown } from '../../base/text';
import type { InputDefinition } from '../model/definition';
import { inputKeys, inputSchema } from '../model/schema';
import type { ProblemCollector } from '../yaml/problemCollector';
import { withScalarsAsText } from './scalarText';
import { reportShape, reportUnknownKeys } from './schemaIssues';

/** The content of `inputs`. */
export interface ReadInputs {
  /** Those of the right shape. */
  readonly inputs: readonly InputDefinition[];
  /** The names that can be referred to, of broken ones too: those are reported separately. */
  readonly names: readonly string[];
}

const listKeys = ['id', 'type', 'password', 'description', 'default', 'options'];

/** Reads `inputs`. An input of the wrong shape is skipped and reported. */
export function readInputs(value: unknown, reports: ProblemCollector): ReadInputs {
  if (value === null || value === undefined) return { inputs: [], names: [] };
  if (Array.isArray(value)) return readList(value, reports);
  if (typeof value !== 'object') {
    reports.add('error', 'shape', "'inputs' must be a map of names to inputs.", ['inputs'], { key: true });
    return { inputs: [], names: [] };
  }
  const inputs = Object.entries(value).flatMap(([id, entry]) => {
    const at = ['inputs', id];
    reportUnknownKeys(entry, inputKeys, reports, at);
    return readInput(id, entry ?? {}, reports, at);
  });
  return { inputs, names: Object.keys(value).filter(isName) };
}

function readInput(
  id: string,
  value: unknown,
  reports: ProblemCollector,
  at: readonly PropertyKey[],
): InputDefinition[] {
  if (!isName(id)) {
    const message = `The input '${shown(id)}' needs a name of letters, digits, '_', '-' and '.'.`;
    reports.add('error', 'shape', message, at, { key: true });
    return [];
  }
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  const texts = isMap ? withScalarsAsText(value, { default: 'text', options: 'list' }, reports, at) : value;
  const parsed = inputSchema.safeParse(texts, { reportInput: true });
  if (!parsed.success) {
    reportShape(shown(id), parsed.error.issues, reports, at);
    return [];
  }
  const { type = 'text', options } = parsed.data;
  if (type === 'pick' && !options) {
    const message = `The input '${shown(id)}' is a 'pick' and needs 'options'.`;
    reports.add('error', 'shape', message, at, { key: true });
    return [];
  }
  return [{ id, ...parsed.data, type }];
}

function isName(id: string): boolean {
  return /^[\w.-]+$/.test(id);
}

/** VS Code's own form: a list of `{ id, type: promptString | pickString, password? }`. */
function readList(list: readonly unknown[], reports: ProblemCollector): ReadInputs {
  const message = "A list of inputs works, but 'inputs' is a map of names to inputs here.";
  reports.add('hint', 'other-name', message, ['inputs'], { key: true });
  const names = new Set<string>();
  const inputs = list.flatMap((item, index) => {
    const at = ['inputs', index];
    const { id, ...rest } = (typeof item === 'object' && item !== null ? item : {}) as Record<
      string,
      unknown
    >;
    if (typeof id !== 'string') {
      reports.add('error', 'shape', "An input in a list needs an 'id' that is text.", at);
      return [];
    }
    if (names.has(id)) {
      const twice = `There are two inputs '${shown(id)}'. Names must differ: rename or remove one.`;
      reports.add('error', 'duplicate-name', twice, [...at, 'id']);
      return [];
    }
    names.add(id);
    reportUnknownKeys(item, listKeys, reports, at);
    const type = typeOf(id, rest, reports, at);
    return type ? readInput(id, withoutOwn(rest, type), reports, at) : [];
  });
  return { inputs, names: [...names].filter(isName) };
}

function typeOf(
  id: string,
  { type, password }: Record<string, unknown>,
  reports: ProblemCollector,
  at: readonly PropertyKey[],
): InputDefinition['type'] | undefined {
  if (password !== undefined && typeof password !== 'boolean') {
    const message = `'password' of '${shown(id)}' must be true or false.`;
    reports.add('error', 'shape', message, [...at, 'password']);
    return undefined;
  }
  if (type === undefined || type === 'promptString') return password ? 'secret' : 'text';
  if (type === 'pickString') return 'pick';
  const message = `'type' of '${shown(id)}' must be 'promptString' or 'pickString' in a list.`;
  reports.add('error', 'shape', message, [...at, 'type']);
  return undefined;
}

/** The same input as in a map of inputs. */
function withoutOwn({ password, ...entry }: Record<string, unknown>, type: InputDefinition['type']): object {
  return { ...entry, type };
}
