import { cut, oneLine, visible, visibleLine } from '../../base/text';

// Text of servers, files and other programs, escaped for each part of the window. Independent of VS Code, so that unit tests can run it.

/** The longest text in a row or a title, in characters. */
const longestLabel = 200;

/** VS Code cuts a notification after 1000 characters. */
const longestMessage = 900;

/** Text for a row, a tab or a title: on one line, with every character visible. */
export function label(text: string, longest = longestLabel): string {
  return cut(visibleLine(oneLine(text, longest)), longest);
}

/**
 * Text for where VS Code would make icons of `$(name)`: picks, the status bar, lenses. A backslash keeps it as it is.
 * https://code.visualstudio.com/api/references/icons-in-labels
 */
export function iconless(text: string, longest = longestLabel): string {
  return label(text, longest).replace(/(\\)?\$\([A-Za-z0-9~-]+\)/g, (sign, kept) =>
    kept ? sign : `\\${sign}`,
  );
}

/** Text for a notification, in which VS Code would make a link of `[words](address)`, even one that runs a command. */
export function messageText(text: string, longest = longestMessage): string {
  return label(text, longest).replaceAll('](', '] (');
}

/** Text for the line below an input, in which VS Code makes both links and icons. */
export function promptText(text: string): string {
  return iconless(messageText(text, 400), 500);
}

/** Text of a dialog, which has lines and makes nothing of them. */
export function dialogText(text: string): string {
  return visible(text);
}

/** A record of a log. Further lines are indented, so that none can be mistaken for a record. */
export function logText(text: string): string {
  return visible(text).trimEnd().replaceAll('\n', '\n    ');
}

/** Lines for a terminal of VS Code. */
export function terminalText(text: string): string {
  return `${visible(text).replaceAll('\n', '\r\n')}\r\n`;
}

/** The servers and how each is doing, in rows of text. */
export function serversText(rows: readonly (readonly [name: string, state: string])[]): string {
  const shown = rows.slice(0, 50).map(([name, state]) => `${label(name, 100)}: ${label(state)}`);
  const rest = rows.length > shown.length ? [`… and ${rows.length - shown.length} more`] : [];
  return ['MCP servers', ...shown, ...rest].join('\n');
}
