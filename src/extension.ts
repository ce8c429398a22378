import * as vscode from 'vscode';
import { createApi, type McpPoolApi } from './editor/api';
import { registerCalls } from './editor/call/callTool';
import { registerConfigCommands } from './editor/configFile/configCommands';
import { ConfigFiles } from './editor/configFile/configFiles';
import { registerProblems } from './editor/configFile/problems';
import { confirmInEditor } from './editor/confirm';
import { registerResources } from './editor/documents/openResource';
import { ResourceFiles } from './editor/documents/resourceFiles';
import { registerResultActions } from './editor/documents/resultActions';
import { ResultDocuments } from './editor/documents/resultDocuments';
import { registerFind } from './editor/find';
import { schemes } from './editor/ids';
import { registerLogs } from './editor/logs/serverLogs';
import { PoolService } from './editor/poolService';
import { registerPrompts } from './editor/prompts/getPrompt';
import { Reporter } from './editor/reporter';
import { registerServerCommands } from './editor/servers/serverCommands';
import type { Services } from './editor/services';
import { registerStatusBar } from './editor/status/statusBar';
import { registerTree } from './editor/tree/serversTree';

let running: PoolService | undefined;

/** Makes the services, registers each feature and returns the public API. */
export function activate(context: vscode.ExtensionContext): McpPoolApi {
  const log = vscode.window.createOutputChannel('MCP Pool', { log: true });
  const reporter = new Reporter(log);
  const pool = new PoolService(confirmInEditor, log);
  running = pool;
  const configFiles = new ConfigFiles(pool, log);
  const services: Services = { context, pool, configFiles, reporter, log };
  const resources = new ResourceFiles(pool);
  const results = new ResultDocuments(pool, resources);
  const readOnly = { isReadonly: true, isCaseSensitive: true };

  context.subscriptions.push(
    log,
    configFiles,
    vscode.workspace.registerFileSystemProvider(schemes.resource, resources, readOnly),
    vscode.workspace.registerFileSystemProvider(schemes.result, results, readOnly),
    registerLogs(services),
    registerProblems(services),
    registerTree(services),
    registerStatusBar(services),
    registerServerCommands(services),
    registerConfigCommands(services),
    registerCalls(services, results),
    registerResultActions(services, results),
    registerResources(services, resources),
    registerPrompts(services, results),
    registerFind(services),
  );
  // Not awaited: activation is over when the commands are there; servers follow in their own time.
  void configFiles.reload().catch((error) => reporter.report(error));
  return createApi(pool);
}

/** Ends all servers; VS Code waits for it for a few seconds. */
export async function deactivate(): Promise<void> {
  await running?.dispose();
}
