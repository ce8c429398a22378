import * as vscode from 'vscode';
import { failure } from '../../base/failure';

/** Changes the text of a file as one edit that can be undone, and saves it. Does not save earlier unsaved changes of the person. */
export async function editConfig(
  uri: vscode.Uri,
  change: (text: string) => string,
): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const before = document.getText();
  const after = change(before);
  if (after === before) return document;
  const unsaved = document.isDirty;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), after);
  await vscode.workspace.applyEdit(edit);
  if (unsaved) {
    const name = vscode.workspace.asRelativePath(uri);
    throw failure('usage', `${name} has unsaved changes, so the new change was made but not saved.`, [
      'Save the file to apply it.',
    ]);
  }
  await document.save();
  return document;
}
