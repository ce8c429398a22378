import { type Node, type ParseError, parseTree } from 'jsonc-parser';

/** What the text of a JSON file says, as far as it can be understood. */
export interface ReadJson {
  readonly value: unknown;
  readonly tree?: Node;
  /** What is wrong with the text, as a sentence. */
  readonly problem?: string;
}

/** Reads JSON with comments and trailing commas. Of a broken text the value is what stands whole before the first error. */
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
    return { value, tree, problem: `The file is not correct JSON: there is an error in line ${line}.` };
  } catch {
    // The parser calls itself for each bracket.
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
  // Own properties, whatever they are called.
  return Object.fromEntries(
    children.flatMap(({ children: [key, value] = [] }) =>
      key && value && isKept(value) ? [[key.value as string, plainValue(value, text, end, depth + 1)]] : [],
    ),
  );
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

/** Whether a bracket that was opened was closed too: the parser takes the end of the text for it. */
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
export function textOf(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** The texts of a list; undefined when it is none or holds something else. */
export function textsOf(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.map(textOf);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
