import { type Document, isCollection, isScalar, type Node, visit, type YAMLError } from 'yaml';
import { oneLine } from '../../base/text';

/** What is wrong and what to do, by the first of these that the words of the parser fit; `$1` is what they name. */
const sentences: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^Tabs are not allowed/, 'Tabs are not allowed as indentation. Indent with spaces.'],
  [
    /^All (mapping|sequence) items must start/,
    'This line is indented unlike the ones it belongs to. Begin them at one column.',
  ],
  [
    /^Nested mappings are not allowed/,
    'There is a second colon on this line, or a line below is indented too deep. Quote a text with a colon.',
  ],
  [
    /^Implicit (?:map )?keys (?:need|of)/,
    "This line is no 'name: value'. Is a colon missing, a quote or a bracket?",
  ],
  [/^The : indicator must be at most 1024/, 'The name before this colon is too long. Is a quote missing?'],
  [
    /^A block sequence may not be used|block-seq-ind on same line/,
    'A list with dashes begins on the line below its name.',
  ],
  [/^Sequence item without -/, "Each item of this list begins with '- '."],
  [/^Missing closing ["']/, 'The quote that opens here is never closed. Close it where the text ends.'],
  [
    /must (?:end with|be sufficiently indented and end with) a (.)/,
    "The bracket that opens here is never closed. Put '$1' where it ends, indented deeper than its name.",
  ],
  [/^Missing space after :/, "A space is missing behind the colon: 'name: value'."],
  [/^Missing , /, 'A comma is missing before this. Put one there, or quote what belongs together.'],
  [
    /^Invalid escape sequence (..)/,
    "'$1' means nothing between double quotes. Write '\\\\' for a backslash, or use single quotes.",
  ],
  [/^Plain value cannot start with .*(.)$/, "A text that begins with '$1' needs quotes. Quote it."],
  [
    /^Comments must be separated/,
    "A comment needs a space before its '#'. Put one there, or quote the text.",
  ],
  [/^Unexpected , /, 'There is a comma too much. Remove it.'],
  [/^Unexpected flow-(?:map|seq)-end/, 'There is a closing bracket too much. Remove it.'],
  [
    /at node end$/,
    'This stands behind the end of a text, a list or a map. Quote all of it, or begin a new line.',
  ],
  [
    /^Unexpected|^Not a YAML token|^Expected/,
    'This cannot stand here. Is a quote, a comma or a bracket missing before it?',
  ],
  [/^Block scalar header|block scalar header/, "A block text begins on the line below its '|' or '>'."],
  [/^Block scalar/, 'The lines of this text are indented too little. Indent them deeper than their name.'],
  [
    /^Block collections? (?:are|is) not allowed/,
    "Within '{' and '[' a list or map is written with brackets and commas too.",
  ],
  [
    /^Flow end indicator/,
    'The closing bracket is indented too little. Indent it deeper than the name of what it closes.',
  ],
  [
    /^Tags and anchors must be|^Anchors and tags must/,
    "A text that begins with '!' or '&' needs quotes. Quote it.",
  ],
  [/^(?:Alias|Anchor) cannot be an empty/, "A text that begins with '*' or '&' needs quotes. Quote it."],
  [
    /^(?:Alias|Anchor) ending in :/,
    'The name of an alias or anchor ends in a colon. Put a space before the colon.',
  ],
  [/^An alias node must not/, 'An alias takes neither anchor nor tag. Remove what stands before it.'],
  [/^A node can have at most one (\w+)/, 'This value has more than one $1. Remove one.'],
  [
    /directives-end/,
    "Below a line that begins with '%' a line '---' must follow. Put one there, or remove the '%' line.",
  ],
  [/^Unknown directive (\S+)/, "The line '$1' means nothing here and is left out of account. Remove it."],
  [/^Unsupported YAML version (\S+)/, "There is no version '$1' of YAML. Remove the line."],
  [/directive should contain/, 'This line does not say what it needs to. Remove it.'],
  [
    /^Unresolved tag: (.*)$|^.*tag (\S+) is invalid|^(?:The|Not a valid tag:|Could not resolve tag:|Verbatim)/,
    'The tag before this value means nothing here and is left out of account. Remove it.',
  ],
  [/used for .* collection/, 'The tag does not fit its value. Remove it.'],
];

/** A sentence for a mistake of YAML: what is wrong, and what to do. */
export function yamlMessage({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  if (code === 'MULTIPLE_DOCS')
    return "The file holds more than one YAML document. Remove the line '---' or what follows it.";
  if (code === 'NON_STRING_KEY')
    return "A name must be text, not a list, a map or an alias. Quote it, or remove the '?' before it.";
  const first = message.split('\n')[0]!.trim();
  for (const [pattern, words] of sentences) {
    const match = pattern.exec(first);
    if (match) return words.replace('$1', () => oneLine(match[1] ?? '', 40));
  }
  return `${oneLine(first).replace(/[.!?]$/, '')}. Quote the text, or write it otherwise.`;
}

/** From where to where a mistake is shown: a bracket or quote that is never closed where it opens. */
export function yamlErrorRange(
  document: Document,
  { code, message, pos }: YAMLError,
  text: string,
): [number, number] {
  const [from, to] = pos;
  if (code === 'BAD_INDENT' && /^All /.test(message)) {
    const indent = /^[ \t]*/.exec(text.slice(from))![0].length;
    return [from + indent, Math.max(to, from + indent + 1)];
  }
  if (!/^Missing closing ["']|end with a .$/.test(message)) return [from, to];
  let opened: Node | undefined;
  visit(document, {
    Node: (_, node) => {
      const opens = isCollection(node) ? node.flow : isScalar(node) && node.type?.startsWith('QUOTE');
      if (opens && node.range && node.range[0] <= from && from <= node.range[2]) opened = node as Node;
    },
  });
  return opened?.range ? [opened.range[0], opened.range[0] + 1] : [from, to];
}
