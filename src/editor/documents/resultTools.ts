import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { fileNameOf } from '../../base/files';
import type { FinishedCall } from '../../pool/call';
import { commands, schemes } from '../ids';
import { label } from '../ui/labels';
import { askPick } from '../ui/quickInputs';
import type { ResultDocuments, ResultEntry } from './resultDocuments';
import { terminalCommand } from './terminalCommand';

/** Shows what differs from the result of the same tool before this one. */
export async function compareResult(results: ResultDocuments, uri?: vscode.Uri): Promise<void> {
  const entry = results.entryOf(uri);
  const previous = results.previousOf(entry);
  if (!previous)
    throw failure('usage', 'There is no earlier result of this tool to compare with.', ['Run it again.']);
  const name = label(entry.call?.tool ?? 'result');
  await vscode.commands.executeCommand('vscode.diff', previous.uri, entry.uri, `${name}: previous ↔ current`);
}

/** Copies a result, or how to get it again, in one of several forms. */
export async function copyResult(results: ResultDocuments, uri?: vscode.Uri): Promise<void> {
  const { call, rendered } = results.entryOf(uri);
  const items = [
    { label: 'Text', text: rendered.text },
    ...(call?.outcome.kind === 'result'
      ? [{ label: 'MCP result as JSON', text: JSON.stringify(call.outcome.result, undefined, 2) }]
      : []),
    ...(call
      ? [
          { label: 'Arguments as JSON', text: JSON.stringify(call.arguments, undefined, 2) },
          { label: 'Terminal command', text: terminalCommand(call) },
          { label: 'JSON-RPC request', text: jsonRpc(call) },
        ]
      : []),
  ];
  const end = await askPick({ title: 'Copy as', items, back: false, buttons: [] });
  const chosen = end.kind === 'accept' ? end.value[0] : undefined;
  if (chosen) await vscode.env.clipboard.writeText(chosen.text);
}

/** Saves a result as a file. */
export async function saveResult(results: ResultDocuments, uri?: vscode.Uri): Promise<void> {
  const entry = results.entryOf(uri);
  const name =
    entry.rendered.only?.name ??
    fileNameOf(
      entry.call?.tool ?? '',
      { json: 'json', markdown: 'md', plaintext: 'txt' }[entry.rendered.language],
      'result',
    );
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, name),
    title: 'Save the result',
  });
  if (target) await vscode.workspace.fs.writeFile(target, results.readFile(entry.uri));
}

function jsonRpc({ number, tool, arguments: args }: FinishedCall): string {
  return JSON.stringify({
    jsonrpc: '2.0',
    id: number,
    method: 'tools/call',
    params: { name: tool, arguments: args },
  });
}

/** Opens a result in an editor of VS Code. */
export function openResult(results: ResultDocuments, editor: string, uri?: vscode.Uri): Thenable<unknown> {
  return vscode.commands.executeCommand('vscode.openWith', results.entryOf(uri).uri, editor, {
    preview: true,
  });
}

/** The row above a result. */
export function resultLenses(results: ResultDocuments, uri: vscode.Uri): vscode.CodeLens[] {
  const entry = results.entryOf(uri);
  const actions: [string, string][] = [];
  if (entry.call) {
    actions.push(['Run Again', commands.runAgain], ['Edit and Run', commands.editAndRun]);
    if (results.previousOf(entry)) actions.push(['Compare with Previous', commands.compare]);
  }
  if (entry.rendered.language === 'markdown') actions.push(['Preview', commands.previewResult]);
  actions.push(['Copy As…', commands.copyResult], ['Save…', commands.saveResult]);
  const top = new vscode.Range(0, 0, 0, 0);
  return actions.map(([title, command]) => new vscode.CodeLens(top, { title, command, arguments: [uri] }));
}

/** The links of a result. VS Code finds web addresses on its own; links to resources and to parts of a result are made here. */
export function resultLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
  const pattern = new RegExp(
    `\\]\\((${schemes.resource}:[^()\\s]+|(?:image|audio|resource)-\\d+\\.\\w+)\\)`,
    'g',
  );
  return [...document.getText().matchAll(pattern)].map((match) => {
    const start = match.index + 2;
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + match[1]!.length));
    const target = match[1]!.startsWith(schemes.resource)
      ? vscode.Uri.parse(
          `command:${commands.openResource}?${encodeURIComponent(JSON.stringify([{ address: match[1] }]))}`,
        )
      : vscode.Uri.joinPath(document.uri, '..', match[1]!);
    const link = new vscode.DocumentLink(range, target);
    link.tooltip = 'Open';
    return link;
  });
}

/** Shows a result in the way that fits it: as a picture, as a preview or as text. */
export async function showResult({ uri, rendered }: ResultEntry): Promise<void> {
  if (rendered.only) {
    await vscode.commands.executeCommand('vscode.open', uri, { preview: true });
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.languages.setTextDocumentLanguage(document, rendered.language);
  if (!rendered.fetches && rendered.files.some(({ mimeType }) => mimeType.startsWith('image/'))) {
    // A preview shows pictures, not their names; the menu of the tab leads to the text.
    await vscode.commands.executeCommand('vscode.openWith', uri, 'vscode.markdown.preview.editor', {
      preview: true,
    });
    return;
  }
  await vscode.window.showTextDocument(document, { preview: true });
}
