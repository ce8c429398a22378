import { Document, isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { failure } from '../../base/failure';

/** The text of a configuration file, opened for changes that leave the rest untouched. */
export interface YamlText {
  readonly document: Document.Parsed;
  /** The map at the top; undefined when the file is empty. */
  readonly contents: YAMLMap | undefined;
  readonly lineBreak: string;
}

/** Opens a text. One with errors, or that is not a map, is a `configuration` failure. */
export function openText(text: string): YamlText {
  const document = parseDocument(text);
  const { contents } = document;
  if (document.errors.length > 0 || !(contents === null || isMap(contents) || isEmpty(contents)))
    throw brokenText();
  return {
    document,
    contents: isMap(contents) ? contents : undefined,
    lineBreak: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** The map below a key at the top; undefined when there is none yet. A list or an alias would be lost if a map took its place. */
export function mapBelow({ document, contents }: YamlText, key: string): YAMLMap | undefined {
  const there = contents && document.get(key, true);
  if (there !== undefined && !isMap(there) && !isEmpty(there)) throw brokenText();
  return isMap(there) ? there : undefined;
}

/** Where the last entry of a map in lines ends, including its comment; undefined when the map is written differently. */
export function placeBelow(text: string, map: YAMLMap): { at: number; indent: string } | undefined {
  const last = map.items.at(-1);
  const key = isScalar(last?.key) ? last.key.range : undefined;
  const end = (last?.value as { range?: [number, number, number] | null } | null | undefined)?.range?.[1];
  if (map.flow || !key || end === undefined) return undefined;
  const indent = text.slice(text.lastIndexOf('\n', key[0] - 1) + 1, key[0]);
  return /^ *$/.test(indent) ? { at: afterLine(text, end), indent } : undefined;
}

/** The start of the line below the one that an offset is in; a block scalar ends there already. */
export function afterLine(text: string, offset: number): number {
  const next = text[offset - 1] === '\n' ? offset : text.indexOf('\n', offset) + 1;
  return next === 0 ? text.length : next;
}

/** The text with whole lines inserted at the start of a line, or at its end. */
export function insertLines(text: string, at: number, lines: readonly string[], lineBreak: string): string {
  const before = text.slice(0, at);
  const gap = before === '' || before.endsWith('\n') ? '' : lineBreak;
  return `${before}${gap}${lines.map((line) => `${line}${lineBreak}`).join('')}${text.slice(at)}`;
}

/** The whole document as text, for changes that cannot be made in place. */
export function wholeText({ document, lineBreak }: YamlText): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).replace(/\r?\n/g, lineBreak);
}

/** A value as YAML lines. `flow` says which of its parts are on one line. */
export function linesOf(value: unknown, flow: (document: Document) => void): string[] {
  const document = new Document(value);
  flow(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd().split('\n');
}

/** Lists and maps within an entry are on one line. */
export function onOneLine(node: unknown): void {
  if (!isMap(node)) return;
  for (const { value } of node.items)
    if (typeof value === 'object' && value !== null) (value as { flow?: boolean }).flow = true;
}

function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null;
}

function brokenText() {
  return failure('configuration', 'The configuration file has errors, so nothing was added.', [
    'Fix it first: the Problems panel shows where.',
  ]);
}
