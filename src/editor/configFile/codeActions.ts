import * as vscode from 'vscode';
import type { Problem, QuickFix } from '../../config/model/definition';
import { commands } from '../ids';
import { toDiagnostic, toRange } from './diagnostics';

/** The changes to a file that fix its problems within a range. */
export function quickFixes(
  uri: vscode.Uri,
  problems: readonly Problem[],
  range: vscode.Range,
): vscode.CodeAction[] {
  return problems
    .filter((problem) => toRange(problem.range).intersection(range) !== undefined)
    .flatMap((problem) => (problem.fixes ?? []).map((fix, at) => action(uri, problem, fix, at === 0)));
}

function action(uri: vscode.Uri, problem: Problem, fix: QuickFix, preferred: boolean): vscode.CodeAction {
  const made = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  made.edit = new vscode.WorkspaceEdit();
  for (const { range, text } of fix.edits) made.edit.replace(uri, toRange(range), text);
  made.diagnostics = [toDiagnostic(problem)];
  made.isPreferred = preferred && problem.fixes?.length === 1;
  if (fix.secret) {
    const { input, value } = fix.secret;
    // The value taken out of the file is stored as the answer, so that no one is asked for it.
    made.command = { title: fix.title, command: commands.storeInput, arguments: [uri.fsPath, input, value] };
  }
  return made;
}
