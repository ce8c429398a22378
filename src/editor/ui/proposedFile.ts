import * as vscode from 'vscode';

/** The text of a file, with unsaved changes; undefined when the file is not there. */
export async function writtenText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return undefined;
  }
}

/** Shows a file with the text that it would have, unsaved: the person checks it and saves. */
export async function proposeFile(uri: vscode.Uri, text: string): Promise<void> {
  const exists = (await writtenText(uri)) !== undefined;
  const target = exists ? uri : uri.with({ scheme: 'untitled' });
  const document = await vscode.workspace.openTextDocument(target);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(target, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
}

/** Shows a text for copying, where the file it belongs in is unknown. */
export async function proposeText(content: string, language: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}
