import { isDeepStrictEqual } from 'node:util';
import { type Node, type ParseError, parseTree, stripComments } from 'jsonc-parser';
import { failure } from '../../base/failure';

/** The content of a JSON file, as far as it can be understood. */
export interface ReadJson {
  readonly value: unknown;
  readonly tree?: Node;
  /** What is wrong with the text, as a sentence. */
  readonly problem?: string;
}

/** Reads JSON with comments and trailing commas. Of a broken text the value is what is complete before the first error. */
export function readJson(text: string): ReadJson {
  const errors: ParseError[] = [];
  // Of the same length as the text, so that offsets stay right.
  const readable = text.replace(/^\uFEFF/, ' ');
  if (readable.trim() === '') return { value: undefined };
  try {
    const tree = parseTree(readable, errors, { allowTrailingComma: true });
    const first = errors.reduce((least, { offset }) => Math.min(least, offset), Number.POSITIVE_INFINITY);
    const value = tree && plainValue(tree, readable, first);
    if (errors.length === 0) return { value, tree };
    const line = text.slice(0, first).split('\n').length;
    return { value, tree, problem: `The file is not valid JSON: line ${line} has an error.` };
  } catch {
    // The parser recurses for each bracket.
    return { value: undefined, problem: 'The file is nested too deeply to be read.' };
  }
}

/**
 * The value of a node. Objects that the error at `end` is in keep the members before it, unless they are deep enough to be a
 * server or part of one: half a server would be a wrong one.
 */
function plainValue(node: Node, text: string, end: number, depth = 0): unknown {
  const children = node.children ?? [];
  const isKept = (one: Node) => depth < 1 || (endOf(one) <= end && isClosed(one, text));
  if (node.type === 'array')
    return children.filter(isKept).map((child) => plainValue(child, text, end, depth + 1));
  if (node.type !== 'object') return node.value;
  // Own properties, whatever their names.
  return Object.fromEntries(
    children.flatMap(({ children: [key, value] = [] }) =>
      key && value && isKept(value) ? [[key.value as string, plainValue(value, text, end, depth + 1)]] : [],
    ),
  );
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

/** Whether an opened bracket was closed: the parser accepts the end of the text instead. */
function isClosed(node: Node, text: string): boolean {
  if (node.type !== 'object' && node.type !== 'array') return true;
  const last = node.children?.at(-1);
  return /[}\]]/.test(text.charAt(endOf(node) - 1)) && (!last || endOf(last) < endOf(node));
}

/** Whether the value is a map of names to values. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a key that the object itself has. */
export function own(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The text of a value that can be read as one. */
export function stringOf(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** The texts of a list; undefined when it is none or holds something else. */
export function stringsOf(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.map(stringOf);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** The text of a JSON file with a value at a path of keys; comments and the rest stay as they are. */
export function withValue(text: string, path: readonly string[], value: unknown): string {
  const start = text.trim() === '' ? '{}\n' : text;
  let node = treeOf(start);
  for (const [depth, key] of path.entries()) {
    if (node.type !== 'object') throw broken();
    // As elsewhere, the last one wins.
    const member: Node | undefined = node.children?.findLast((one) => one.children?.[0]?.value === key)
      ?.children?.[1];
    if (!member) {
      const rest = path.slice(depth + 1).reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
      return inserted(start, node, `${JSON.stringify(key)}: `, rest);
    }
    node = member;
  }
  const there = readJson(start.slice(node.offset, node.offset + node.length)).value;
  if (isDeepStrictEqual(there, value)) return start;
  const written = render(value, indentAt(start, node.offset), start);
  return start.slice(0, node.offset) + written + start.slice(node.offset + node.length);
}

/** The text of a JSON file with one more element in the list below a key. */
export function withElement(text: string, key: string, value: unknown): string {
  const list = treeOf(text).children?.findLast((one) => one.children?.[0]?.value === key)?.children?.[1];
  if (!list) return withValue(text, [key], [value]);
  if (list.type !== 'array') throw broken();
  return inserted(text, list, '', value);
}

function treeOf(text: string): Node {
  const { tree, problem } = readJson(text);
  if (!tree || problem || tree.type !== 'object') throw broken();
  return tree;
}

/** Puts a member or element behind the last one, and behind its comment. */
function inserted(text: string, container: Node, key: string, value: unknown): string {
  const close = container.offset + container.length - 1;
  const base = indentAt(text, container.offset);
  const last = container.children?.at(-1);
  const isOnOwnLine = last && /^[ \t]*$/.test(text.slice(lineStart(text, last.offset), last.offset));
  const indent = isOnOwnLine ? indentAt(text, last.offset) : base + unitOf(text);
  const from = last ? last.offset + last.length : container.offset + 1;
  const between = text.slice(from, close).trimEnd();
  const comma = last && !stripComments(between).includes(',') ? ',' : '';
  const lineBreak = lineBreakOf(text);
  const written = `${key}${render(value, indent, text)}`;
  return `${text.slice(0, from)}${comma}${between}${lineBreak}${indent}${written}${lineBreak}${base}${text.slice(close)}`;
}

function render(value: unknown, indent: string, text: string): string {
  return JSON.stringify(value, null, unitOf(text)).replaceAll('\n', `${lineBreakOf(text)}${indent}`);
}

function unitOf(text: string): string {
  return /^([ \t]{1,8})"/m.exec(text)?.[1] ?? '  ';
}

function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))![0];
}

function broken() {
  return failure('configuration', 'The file has errors, so nothing was written.', ['Fix it first.']);
}
