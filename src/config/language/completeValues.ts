import { escapeMarkdown } from '../../base/markdown';
import type { ServerFacts } from './completionItem';
import { type Completion, sortAs } from './completionItem';
import type { Cursor } from './cursor';
import { itemAt, keyAt, keyMarkdown, valueAt } from './keyDocs';
import { scalarText } from './snippetText';
import { entryAt, entryName, serverEntries, textsOf } from './tolerantYaml/tolerantTree';

interface Candidate {
  readonly text: string;
  readonly kind?: 'value' | 'tool';
  readonly detail?: string;
  readonly documentation?: string;
  /** Written without quotes: a boolean or a number. */
  readonly raw?: true;
}

/** The values that a key may have. */
export function completeValues(cursor: Cursor, facts: ServerFacts): Completion[] {
  const value = valueAt(cursor.path);
  if (!value) return [];
  const own = [...words(cursor), ...texts(cursor, facts)].map((one, index) => completion(cursor, one, index));
  if (cursor.quote) return own;
  if (value.kinds.includes('map')) own.push(opened(cursor, '{ $1 }', '{ … }'));
  if (!value.kinds.includes('list')) return own;
  const listed = items(cursor, facts).map((one, index) =>
    completion(cursor, one, index + own.length, ['[', ']']),
  );
  return [...own, ...listed, opened(cursor, '[$1]', '[ … ]')];
}

/** The items that the list around the cursor may have and lacks. */
export function completeItems(cursor: Cursor, facts: ServerFacts, lead = ''): Completion[] {
  if (!itemAt(cursor.path)) return [];
  return items(cursor, facts)
    .filter(({ text }) => !cursor.siblings.includes(text))
    .map((one, index) => completion(cursor, one, index, [lead, '']));
}

/** Booleans, words of an enum, times. */
function words({ path, quote }: Cursor): Candidate[] {
  const value = valueAt(path)!;
  const doc = keyAt(path);
  const times = value.kinds.includes('duration') || value.kinds.includes('number');
  const known = [
    ...value.values,
    ...(times ? [...value.examples, ...(doc?.default ? [doc.default] : [])] : []),
  ];
  return [...new Set(known)].flatMap((text) => {
    const raw = /^(?:true|false|\d+)$/.test(text);
    // In quotes it would be a string.
    if (raw && quote) return [];
    const detail = text === doc?.default ? 'default' : undefined;
    return [{ text, detail, documentation: doc && keyMarkdown(doc), ...(raw ? { raw } : {}) }];
  });
}

/** What the editor knows for a key that may hold any text. */
function texts({ path, tree }: Cursor, facts: ServerFacts): Candidate[] {
  const key = path.at(-1);
  if (path.length !== 3 && path[0] !== 'defaults') return [];
  if (path[0] === 'inputs' && key === 'default')
    return textsOf(tree, entryAt(tree, [...path.slice(0, 2), 'options'])).map((text) => ({ text }));
  if (key === 'command') return (facts.programs ?? []).map((text) => ({ text }));
  return key === 'cwd' ? folders(facts) : [];
}

function items({ path, tree }: Cursor, facts: ServerFacts): Candidate[] {
  const key = path.at(-1);
  if (path.length !== 3 && !(path[0] === 'defaults' && path.length === 2)) return [];
  if (key === 'inheritEnv') return facts.envNames.map((text) => ({ text }));
  if (key === 'roots') return folders(facts);
  if (key !== 'autoApprove' && key !== 'disabledTools') return [];
  const servers =
    path[0] === 'defaults' ? serverEntries(tree).map((one) => entryName(tree, one)) : [path[1]!];
  const tools = new Map(servers.flatMap((name) => facts.tools(name)).map((tool) => [tool.name, tool]));
  return [...tools.values()].map(({ name, description }) => ({
    text: name,
    kind: 'tool',
    documentation: description && escapeMarkdown(description),
  }));
}

function folders({ folders }: ServerFacts): Candidate[] {
  const [own, ...others] = folders;
  return [{ text: '.', detail: own }, ...others.map((text) => ({ text }))];
}

function completion(cursor: Cursor, candidate: Candidate, index: number, around = ['', '']): Completion {
  const { text, kind = 'value', detail, documentation, raw } = candidate;
  const inBrackets =
    around[0] === '[' && cursor.style === 'block' ? { ...cursor, style: 'flow' as const } : cursor;
  const written = raw ? text : scalarText(text, inBrackets);
  return {
    label: text,
    kind,
    detail,
    documentation,
    insert: `${cursor.lead}${around[0]}${written}${around[1]}`,
    snippet: false,
    replace: cursor.replace,
    sortText: sortAs(1, index),
  };
}

function opened({ lead, replace }: Cursor, insert: string, label: string): Completion {
  return {
    label,
    kind: 'snippet',
    insert: `${lead}${insert}`,
    snippet: true,
    replace,
    sortText: sortAs(9),
    again: true,
  };
}
