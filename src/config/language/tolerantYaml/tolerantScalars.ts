import type { TolerantScalar } from './tolerantTree';

/** Marks the cursor while the file is read, so that there is something to find there. */
export const cursorMark = '\uE000';

/** The deepest nesting; anything deeper is read as text. */
export const deepestNesting = 100;

/** What ends an entry within brackets. */
const brackets = new Set(',[]{}');

/** Every character that can end a plain text or begin a variable in it. */
export const special = new Set('#$:,[]{}');

/** The end of the line at an offset, without its line break. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end === -1) return text.length;
  return end > at && text[end - 1] === '\r' ? end - 1 : end;
}

/** Where the next line begins. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

/** Where the line of an offset begins. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The first offset that is not a blank. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** The first word of the next line that has any. */
export function nextWord(text: string, from: number): number {
  let at = from;
  do at = skipBlanks(text, nextLine(text, at));
  while (at < text.length && (at >= lineEnd(text, at) || isComment(text, at)));
  return at;
}

/** Whether an offset is behind a word: at a blank, a line break or the end. */
export function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at >= text.length || code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** Whether a comment begins here. */
export function isComment(text: string, at: number): boolean {
  return text[at] === '#' && (at === 0 || isBlank(text, at - 1));
}

/** Whether the colon at an offset ends a key: one that is being typed has nothing behind it but the cursor. */
export function endsKey(text: string, at: number, flow: boolean): boolean {
  if (text[at] !== ':') return false;
  const next = text[at + 1] === cursorMark ? at + 2 : at + 1;
  return isBlank(text, next) || (flow && brackets.has(text[next]!));
}

/** Behind a `${…}`, which is one word here although YAML sees braces in it. */
export function skipVariable(text: string, from: number): number {
  let at = from + 2;
  while (at < text.length && !/[{}[\],\n\r"']/.test(text[at]!) && !isComment(text, at)) at++;
  return text[at] === '}' ? at + 1 : at;
}

/** A text without quotes: to the end of its line, or to where the list or map in brackets around it continues. */
export function plainScalar(text: string, from: number, flow?: 'map' | 'list'): TolerantScalar {
  // The cursor before an entry is one of its own.
  const isCursor = flow && text[from] === cursorMark && isBlank(text, from + 1);
  const end = isCursor ? from + 1 : lineEnd(text, from);
  let at = from;
  for (; at < end; at++) {
    const character = text[at]!;
    // Most characters mean nothing.
    if (!special.has(character)) continue;
    if (isComment(text, at)) break;
    if (text.startsWith('${', at)) at = Math.min(end, skipVariable(text, at)) - 1;
    else if (flow && at > from && brackets.has(character)) break;
    else if (flow === 'map' && endsKey(text, at, true)) break;
  }
  while (at > from + 1 && /[ \t]/.test(text[at - 1]!)) at--;
  return { kind: 'scalar', from, to: Math.max(at, from + 1), closed: true, block: false };
}

/**
 * A text in quotes. One that is being typed has no closing quote yet, and the next quote in the file belongs to something else: a
 * text of several lines is only accepted as one when it is indented as it must be and nothing else follows its end.
 */
export function quotedScalar(text: string, from: number, indent: number): TolerantScalar {
  const quote = text[from] as '"' | "'";
  const end = lineEnd(text, from);
  const close = closingQuote(text, from, quote);
  const scalar = { kind: 'scalar', from, quote, block: false } as const;
  if (close === -1) return { ...scalar, to: end, closed: false };
  if (close < end) return { ...scalar, to: close + 1, closed: true };
  for (let line = nextLine(text, from); line <= close && line < text.length; line = nextLine(text, line)) {
    const column = skipBlanks(text, line) - line;
    if (column <= indent && lineEnd(text, line) > line + column) return { ...scalar, to: end, closed: false };
  }
  const after = skipBlanks(text, close + 1);
  const fits = after >= lineEnd(text, close) || /[,\]}#]/.test(text[after]!);
  return fits ? { ...scalar, to: close + 1, closed: true } : { ...scalar, to: end, closed: false };
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at;
      at++;
    }
  }
  return -1;
}
