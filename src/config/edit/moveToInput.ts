import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Range, TextEdit } from '../model/definition';
import type { SourceMap } from '../yaml/sourceMap';

/** The change that describes one more input, in the form that the file has; undefined where it has no place for one. */
export function describeInput(places: SourceMap, id: string, secret = true): TextEdit[] | undefined {
  const root = places.nodeAt([]);
  if (!isMap(root)) return undefined;
  const json = root.flow === true;
  const entry = mapEntry(id, secret, json);
  const inputs = places.nodeAt(['inputs']);
  if (inputs === undefined)
    return one(json ? behindBracket(places, root, `"inputs": { ${entry} }`) : newBlock(places, root, entry));
  if (isMap(inputs) && inputs.flow) return one(behindBracket(places, inputs, entry));
  if (isMap(inputs)) return one(before(places, inputs.items[0]?.key, entry));
  if (isSeq(inputs)) {
    const item = listItem(id, secret, json);
    if (inputs.flow) return one(behindBracket(places, inputs, item));
    return one(before(places, inputs.items[0], `- ${item}`, /^ *- +$/));
  }
  // The key has no value yet.
  const range = places.ofKey(['inputs']);
  const isEmpty = isScalar(inputs) && inputs.value === null && inputs.range?.[0] === inputs.range?.[1];
  if (!isEmpty || json) return undefined;
  return [
    insertAt(
      range.line,
      places.lineAt(range.line).length + 1,
      `${places.lineBreak}${' '.repeat(range.column + 1)}${entry}`,
    ),
  ];
}

function one(edit: TextEdit | undefined): TextEdit[] | undefined {
  return edit && [edit];
}

function insertAt(line: number, column: number, text: string): TextEdit {
  return { range: { line, column, endLine: line, endColumn: column }, text };
}

/** A separate block at the end of the file, or at the top where the end does not allow one. */
function newBlock(places: SourceMap, root: YAMLMap, entry: string): TextEdit | undefined {
  const { lineBreak } = places;
  const first = places.ofNode(root.items[0]?.key);
  const block = `inputs:${lineBreak}  ${entry}${lineBreak}`;
  if (first?.column !== 1 || places.hasEndMark()) {
    const indent = ' '.repeat((first?.column ?? 1) - 1);
    return before(places, root.items[0]?.key, `inputs:${lineBreak}${indent}  ${entry}`);
  }
  const end = places.end();
  const gap = end.column === 1 ? '' : lineBreak;
  return { range: end, text: `${gap}${lineBreak}${block}` };
}

/** A line above the first part of a block, as deep as that; undefined when it does not begin its line. */
function before(places: SourceMap, node: unknown, text: string, prefix = /^ *$/): TextEdit | undefined {
  const range = places.ofNode(node);
  if (!range) return undefined;
  const start = places.lineAt(range.line).slice(0, range.column - 1);
  if (!prefix.test(start)) return undefined;
  const column = start.search(/[^ ]|$/) + 1;
  return insertAt(range.line, column, `${text}${places.lineBreak}${' '.repeat(column - 1)}`);
}

function behindBracket(
  places: SourceMap,
  node: Node & { items: readonly unknown[] },
  text: string,
): TextEdit | undefined {
  const range: Range | undefined = places.ofNode(node);
  return range && insertAt(range.line, range.column + 1, node.items.length > 0 ? ` ${text},` : ` ${text} `);
}

function mapEntry(id: string, secret: boolean, json: boolean): string {
  const type = secret ? 'secret' : 'text';
  if (json) return `${JSON.stringify(id)}: { "type": "${type}" }`;
  return `${/^[A-Za-z_][\w.-]*$/.test(id) ? id : JSON.stringify(id)}: { type: ${type} }`;
}

function listItem(id: string, secret: boolean, json: boolean): string {
  const item = { id, type: 'promptString', ...(secret ? { password: true } : {}) };
  const parts = Object.entries(item).map(
    ([key, value]) => `${json ? JSON.stringify(key) : key}: ${JSON.stringify(value)}`,
  );
  return `{ ${parts.join(', ')} }`;
}
