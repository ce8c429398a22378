import * as vscode from 'vscode';
import { commands, schemes } from '../ids';
import type { Services } from '../services/services';
import type { ResultDocuments } from './resultDocuments';

/** What can be done with a result: the row of lenses above it, and their commands. */
export function registerResultActions({ reporter }: Services, results: ResultDocuments): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(
      { scheme: schemes.result },
      { provideCodeLenses: async ({ uri }) => (await import('./resultTools')).resultLenses(results, uri) },
    ),
    vscode.languages.registerDocumentLinkProvider(
      [{ scheme: schemes.result }, { scheme: schemes.resource }],
      { provideDocumentLinks: async (document) => (await import('./resultTools')).resultLinks(document) },
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
    reporter.command(commands.previewResult, async (uri?: vscode.Uri) =>
      (await import('./resultTools')).openResult(results, 'vscode.markdown.preview.editor', uri),
    ),
    reporter.command(commands.showResultText, async (uri?: vscode.Uri) =>
      (await import('./resultTools')).openResult(results, 'default', uri),
    ),
  );
}
