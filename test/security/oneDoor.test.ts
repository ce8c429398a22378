import assert from 'node:assert/strict';
import { filesBelow, readText } from '../support/repository';

/** What may be used in which files only: there it makes visible, or plain text of, what others wrote. */
const doors: Readonly<Record<string, readonly [used: RegExp, where: readonly string[]]>> = {
  'notifications and dialogs': [
    /\bwindow\s*\.show(?:Information|Warning|Error)Message\b/,
    ['src/editor/ui/messages.ts'],
  ],
  'progress and text in the status bar': [
    /\bwindow\s*\.(?:withProgress|setStatusBarMessage)\b/,
    ['src/editor/ui/messages.ts'],
  ],
  'picks and inputs': [
    /\bwindow\s*\.(?:showQuickPick|createQuickPick|showInputBox|createInputBox)\b/,
    ['src/editor/ui/quickInputs.ts'],
  ],
  'Markdown of VS Code': [
    /new vscode\.MarkdownString\b|\.isTrusted\s*=/,
    ['src/editor/ui/markdownString.ts'],
  ],
  'links that run commands': [/\]\(command:/, ['src/editor/ui/markdownString.ts']],
  'output channels of VS Code': [/\bwindow\s*\.createOutputChannel\b/, ['src/editor/ui/openLog.ts']],
  'items of the tree': [/new vscode\.TreeItem\((?!'')/, ['src/editor/tree/serverItem.ts']],
  'output to the terminal': [
    /process\.std(?:out|err)\.write\b|\bconsole\.\w+\(/,
    [
      // Words that were filtered; and a server of its own, whose words are ours.
      'src/cli/completion/printCandidates.ts',
      'src/demo/demo.ts',
    ],
  ],
  'control sequences of the terminal': [
    /\\u001b|\\x1b|\\033/i,
    ['src/cli/terminal/safeText.ts', 'src/cli/terminal/screen.ts'],
  ],
};

/** The code of a file, without its comments. */
function codeOf(file: string): string {
  return readText(file).replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
}

describe('The source', () => {
  const sources = filesBelow('src').filter((file) => file.endsWith('.ts'));
  for (const [what, [used, where]] of Object.entries(doors))
    it(`uses one file for ${what}`, () => {
      const found = sources.filter((file) => used.test(codeOf(file)));
      assert.deepEqual(found.sort(), [...where].sort());
    });
});
