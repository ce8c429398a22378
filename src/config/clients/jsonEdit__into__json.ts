import { isDeepStrictEqual } from 'node:util';
import { type Node, stripComments } from 'jsonc-parser';
import { failure } from '../../base/failure';
import { readJson } from './json';

/** The text of a JSON file with a value at a path of keys; comments and the rest stay as they are. */
export function withValue(text: string, path: readonly string[], value: unknown): string {
  const start = text.trim() === '' ? '{}\n' : text;
  let node = treeOf(start);
  for (const [depth, key] of path.entries()) {
    if (node.type !== 'object') throw broken();
    // As elsewhere the last one counts.
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
  return failure('configuration', 'The file has errors, so nothing was written.', ['Correct it first.']);
}
