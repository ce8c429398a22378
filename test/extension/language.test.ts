import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../src/editor/services/api';
import { configFile, problemsUntil } from './support/config';
import { activateApi, isReady, poolUntil } from './support/pool';

describe('The language of mcp-config.yaml', () => {
  let api: McpPoolApi;
  let document: vscode.TextDocument;
  let original: string;

  before(async () => {
    api = await activateApi();
    await poolUntil(
      api,
      'both servers are ready',
      () => isReady(api, 'everything') && isReady(api, 'memory'),
    );
  });

  beforeEach(async () => {
    document = await vscode.workspace.openTextDocument(configFile());
    await vscode.window.showTextDocument(document);
    // Another test may just have written the file: the document follows the disk only after a while.
    await vscode.commands.executeCommand('workbench.action.files.revert');
    original = document.getText();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(document.getText(), original);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Types text at the end of the file; `|` is where the cursor is to stand. */
  const typeAtEnd = async (marked: string): Promise<vscode.Position> => {
    const at = marked.indexOf('|');
    const end = document.lineAt(document.lineCount - 1).range.end;
    const offset = document.offsetAt(end);
    await vscode.window.activeTextEditor!.edit((edit) => edit.insert(end, marked.replace('|', '')));
    return document.positionAt(offset + at);
  };

  const labelsAt = async (position: vscode.Position): Promise<string[]> => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  };

  it('completes the keys of a server that are not there yet', async () => {
    const labels = await labelsAt(await typeAtEnd('\n  new:\n    command: x\n    |'));
    for (const key of ['args', 'env', 'autoApprove', 'envFile']) assert.ok(labels.includes(key), key);
    assert.ok(!labels.includes('command'));
    assert.ok(!labels.includes('headers'), 'a program has no headers');
  });

  it('completes values, and the tools of a running server', async () => {
    assert.ok((await labelsAt(await typeAtEnd('\n    autostart: |'))).includes('onDemand'));
    await vscode.commands.executeCommand('undo');
    const tools = await labelsAt(await typeAtEnd('\n    autoApprove: [|]'));
    assert.ok(tools.includes('read_graph'), `the tools of memory: ${tools.slice(0, 5).join()}`);
  });

  it('completes variables', async () => {
    const labels = await labelsAt(await typeAtEnd('\n    cwd: "${|}"'));
    assert.ok(labels.includes('workspaceFolder'), labels.slice(0, 8).join());
  });

  it('explains keys, and shows the state of a server', async () => {
    const hoverOf = async (word: string) => {
      const at = document.positionAt(document.getText().indexOf(word) + 1);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      );
      return hovers
        .flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value))
        .join('\n');
    };
    assert.match(await hoverOf('command:'), /The program to start/);
    assert.match(await hoverOf('everything:'), /Now: \d+ tools/);
  });

  it('shows the state of each server and its actions above it', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      100,
    );
    const line = document.positionAt(document.getText().indexOf('everything:')).line;
    const titles = lenses
      .filter(({ range }) => range.start.line === line)
      .map(({ command }) => command?.title ?? '');
    assert.match(titles.join(' | '), /Ready \| .*\d+ tools \| Restart \| Stop \| Log/);
  });

  it('has an outline with the servers and what they start', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const servers = symbols.find(({ name }) => name === 'mcpServers')?.children.map(({ name }) => name);
    assert.deepEqual(servers, ['everything', 'memory']);
  });

  it('replaces a key of another client by a quick fix', async () => {
    await typeAtEnd('\n    alwaysAllow: [read_graph]|');
    const [problem] = await problemsUntil((all) => all.some(({ code }) => code === 'other-name'));
    assert.equal(problem!.severity, vscode.DiagnosticSeverity.Information);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem!.range,
    );
    const fix = actions.find(({ title }) => title === "Rename 'alwaysAllow' to 'autoApprove'");
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /\n {4}autoApprove: \[read_graph\]/);
  });

  it('moves a secret from the file into the answer to an input', async () => {
    await typeAtEnd('\n  secret: { command: node, env: { API_TOKEN: sk-1234567890abcDEF } }\n|');
    const problems = await problemsUntil((all) => all.some(({ code }) => code === 'plain-secret'));
    const problem = problems.find(({ code }) => code === 'plain-secret')!;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
    );
    const fix = actions.find(({ title }) => title.includes('Move it to an input'));
    assert.ok(fix?.edit && fix.command);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /API_TOKEN: "\$\{input:api_token\}"/);
    assert.match(document.getText(), /\ninputs:\n {2}api_token: \{ type: secret \}/);
    assert.doesNotMatch(document.getText(), /sk-1234/);
    assert.deepEqual(fix.command.arguments, [document.uri.fsPath, 'api_token', 'sk-1234567890abcDEF']);
  });

  it('warns of a program, a variable and a file that do not exist', async () => {
    await typeAtEnd(
      '\n  gone:\n    command: no-such-program-here\n    envFile: gone.env\n    args: ["${NO_SUCH_VARIABLE}"]\n|',
    );
    const problems = await problemsUntil((all) => all.length >= 3);
    const found = problems
      .map(({ code, range }) => `${code} ${path.basename(document.getText(range))}`)
      .sort();
    assert.deepEqual(found, [
      'missing-env-file gone.env',
      'no-program no-such-program-here',
      'unset-variable ${NO_SUCH_VARIABLE}',
    ]);
  });
});
