import { isMap, isScalar, isSeq, parseDocument, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { failure } from '../../base/failure';
import { afterLine, insertLines } from '../yaml/yamlText';

/** The lists of tool names of a server. */
export type ToolList = 'autoApprove' | 'disabledTools';

/** The text of a configuration file with one more tool in a list of a server; everything else stays unchanged. */
export function withTool(text: string, server: string, list: ToolList, tool: string): string {
  const document = parseDocument(text);
  const { contents } = document;
  if (document.errors.length > 0 || !isMap(contents)) throw cannot(server, 'the file has errors');
  const servers = contents.get('mcpServers', true) ?? contents.get('servers', true);
  const entry = isMap(servers) ? servers.get(keyOf(servers, server), true) : undefined;
  if (!isMap(entry) || !entry.range) throw cannot(server, 'its entry is not a map of its own');
  const there =
    entry.get(list, true) ?? (list === 'autoApprove' ? entry.get('alwaysAllow', true) : undefined);
  if (there === undefined || (isScalar(there) && there.value === null))
    return addKey(text, entry, list, tool, server);
  if (!isSeq(there) || !there.range) throw cannot(server, `its '${list}' is not a list of its own`);
  if (there.items.some((item) => isScalar(item) && item.value === tool)) return text;
  return addItem(text, there as YAMLSeq, tool, server);
}

function addItem(text: string, list: YAMLSeq, tool: string, server: string): string {
  const last = list.items.at(-1) as Scalar | undefined;
  if (list.flow || !last?.range) {
    const close = text.lastIndexOf(']', list.range![1]);
    const before = text.slice(0, close).trimEnd();
    const separator = last ? (before.endsWith(',') ? ' ' : ', ') : '';
    return `${last ? before : text.slice(0, close)}${separator}${written(tool)}${text.slice(close)}`;
  }
  const lineStart = text.lastIndexOf('\n', last.range[0] - 1) + 1;
  const indent = /^\s*/.exec(text.slice(lineStart))![0];
  if (text[lineStart + indent.length] !== '-') throw cannot(server, 'its list is written in an unusual way');
  return addLine(text, last.range[1], `${indent}- ${written(tool)}`);
}

function addKey(text: string, entry: YAMLMap, list: ToolList, tool: string, server: string): string {
  if (entry.has(list)) {
    // A key without a value gets one.
    const key = entry.items.map((item) => item.key as Scalar).find(({ value }) => value === list)!;
    const end = key.range![1];
    const colon = text.indexOf(':', end) + 1;
    return `${text.slice(0, colon)} [${written(tool)}]${text.slice(colon)}`;
  }
  if (entry.flow) {
    const close = text.lastIndexOf('}', entry.range![1]);
    const before = text.slice(0, close).trimEnd();
    const separator = entry.items.length === 0 ? '' : before.endsWith(',') ? ' ' : ', ';
    const space = text.slice(before.length, close);
    const quote = /"$/.test(before) || /^\s*"/.test(text.slice(entry.range![0] + 1)) ? '"' : '';
    return `${before}${separator}${quote}${list}${quote}: [${written(tool)}]${space}${text.slice(close)}`;
  }
  const first = entry.items[0]?.key as Scalar | undefined;
  const last = entry.items.at(-1);
  const end = (last?.value as Scalar | null)?.range?.[1] ?? (last?.key as Scalar | undefined)?.range?.[1];
  if (!first?.range || end === undefined) throw cannot(server, 'its entry is empty');
  const indent = text.slice(text.lastIndexOf('\n', first.range[0] - 1) + 1, first.range[0]);
  if (!/^ *$/.test(indent)) throw cannot(server, 'its entry is written in an unusual way');
  return addLine(text, end, `${indent}${list}: [${written(tool)}]`);
}

function addLine(text: string, offset: number, line: string): string {
  return insertLines(text, afterLine(text, offset), [line], text.includes('\r\n') ? '\r\n' : '\n');
}

function keyOf(map: YAMLMap, name: string): unknown {
  const pair = map.items.find((item) => String(item.key) === name);
  return isScalar(pair?.key) ? pair.key.value : name;
}

function written(tool: string): string {
  return /^[A-Za-z_][\w-]*$/.test(tool) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(tool)
    ? tool
    : JSON.stringify(tool);
}

function cannot(server: string, why: string) {
  return failure('configuration', `The entry of '${server}' cannot be changed automatically: ${why}.`, [
    'Change it in mcp-config.yaml.',
  ]);
}
