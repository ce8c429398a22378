import * as vscode from 'vscode';
// The types are one file that you copy. At run time, your extension needs only MCP Pool.
import type { McpPoolApi } from './mcp-pool';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  // 'extensionDependencies' in package.json makes sure that MCP Pool is installed.
  const pool = await vscode.extensions.getExtension<McpPoolApi>('mcp-pool.mcp-pool')!.activate();
  const log = vscode.window.createOutputChannel('MCP Pool Example');

  context.subscriptions.push(
    log,
    pool.onDidEvent((event) => {
      if (event.type === 'state.changed') log.appendLine(`${event.server} is ${event.state.kind}`);
    }),
    vscode.commands.registerCommand('mcpPoolExample.echo', async (said?: string) => {
      const message = said ?? (await vscode.window.showInputBox({ prompt: 'What shall the server say?' }));
      const server = pool.servers.find(({ catalog }) =>
        catalog.tools.items.some(({ name }) => name === 'echo'),
      );
      if (message === undefined || !server) return undefined;

      // The user confirms the call, unless 'autoApprove' of the server covers the tool.
      const { outcome, duration } = await pool.callTool(server.id, 'echo', { message });
      if (outcome.kind === 'failure') {
        void vscode.window.showErrorMessage(
          `${outcome.failure.message} ${outcome.failure.nextSteps.join(' ')}`,
        );
        return undefined;
      }
      const text = outcome.result.content
        .map((block) => (block.type === 'text' ? block.text : ''))
        .join('\n');
      void vscode.window.showInformationMessage(`${server.name} said after ${duration} ms: ${text}`);
      return text;
    }),
  );
}
