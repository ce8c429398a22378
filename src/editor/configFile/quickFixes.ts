import * as vscode from 'vscode';
import type { Fix, Problem, Range } from '../../config/definition';
import { commands } from '../ids';

const severities: Record<Problem['severity'], vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Information,
};

/** A problem as VS Code shows it. */
export function toDiagnostic({ severity, code, message, range }: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(range), message, severities[severity]);
  diagnostic.source = 'MCP Pool';
  diagnostic.code = code;
  return diagnostic;
}

/** A stretch of text as VS Code counts it, from 0. */
export function toRange({ line, column, endLine, endColumn }: Range): vscode.Range {
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}

/** Offers the changes that would mend a problem. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
  private readonly problems = new Map<string, readonly Problem[]>();

  /** What is wrong with a file now. */
  set(uri: vscode.Uri, problems: readonly Problem[]): void {
    this.problems.set(uri.toString(), problems);
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const there = this.problems.get(document.uri.toString()) ?? [];
    return there
      .filter((problem) => toRange(problem.range).intersection(range) !== undefined)
      .flatMap((problem) =>
        (problem.fixes ?? []).map((fix, at) => action(document.uri, problem, fix, at === 0)),
      );
  }
}

function action(uri: vscode.Uri, problem: Problem, fix: Fix, preferred: boolean): vscode.CodeAction {
  const made = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  made.edit = new vscode.WorkspaceEdit();
  for (const { range, text } of fix.edits) made.edit.replace(uri, toRange(range), text);
  made.diagnostics = [toDiagnostic(problem)];
  made.isPreferred = preferred && problem.fixes?.length === 1;
  if (fix.secret) {
    const { input, value } = fix.secret;
    // What is taken out of the file is kept, so that nobody is asked for it.
    made.command = { title: fix.title, command: commands.storeInput, arguments: [uri.fsPath, input, value] };
  }
  return made;
}
