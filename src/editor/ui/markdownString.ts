import * as vscode from 'vscode';

/**
 * Markdown as VS Code shows it: no HTML, no icons, and no links that run commands but those named. External text in it
 * has gone through base/markdown.ts.
 */
export function markdownString(text: string, enabledCommands: readonly string[] = []): vscode.MarkdownString {
  const made = new vscode.MarkdownString(text);
  made.supportHtml = false;
  made.supportThemeIcons = false;
  made.isTrusted = enabledCommands.length > 0 ? { enabledCommands } : false;
  return made;
}

/** A link that runs one of our commands. Its arguments can neither end the link nor begin another. */
export function commandLink(title: string, command: string, ...args: readonly unknown[]): string {
  const given = encodeURIComponent(JSON.stringify(args)).replace(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `[${title}](command:${command}?${given})`;
}
