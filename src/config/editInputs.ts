import { Document, isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { failure } from '../base/failure';
import type { InputEntry } from './schema';

/** The text of a configuration file with the inputs that it lacks; comments and the rest stay as they are. */
export function withInputs(text: string, inputs: Readonly<Record<string, InputEntry>>): string {
  const document = parseDocument(text);
  const { contents } = document;
  if (document.errors.length > 0 || !(contents === null || isMap(contents) || isEmpty(contents)))
    throw broken();
  const there = isMap(contents) ? document.get('inputs', true) : undefined;
  // A list or an alias would be lost if a map took its place.
  if (there !== undefined && !isMap(there) && !isEmpty(there)) throw broken();
  const taken = new Set(isMap(there) ? there.items.map(({ key }) => String(key)) : []);
  const missing = Object.entries(inputs).filter(([id]) => !taken.has(id));
  if (missing.length === 0) return text;

  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = linesOf(missing);
  const end = isMap(contents) && there === undefined ? placeBelow(text, contents) : undefined;
  if (end?.indent === '' && !/^\.\.\./m.test(text)) {
    // To a text that keeps its last lines an empty one would belong.
    const gap = /\n\r?\n$|[|>]\d?\+/.test(text) ? [] : [''];
    return below(text, text.length, [...gap, 'inputs:', ...lines.map((line) => `  ${line}`)], lineBreak);
  }
  const place = isMap(there) ? placeBelow(text, there) : undefined;
  if (place)
    return below(
      text,
      place.at,
      lines.map((line) => `${place.indent}${line}`),
      lineBreak,
    );
  // Into an empty `{}` they go in lines of their own.
  if (!isMap(there) || there.items.length === 0) document.set('inputs', document.createNode({}));
  for (const [id, entry] of missing) {
    const node = document.createNode(entry);
    node.flow = true;
    document.setIn(['inputs', id], node);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).replace(/\r?\n/g, lineBreak);
}

/** One line for each input. */
function linesOf(inputs: readonly (readonly [string, InputEntry])[]): string[] {
  return inputs.map(([id, entry]) => {
    const document = new Document({ [id]: entry });
    if (isMap(document.contents)) {
      const { value } = document.contents.items[0]!;
      if (isMap(value)) value.flow = true;
    }
    return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
  });
}

/** Where the last entry of a block map ends, comment and all; undefined when the map is written otherwise. */
function placeBelow(text: string, map: YAMLMap): { at: number; indent: string } | undefined {
  const last = map.items.at(-1);
  const key = isScalar(last?.key) ? last.key.range : undefined;
  const end = (last?.value as { range?: [number, number, number] | null } | null | undefined)?.range?.[1];
  if (map.flow || !key || end === undefined) return undefined;
  const indent = text.slice(text.lastIndexOf('\n', key[0] - 1) + 1, key[0]);
  if (!/^ *$/.test(indent)) return undefined;
  // A block scalar ends at the start of the next line.
  const next = text[end - 1] === '\n' ? end : text.indexOf('\n', end) + 1;
  return { at: next === 0 ? text.length : next, indent };
}

function below(text: string, at: number, lines: readonly string[], lineBreak: string): string {
  const before = text.slice(0, at);
  const gap = before === '' || before.endsWith('\n') ? '' : lineBreak;
  return `${before}${gap}${lines.map((line) => `${line}${lineBreak}`).join('')}${text.slice(at)}`;
}

function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null;
}

function broken() {
  return failure('configuration', 'The configuration file has errors, so nothing was added.', [
    'Correct it first: the Problems panel shows where.',
  ]);
}
