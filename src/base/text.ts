/** "1 tool", "2 tools". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Names in single quotes, joined by commas. They are external: each stays on one line and is not too long. */
export function quoted(names: Iterable<string>): string {
  return [...names].map((name) => `'${cut(visibleLine(name), 200)}'`).join(', ');
}

/** The text on one line of at most `length` characters. */
export function oneLine(text: string, length = 200): string {
  return cut(text.replace(/\s+/g, ' ').trim(), length);
}

/** The text, or its beginning and a mark when it has more than `length` characters. No surrogate pair is cut in half. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A name or value within one of our sentences: on one line and not too long. */
export function shown(text: string): string {
  return visible(oneLine(text, 80));
}

/** The longest run of a character. */
export function longestRun(text: string, sign: string): number {
  let longest = 0;
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at)) {
    const start = at;
    while (text[at] === sign) at++;
    longest = Math.max(longest, at - start);
  }
  return longest;
}

/** A command line as a person would type it, for showing only. */
export function commandLine(command: string, args: readonly string[]): string {
  return [command, ...args]
    .map((part) => (/^[\w@%+=:,./\\-]+$/.test(part) ? part : JSON.stringify(part)))
    .join(' ');
}

/** Milliseconds in words: "12 ms", "3.4 s", "2 min 5 s". */
export function formatDuration(ms: number): string {
  // Each limit is where rounding would reach the next unit: never "1000 ms" or "1 min 60 s".
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_500) return `${(ms / 1000).toFixed(ms < 9_950 ? 1 : 0)} s`;
  const whole = Math.round(ms / 1000);
  const minutes = Math.floor(whole / 60);
  const seconds = whole % 60;
  return seconds ? `${minutes} min ${seconds} s` : `${minutes} min`;
}

/**
 * Characters that a terminal or an editor would not show, or would obey: control characters besides tab and line break, characters without
 * a width or that change the direction of writing, half of a surrogate pair, and blank letters. The joiner within an emoji stays.
 */
const unseen =
  /(?![\t\n])\p{Cc}|(?!\u200d)\p{Cf}|(?<!\p{Extended_Pictographic}\ufe0f?[\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})|\u034f|[\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u2800\u3164\uffa0]|[\u{e0100}-\u{e01ef}]/gu;

/** A quick test that most text passes. */
const unusual = /[^\t\n\x20-\x7e]/;

/** The text with invisible and control characters escaped: external text could hide words with them. Lines stay lines. */
export function visible(text: string): string {
  return unusual.test(text) ? text.replaceAll('\r\n', '\n').replace(unseen, writtenOut) : text;
}

/** The text as {@link visible} returns it, with its tabs and line breaks escaped too: no name or value can look like two. */
export function visibleLine(text: string): string {
  return text.replace(unseen, writtenOut).replace(/[\t\n]/g, writtenOut);
}

/** A value as equivalent JSON in which every character is visible. */
export function visibleJson(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, undefined, indent) ?? 'null';
  return unusual.test(json) ? json.replace(unseen, asEscapes) : json;
}

/** A character as a JSON escape: https://www.rfc-editor.org/rfc/rfc8259#section-7 */
function asEscapes(sign: string): string {
  return [...Array(sign.length).keys()]
    .map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}

function writtenOut(sign: string): string {
  if (sign === '\n') return '\\n';
  if (sign === '\r') return '\\r';
  if (sign === '\t') return '\\t';
  return `\\u{${sign.codePointAt(0)!.toString(16)}}`;
}
