import * as vscode from 'vscode';
import type { Problem, Range } from '../../config/model/definition';

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
