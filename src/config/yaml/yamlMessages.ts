import { type Document, isCollection, isScalar, type Node, visit, type YAMLError } from 'yaml';
import { oneLine } from '../../base/text';

/** What is wrong and what to do, by the first of these that matches the message of the parser; `$1` is its capture. */
const sentences: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^Tabs are not allowed/, 'Tabs are not allowed as indentation. Indent with spaces.'],
  [
    /^All (mapping|sequence) items must start/,
    'This line is indented differently from the lines it belongs to. Start them in the same column.',
  ],
  [
    /^Nested mappings are not allowed/,
    'There is a second colon on this line, or a line below is indented too deeply. Quote a text with a colon.',
  ],
  [
    /^Implicit (?:map )?keys (?:need|of)/,
    "This line is not of the form 'name: value'. Is a colon, a quote or a bracket missing?",
  ],
  [/^The : indicator must be at most 1024/, 'The name before this colon is too long. Is a quote missing?'],
  [
    /^A block sequence may not be used|block-seq-ind on same line/,
    'A list with dashes starts on the line below its name.',
  ],
  [/^Sequence item without -/, "Each item of this list starts with '- '."],
  [/^Missing closing ["']/, 'The quote that opens here is never closed. Close it where the text ends.'],
  [
    /must (?:end with|be sufficiently indented and end with) a (.)/,
    "The bracket that opens here is never closed. Put '$1' where it ends, indented deeper than its name.",
  ],
  [/^Missing space after :/, "A space is missing after the colon: 'name: value'."],
  [/^Missing , /, 'A comma is missing before this. Add one, or quote the text.'],
  [
    /^Invalid escape sequence (..)/,
    "'$1' means nothing between double quotes. Write '\\\\' for a backslash, or use single quotes.",
  ],
  [/^Plain value cannot start with .*(.)$/, "A text that begins with '$1' needs quotes. Quote it."],
  [/^Comments must be separated/, "A comment needs a space before its '#'. Add one, or quote the text."],
  [/^Unexpected , /, 'Unexpected comma. Remove it.'],
  [/^Unexpected flow-(?:map|seq)-end/, 'Unexpected closing bracket. Remove it.'],
  [
    /at node end$/,
    'This comes after the end of a text, a list or a map. Quote all of it, or start a new line.',
  ],
  [
    /^Unexpected|^Not a YAML token|^Expected/,
    'Unexpected text. Is a quote, a comma or a bracket missing before it?',
  ],
  [/^Block scalar header|block scalar header/, "A block text starts on the line below its '|' or '>'."],
  [/^Block scalar/, 'The lines of this text are indented too little. Indent them deeper than their name.'],
  [
    /^Block collections? (?:are|is) not allowed/,
    "Inside '{' and '[', lists and maps also need brackets and commas.",
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
  [/^An alias node must not/, 'An alias cannot have an anchor or a tag. Remove what is before it.'],
  [/^A node can have at most one (\w+)/, 'This value has more than one $1. Remove one.'],
  [
    /directives-end/,
    "A line that begins with '%' needs a line '---' below it. Add one, or remove the '%' line.",
  ],
  [/^Unknown directive (\S+)/, "The line '$1' has no meaning here and is ignored. Remove it."],
  [/^Unsupported YAML version (\S+)/, "There is no version '$1' of YAML. Remove the line."],
  [/directive should contain/, 'This line is incomplete. Remove it.'],
  [
    /^Unresolved tag: (.*)$|^.*tag (\S+) is invalid|^(?:The|Not a valid tag:|Could not resolve tag:|Verbatim)/,
    'The tag before this value has no meaning here and is ignored. Remove it.',
  ],
  [/used for .* collection/, 'The tag does not fit its value. Remove it.'],
];

/** A message for a YAML error: what is wrong, and what to do. */
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
  return `${oneLine(first).replace(/[.!?]$/, '')}. Quote the text, or write it differently.`;
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
