import { completeKeys } from './completeKeys';
import { completeItems, completeValues } from './completeValues';
import { completeVariables } from './completeVariables';
import type { Completion, ServerFacts } from './completionItem';
import { type Cursor, cursorAt } from './cursor';
import { valueAt } from './keyDocs';

/** Everything that can be inserted at an offset. */
export function completions(text: string, offset: number, facts: ServerFacts): Completion[] {
  const cursor = cursorAt(text, offset);
  if (!cursor) return [];
  const found = offers(text, cursor, facts);
  return cursor.tail ? found.map((one) => ({ ...one, insert: `${one.insert}${cursor.tail}` })) : found;
}

function offers(text: string, cursor: Cursor, facts: ServerFacts): Completion[] {
  const { at, variable, path } = cursor;
  const isMap = at === 'key' && valueAt(path)?.kinds.includes('map');
  if (variable && !isMap) return completeVariables(text, { ...cursor, variable }, facts);
  if (isMap) return completeKeys(text, cursor, facts);
  if (at === 'item') return completeItems(cursor, facts);
  if (at === 'value') return completeValues(cursor, facts);
  // A separate line below a key without a map: its value, or the first item of its list.
  if (cursor.ended || cursor.style !== 'block') return [];
  const own = completeValues(cursor, facts).filter(({ kind, label }) => kind === 'value' && label !== '');
  const isList = valueAt(path)?.kinds.includes('list');
  return isList ? completeItems(cursor, facts, '- ') : own;
}
