import { UriTemplate } from '@modelcontextprotocol/client';

/** The names of the variables of a URI template, each once. https://www.rfc-editor.org/rfc/rfc6570 */
export function templateVariables(template: string): readonly string[] {
  return [...new Set(new UriTemplate(template).variableNames)];
}

/** The URI of a template with these values. */
export function expandTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return new UriTemplate(template).expand({ ...values });
}

/** Longer URIs, and templates with more variables, match nothing. */
const longest = 2048;
const mostVariables = 20;

/** A part of a template: literal text, or one or more characters other than these. */
type Piece = { readonly text: string } | { readonly without: string };

/**
 * Whether a URI may have been made from a template; loosely, as a value may be anything. The SDK makes a regular expression of the
 * template, which takes exponential time for one with many variables; this checks each character once for each variable.
 */
export function matchesTemplate(template: string, uri: string): boolean {
  const pieces = template.length + uri.length > 2 * longest ? undefined : piecesOf(template);
  if (!pieces || uri.length > longest || !uri.startsWith(textOf(pieces[0]))) return false;
  // The positions where the checked part may end.
  let ends = new Set([0]);
  for (const piece of pieces) {
    ends = 'text' in piece ? afterText(uri, piece.text, ends) : afterValue(uri, piece.without, ends);
    if (ends.size === 0) return false;
  }
  return ends.has(uri.length);
}

function textOf(piece: Piece | undefined): string {
  return piece && 'text' in piece ? piece.text : '';
}

function afterText(uri: string, text: string, starts: ReadonlySet<number>): Set<number> {
  return new Set([...starts].filter((at) => uri.startsWith(text, at)).map((at) => at + text.length));
}

function afterValue(uri: string, without: string, starts: ReadonlySet<number>): Set<number> {
  const ends = new Set<number>();
  let within = false;
  for (let at = 0; at < uri.length; at++) {
    within = (within || starts.has(at)) && !without.includes(uri[at]!);
    if (within) ends.add(at + 1);
  }
  return ends;
}

/** Undefined for a template that cannot be read or has too many variables. */
function piecesOf(template: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  const parts = template.split(/\{([^{}]*)\}/);
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) pieces.push(...expressionPieces(part));
    else if (/[{}]/.test(part)) return undefined;
    else if (part) pieces.push({ text: part });
  }
  return pieces.filter((piece) => 'without' in piece).length > mostVariables ? undefined : pieces;
}

function expressionPieces(expression: string): readonly Piece[] {
  const operator = /^[+#./?&]/.exec(expression)?.[0] ?? '';
  const names = expression.slice(operator.length).split(',');
  if (operator === '?' || operator === '&')
    return names.flatMap((name, index) => [
      { text: `${index === 0 ? operator : '&'}${name.replace('*', '').trim()}=` },
      { without: '&' },
    ]);
  if (operator === '+' || operator === '#') return [{ without: '\n\r\u2028\u2029' }];
  const value = { without: expression.includes('*') ? '/' : '/,' };
  return operator ? [{ text: operator }, value] : [value];
}
