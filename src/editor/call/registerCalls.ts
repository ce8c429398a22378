import * as vscode from 'vscode';
import type { ResultDocuments } from '../documents/resultDocuments';
import { commands, contextKeys, lastCallKey } from '../ids';
import type { Services } from '../services/services';
import type { ToolCalls } from './toolCalls';

/** "MCP: Call Tool…" and the related commands. */
export function registerCalls(services: Services, results: ResultDocuments): vscode.Disposable {
  const { reporter, context } = services;
  const hasLast = context.workspaceState.get(lastCallKey) !== undefined;
  void vscode.commands.executeCommand('setContext', contextKeys.hasLastCall, hasLast);
  let calls: Promise<ToolCalls> | undefined;
  const load = () => {
    calls ??= import('./toolCalls').then(({ ToolCalls }) => new ToolCalls(services, results));
    return calls;
  };
  return vscode.Disposable.from(
    reporter.command(commands.callTool, async (given?: unknown) => (await load()).ask(given)),
    reporter.command(commands.callLastTool, async () => (await load()).repeatLast()),
    reporter.command(commands.runAgain, async (uri?: vscode.Uri) => (await load()).runAgain(uri)),
    reporter.command(commands.editAndRun, async (uri?: vscode.Uri) => (await load()).editAndRun(uri)),
  );
}
