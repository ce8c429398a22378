import { addressKeys, programKeys } from '../model/schema';
import type { ServerFacts } from './completionItem';
import { type Completion, sortAs } from './completionItem';
import type { Cursor } from './cursor';
import { entrySnippets } from './entrySnippets';
import { hasFreeNames, type KeyDoc, keyMarkdown, keysAt } from './keyDocs';
import { escapeSnippet, indentStep, wholeWord } from './snippetText';
import { entryAt, textsOf } from './tolerantYaml/tolerantTree';

/** The keys that the map around the cursor lacks. */
export function completeKeys(text: string, cursor: Cursor, facts: ServerFacts): Completion[] {
  if (hasFreeNames(cursor.path)) return cursor.ended ? [] : freeNames(text, cursor, facts);
  const docs = keysAt(cursor.path).filter(({ key }) => !isThere(key, cursor) && fits(key, cursor));
  return docs.map((doc, index) => ({
    label: doc.key,
    kind: 'key',
    detail: doc.words.replaceAll('`', ''),
    documentation: keyMarkdown(doc),
    sortText: sortAs(rankOf(doc, cursor), index),
    ...written(text, cursor, doc),
  }));
}

function freeNames(text: string, cursor: Cursor, facts: ServerFacts): Completion[] {
  const last = cursor.path.at(-1)!;
  if (cursor.path.length === 1) return entrySnippets(text, cursor);
  const names = last === 'env' ? facts.envNames : last === 'headers' ? ['Authorization'] : [];
  const { from, to, typed } = wholeWord(text, cursor);
  return names
    .filter((name) => !cursor.siblings.includes(name))
    .map((name, index) => {
      const value = last === 'env' ? `\\\${${escapeSnippet(name)}\\}` : 'Bearer \\${${1:TOKEN}\\}';
      const key = cursor.style === 'json' ? `"${name}"` : name;
      return {
        label: name,
        kind: 'snippet',
        detail: last === 'env' ? 'from the environment' : 'a token from the environment',
        insert: `${cursor.lead}${escapeSnippet(key)}: "${value}"`,
        snippet: true,
        replace: { from, to },
        filter: typed ? `${typed}${name}` : undefined,
        sortText: sortAs(5, index),
      };
    });
}

function isThere(key: string, { siblings, path }: Cursor): boolean {
  if (siblings.includes(key)) return true;
  return path.length === 0 && key === 'mcpServers' && siblings.includes('servers');
}

/** Whether the path is that of a server's entry, not of `defaults`, which are for all of them. */
function isServer(path: readonly string[]): boolean {
  return path.length === 2 && (path[0] === 'mcpServers' || path[0] === 'servers');
}

function fits(key: string, { path, siblings, tree }: Cursor): boolean {
  if (!isServer(path)) return true;
  const [type] = textsOf(tree, entryAt(tree, [...path, 'type']));
  const program = siblings.includes('command') || type === 'stdio';
  const address = siblings.includes('url') || (type !== undefined && type !== 'stdio' && type !== 'demo');
  if (type === 'demo') return ![...programKeys, ...addressKeys].includes(key);
  return !(program && addressKeys.includes(key)) && !(address && programKeys.includes(key));
}

/** Required keys first, then the most common ones. */
function rankOf({ key, required }: KeyDoc, { path }: Cursor): number {
  if (required || (isServer(path) && (key === 'command' || key === 'url'))) return 1;
  if (programKeys.includes(key) || addressKeys.includes(key)) return 2;
  return isServer(path) && key === 'type' ? 4 : 3;
}

function written(
  text: string,
  cursor: Cursor,
  doc: KeyDoc,
): Pick<Completion, 'insert' | 'snippet' | 'replace' | 'filter' | 'again'> {
  const { style, quote, lead, ended, replace } = cursor;
  if (ended) return { insert: `${lead}${doc.key}`, snippet: false, replace };
  const { from, to, typed } = wholeWord(text, cursor);
  const mark = style === 'json' ? '"' : (quote ?? '');
  return {
    insert: `${lead}${mark}${doc.key}${mark}:${valueSnippet(doc, cursor)}`,
    snippet: true,
    replace: { from, to },
    filter: typed ? `${typed}${doc.key}` : undefined,
    again: doc.kind !== 'text' && doc.kind !== 'number',
  };
}

function valueSnippet({ kinds }: KeyDoc, { style, indent, tree }: Cursor): string {
  const [kind] = kinds;
  if (kinds.length > 1) return ' $1';
  if (kind === 'list') return ' [$1]';
  if (kind === 'map') return style === 'block' ? `\n${' '.repeat(indent + indentStep(tree))}$1` : ' { $1 }';
  return style === 'json' && kind !== 'boolean' && kind !== 'number' ? ' "$1"' : ' $1';
}
