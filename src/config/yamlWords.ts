import type { YAMLError } from 'yaml';
import { oneLine } from '../base/text';

/** What to do about a mistake of YAML, by the first of these that its message fits. */
const advice: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^Tabs are not allowed/, 'Indent with spaces.'],
  [/^All (?:mapping|sequence) items must start/, 'Indent this line like the ones beside it.'],
  [/^Nested mappings are not allowed/, 'Quote the text if it has a colon in it, or begin a new line.'],
  [/^Implicit keys need to be on a single line/, 'Is a colon, a quote or a bracket missing?'],
  [/^Implicit map keys need to be followed/, "Put a colon and a space behind the name: 'name: value'."],
  [/^The : indicator must be at most 1024/, 'Is a quote missing?'],
  [/^A block sequence may not be used/, 'Put the list on the lines below its name.'],
  [/^Sequence item without -/, "Begin each item of the list with '- '."],
  [/^Missing closing/, 'Close the quote where the text ends.'],
  [/^Missing space after :/, "Write 'name: value'."],
  [/^Missing , /, 'Put a comma between the two, or quote what belongs together.'],
  [/must end with a|Expected .* to end/, 'Close the bracket.'],
  [/^Invalid escape sequence/, "Write '\\\\' for a backslash, or use single quotes."],
  [/^Plain value cannot start with/, 'Quote the value.'],
  [/^Comments must be separated/, "Put a space before '#', or quote the text."],
  [/^Tags and anchors must be separated/, "Quote a text that begins with '!' or '&'."],
  [/^Unexpected/, 'Is a quote, a comma or a bracket missing or too much?'],
  [/block scalar header/i, "Begin the text on the line below '|' or '>'."],
  [/^Block scalar/, 'Indent its lines deeper than its name.'],
  [/^Block collections? (?:are|is) not allowed/, "Within '{' and '[' use commas and no indentation."],
  [/^Flow end indicator/, 'Indent the closing bracket deeper.'],
];

/** A sentence for a mistake of YAML: what is wrong, and what to do. */
export function yamlSentence({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  if (code === 'MULTIPLE_DOCS')
    return "The file holds more than one YAML document. Remove the line '---' or what follows it.";
  if (code === 'NON_STRING_KEY')
    return "A name must be text, not a list, a map or an alias. Quote it, or remove the '?' before it.";
  const tag = /^Unresolved tag: (.*)$/.exec(message)?.[1]?.replace(/^tag:yaml\.org,2002:/, '!!');
  if (tag) return `The tag '${tag}' means nothing here and is left out of account. Remove it.`;
  const first = sentence(message);
  const next = advice.find(([pattern]) => pattern.test(first))?.[1];
  return next ? `${first} ${next}` : first;
}

function sentence(message: string): string {
  const first = oneLine(message.split('\n')[0]!);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
