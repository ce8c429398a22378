import * as vscode from 'vscode';
import { registerApproval } from './editor/approval/registerApproval';
import { registerChat } from './editor/assistants/registerChat';
import { EditorSignIns } from './editor/auth/editorSignIns';
import { registerSignIn } from './editor/auth/signInCommands';
import { registerCalls } from './editor/call/registerCalls';
import { registerConfigCommands } from './editor/configFile/configCommands';
import { registerProblems } from './editor/configFile/registerProblems';
import { ResourceFiles } from './editor/documents/resourceFiles';
import { registerResultActions } from './editor/documents/resultActions';
import { ResultDocuments } from './editor/documents/resultDocuments';
import { registerPickers } from './editor/find/registerPickers';
import { AttachService } from './editor/gateway/attachService';
import { GatewayService } from './editor/gateway/gatewayService';
import { registerAttach } from './editor/gateway/registerAttach';
import { registerGateway } from './editor/gateway/registerGateway';
import { schemes } from './editor/ids';
import { registerInputs } from './editor/inputs/inputCommands';
import { registerLanguage } from './editor/language/registerLanguage';
import { registerLinks } from './editor/links/registerLinks';
import { registerLogs } from './editor/logs/serverLogs';
import { registerServerCommands } from './editor/servers/serverCommands';
import type { McpPoolApi } from './editor/services/api';
import { ApprovalService } from './editor/services/approvalService';
import { ConfigFiles } from './editor/services/configFiles';
import { ConfigLocations } from './editor/services/configLocations';
import { createApi } from './editor/services/createApi';
import { InputValues } from './editor/services/inputValues';
import { PoolService } from './editor/services/poolService';
import { Reporter } from './editor/services/reporter';
import type { Services } from './editor/services/services';
import { registerStatusBar } from './editor/status/statusBar';
import { registerTasks } from './editor/tasks/registerTasks';
import { registerTerminal } from './editor/terminal/registerTerminal';
import { registerTree } from './editor/tree/serversTree';
import { openLog } from './editor/ui/openLog';

let running: { readonly pool: PoolService; readonly gateway: GatewayService } | undefined;

/** Makes the services, registers each feature and returns the public API. */
export function activate(context: vscode.ExtensionContext): McpPoolApi {
  const log = openLog('MCP Pool');
  const reporter = new Reporter(log);
  const answers = new InputValues(context);
  const approvals = new ApprovalService(answers.variables, log);
  const places = new ConfigLocations();
  const signIns = new EditorSignIns(context, answers.variables);
  const attach = new AttachService(log);
  const pool = new PoolService(
    {
      storage: context.globalStorageUri,
      signIns,
      attachedAuthorizerOf: attach.authorizerOf,
      variables: answers.variables,
      checkApproval: approvals.check,
      confirm: async (asked, signal) =>
        (await import('./editor/approval/confirmInEditor')).confirmInEditor(
          asked,
          async (...decided) =>
            (await import('./editor/configFile/decideForGood')).decideForGood(services, ...decided),
          signal,
        ),
      elicit: async (...asked) => (await import('./editor/call/elicit')).elicitInEditor(...asked),
    },
    log,
  );
  const configFiles = new ConfigFiles(pool, places, approvals, attach, log);
  const gateway = new GatewayService(context, pool, configFiles, attach, log);
  running = { pool, gateway };
  const services: Services = { context, pool, configFiles, reporter, log };
  const resources = new ResourceFiles(pool);
  const results = new ResultDocuments(pool, resources);
  const readOnly = { isReadonly: true, isCaseSensitive: true };

  context.subscriptions.push(
    log,
    approvals,
    places,
    signIns,
    configFiles,
    attach,
    gateway,
    resources,
    vscode.workspace.registerFileSystemProvider(schemes.resource, resources, readOnly),
    vscode.workspace.registerFileSystemProvider(schemes.result, results, readOnly),
    registerLogs(services),
    registerProblems(services),
    registerApproval(services, approvals, answers),
    registerInputs(services, answers),
    registerLanguage(services, answers),
    registerTree(services),
    registerStatusBar(services),
    registerServerCommands(services),
    registerSignIn(services, signIns),
    registerConfigCommands(services, answers),
    registerCalls(services, results),
    registerTasks(services),
    registerLinks(services),
    registerGateway(services, gateway, attach),
    registerAttach(services, attach),
    registerChat(services, gateway),
    registerTerminal(services),
    registerResultActions(services, results),
    registerPickers(services, results, resources, gateway),
  );
  // Not awaited: activation is over when the commands are there; servers follow in their own time.
  void configFiles.reload().catch((error) => reporter.report(error));
  return createApi(pool);
}

/** Ends all servers; VS Code waits for it for a few seconds. */
export async function deactivate(): Promise<void> {
  await running?.gateway.stop();
  await running?.pool.dispose();
}
