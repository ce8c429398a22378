import { isMap } from 'yaml';
import type { InputEntry } from '../model/schema';
import { insertLines, linesOf, mapBelow, onOneLine, openText, placeBelow, wholeText } from '../yaml/yamlText';

/** The text of a configuration file with the inputs that it lacks; comments and the rest stay as they are. */
export function withInputs(text: string, inputs: Readonly<Record<string, InputEntry>>): string {
  const open = openText(text);
  const { document, contents, lineBreak } = open;
  const there = mapBelow(open, 'inputs');
  const taken = new Set(there?.items.map(({ key }) => String(key)));
  const missing = Object.entries(inputs).filter(([id]) => !taken.has(id));
  if (missing.length === 0) return text;

  // One line for each input.
  const lines = missing.flatMap(([id, entry]) =>
    linesOf({ [id]: entry }, ({ contents }) => onOneLine(contents)),
  );
  const end = contents && !document.has('inputs') ? placeBelow(text, contents) : undefined;
  if (end?.indent === '' && !/^\.\.\./m.test(text)) {
    // To a text that keeps its last lines an empty one would belong.
    const gap = /\n\r?\n$|[|>]\d?\+/.test(text) ? [] : [''];
    return insertLines(
      text,
      text.length,
      [...gap, 'inputs:', ...lines.map((line) => `  ${line}`)],
      lineBreak,
    );
  }
  const place = there && placeBelow(text, there);
  if (place)
    return insertLines(
      text,
      place.at,
      lines.map((line) => `${place.indent}${line}`),
      lineBreak,
    );
  // Into an empty `{}` they go in lines of their own.
  if (!there || there.items.length === 0) document.set('inputs', document.createNode({}));
  for (const [id, entry] of missing) {
    const node = document.createNode(entry);
    if (isMap(node)) node.flow = true;
    document.setIn(['inputs', id], node);
  }
  return wholeText(open);
}
