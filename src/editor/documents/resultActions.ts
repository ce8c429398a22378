import * as vscode from 'vscode';
import { commands, schemes } from '../ids';
import type { Services } from '../services/services';
import type { ResultDocuments } from './resultDocuments';

/** What can be done with a result: the row above it, and the commands behind the row. */
export function registerResultActions({ reporter }: Services, results: ResultDocuments): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(
      { scheme: schemes.result },
      { provideCodeLenses: ({ uri }) => lenses(results, uri) },
    ),
    vscode.languages.registerDocumentLinkProvider(
      [{ scheme: schemes.result }, { scheme: schemes.resource }],
      { provideDocumentLinks: links },
    ),
    reporter.command(commands.compare, async (uri?: vscode.Uri) =>
      (await import('./resultTools')).compareResult(results, uri),
    ),
    reporter.command(commands.copyResult, async (uri?: vscode.Uri) =>
      (await import('./resultTools')).copyResult(results, uri),
    ),
    reporter.command(commands.saveResult, async (uri?: vscode.Uri) =>
      (await import('./resultTools')).saveResult(results, uri),
    ),
    reporter.command(commands.previewResult, (uri?: vscode.Uri) =>
      openWith(results, 'vscode.markdown.preview.editor', uri),
    ),
    reporter.command(commands.showResultText, (uri?: vscode.Uri) => openWith(results, 'default', uri)),
  );
}

function openWith(results: ResultDocuments, editor: string, uri?: vscode.Uri): Thenable<unknown> {
  return vscode.commands.executeCommand('vscode.openWith', results.entryOf(uri).uri, editor, {
    preview: true,
  });
}

function lenses(results: ResultDocuments, uri: vscode.Uri): vscode.CodeLens[] {
  const entry = results.entryOf(uri);
  const actions: [string, string][] = [];
  if (entry.call) {
    actions.push(['Run again', commands.runAgain], ['Edit and run', commands.editAndRun]);
    if (results.previousOf(entry)) actions.push(['Compare with previous', commands.compare]);
  }
  if (entry.rendered.language === 'markdown') actions.push(['Preview', commands.previewResult]);
  actions.push(['Copy as…', commands.copyResult], ['Save…', commands.saveResult]);
  const top = new vscode.Range(0, 0, 0, 0);
  return actions.map(([title, command]) => new vscode.CodeLens(top, { title, command, arguments: [uri] }));
}

/** VS Code finds web addresses by itself; those of resources and of the parts of a result are ours. */
function links(document: vscode.TextDocument): vscode.DocumentLink[] {
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
