import * as vscode from 'vscode';

/** The folder with the scripts that start `mcp-pool`. It stays the same across versions, so that others may refer to it. */
export function launchersFolder(context: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(context.globalStorageUri, 'bin');
}
