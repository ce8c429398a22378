import * as vscode from 'vscode';
import { Debouncer } from '../../base/async';
import { DisposableStore } from '../../base/disposables';
import type { Problem } from '../../config/definition';
import type { Services } from '../services';

/** While typing, problems follow after this pause. In ms. */
const typingDelay = 250;

const severities: Record<Problem['severity'], vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Information,
};

/** Shows the problems of configuration files in the Problems panel, also while they are being typed. */
export function registerProblems({ configFiles }: Services): vscode.Disposable {
  const store = new DisposableStore();
  const collection = store.add(vscode.languages.createDiagnosticCollection('mcp-pool'));
  store.add(
    configFiles.onDidParse(({ uri, parsed }) => {
      if (parsed) collection.set(uri, parsed.problems.map(toDiagnostic));
      else collection.delete(uri);
    }),
  );

  let typed: vscode.TextDocument | undefined;
  const check = store.add(
    new Debouncer(typingDelay, async () => {
      const document = typed;
      if (!document) return;
      const version = document.version;
      const parsed = await configFiles.parse(document.uri, document.getText());
      // Typing went on in the meantime: a later check has the word.
      if (document.version === version && !document.isClosed)
        collection.set(document.uri, parsed.problems.map(toDiagnostic));
    }),
  );
  store.add(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!configFiles.places.isConfig(document.uri)) return;
      typed = document;
      check.schedule();
    }),
  );
  return store;
}

function toDiagnostic({ severity, code, message, range }: Problem): vscode.Diagnostic {
  const place = new vscode.Range(range.line - 1, range.column - 1, range.endLine - 1, range.endColumn - 1);
  const diagnostic = new vscode.Diagnostic(place, message, severities[severity]);
  diagnostic.source = 'MCP Pool';
  diagnostic.code = code;
  return diagnostic;
}
