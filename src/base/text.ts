/** "1 tool", "2 tools". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Names in single quotes, joined by commas. */
export function quoted(names: Iterable<string>): string {
  return [...names].map((name) => `'${name}'`).join(', ');
}

/** The text on one line of at most `length` characters. */
export function oneLine(text: string, length = 200): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

/** A name or value of the person within a sentence of ours: on one line and not too long. */
export function shown(text: string): string {
  return oneLine(text, 80);
}

/** A command line as a person would type it, for showing only. */
export function commandLine(command: string, args: readonly string[]): string {
  return [command, ...args]
    .map((part) => (/^[\w@%+=:,./\\-]+$/.test(part) ? part : JSON.stringify(part)))
    .join(' ');
}

/** Milliseconds as a person says them: "12 ms", "3.4 s", "2 min 5 s". */
export function formatDuration(ms: number): string {
  // Each limit is where rounding would reach the next unit: never "1000 ms" or "1 min 60 s".
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_500) return `${(ms / 1000).toFixed(ms < 9_950 ? 1 : 0)} s`;
  const whole = Math.round(ms / 1000);
  const minutes = Math.floor(whole / 60);
  const seconds = whole % 60;
  return seconds ? `${minutes} min ${seconds} s` : `${minutes} min`;
}

/** Control characters besides tab and line break, and signs that have no width or turn the direction of writing. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** The text with what a terminal or an editor would not show, or would obey, written out: others could hide words with it. */
export function visible(text: string): string {
  return text.replace(unseen, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`);
}
