import { Document, isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { failure } from '../base/failure';
import type { ServerEntry } from './schema';

/** The text of a configuration file with one more server; comments and the rest stay as they are. */
export function withServer(text: string, name: string, entry: Partial<ServerEntry>): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const document = parseDocument(text);
  const { contents } = document;
  if (document.errors.length > 0 || !(contents === null || isMap(contents) || isEmpty(contents)))
    throw broken();
  const root =
    isMap(contents) && document.has('servers') && !document.has('mcpServers') ? 'servers' : 'mcpServers';
  const servers = isMap(contents) ? document.get(root, true) : undefined;
  // A list or an alias would be lost if a map took its place.
  if (servers !== undefined && !isMap(servers) && !isEmpty(servers)) throw broken();
  if (isMap(servers)) {
    if (servers.items.some((item) => String(item.key) === name))
      throw failure('usage', `There is a server '${name}' already.`, ['Choose another name.']);
    const inserted = insertBelow(text, servers, written({ [name]: entry }), lineBreak);
    if (inserted !== undefined) return inserted;
  }
  // Into an empty `{}` the entry goes in lines of its own.
  if (!isMap(servers) || servers.items.length === 0) document.set(root, document.createNode({}));
  document.setIn([root, name], styled(document.createNode(entry)));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).replace(/\r?\n/g, lineBreak);
}

/** Puts lines below the last entry of a block map as deep as that; undefined when the map is written otherwise. */
function insertBelow(text: string, map: YAMLMap, lines: string[], lineBreak: string): string | undefined {
  const last = map.items.at(-1);
  const key = isScalar(last?.key) ? last.key.range : undefined;
  if (map.flow || !key || !last?.value) return undefined;
  const end = (last.value as { range?: [number, number, number] | null }).range?.[1];
  const start = text.lastIndexOf('\n', key[0] - 1) + 1;
  const indent = text.slice(start, key[0]);
  if (end === undefined || !/^ *$/.test(indent)) return undefined;
  // Behind a comment on the same line; a block scalar ends at the start of the next line.
  const next = text[end - 1] === '\n' ? end : text.indexOf('\n', end) + 1;
  const at = next === 0 ? text.length : next;
  const before = text.slice(0, at);
  const gap = before.endsWith('\n') ? '' : lineBreak;
  return `${before}${gap}${lines.map((line) => `${indent}${line}${lineBreak}`).join('')}${text.slice(at)}`;
}

function written(entries: Record<string, Partial<ServerEntry>>): string[] {
  const document = new Document(entries);
  if (isMap(document.contents)) for (const { value } of document.contents.items) styled(value);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd().split('\n');
}

/** Lists and maps within an entry stand on one line. */
function styled(node: unknown): unknown {
  if (isMap(node))
    for (const { value } of node.items)
      if (typeof value === 'object' && value !== null) (value as { flow?: boolean }).flow = true;
  return node;
}

function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null;
}

function broken() {
  return failure('configuration', 'The configuration file has errors, so nothing was added.', [
    'Correct it first: the Problems panel shows where.',
  ]);
}
