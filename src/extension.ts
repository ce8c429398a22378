import * as vscode from 'vscode';
import { registerApproval } from './editor/approval/registerApproval';
import { registerChat } from './editor/assistants/registerChat';
import { EditorSignIns } from './editor/auth/editorSignIns';
import { registerSignIn } from './editor/auth/signInCommands';
import { registerCalls } from './editor/call/registerCalls';
import { registerDialogs } from './editor/call/registerDialogs';
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

const readOnlyProvider = { isReadonly: true, isCaseSensitive: true };

type Made = ReturnType<typeof makeServices>;

let running: Made | undefined;

/** All features, in the order in which they are registered. */
const features: readonly ((made: Made) => vscode.Disposable)[] = [
  registerDialogs,
  ({ resources }) =>
    vscode.workspace.registerFileSystemProvider(schemes.resource, resources, readOnlyProvider),
  ({ results }) => vscode.workspace.registerFileSystemProvider(schemes.result, results, readOnlyProvider),
  registerLogs,
  registerProblems,
  (made) => registerApproval(made, made.approvals, made.answers),
  (made) => registerInputs(made, made.answers),
  (made) => registerLanguage(made, made.answers),
  registerTree,
  registerStatusBar,
  registerServerCommands,
  (made) => registerSignIn(made, made.signIns),
  (made) => registerConfigCommands(made, made.answers),
  (made) => registerCalls(made, made.results),
  registerTasks,
  registerLinks,
  (made) => registerGateway(made, made.gateway, made.attach),
  (made) => registerAttach(made, made.attach),
  (made) => registerChat(made, made.gateway),
  registerTerminal,
  (made) => registerResultActions(made, made.results),
  (made) => registerPickers(made, made.results, made.resources, made.gateway),
];

/** Makes the services, registers each feature and returns the public API. */
export function activate(context: vscode.ExtensionContext): McpPoolApi {
  const made = makeServices(context);
  const { log, approvals, places, signIns, configFiles, attach, gateway, resources } = made;
  running = made;
  context.subscriptions.push(log, approvals, places, signIns, configFiles, attach, gateway, resources);
  for (const register of features) context.subscriptions.push(register(made));
  // Not awaited: activation ends when the commands exist; servers follow later.
  void configFiles.reload().catch((error) => made.reporter.report(error));
  return createApi(made.pool);
}

/** What features share. Nothing is loaded or started yet. */
function makeServices(context: vscode.ExtensionContext) {
  const log = openLog('MCP Pool');
  const reporter = new Reporter(log);
  const answers = new InputValues(context);
  const { variables } = answers;
  const approvals = new ApprovalService(variables, log);
  const places = new ConfigLocations();
  const signIns = new EditorSignIns(context, variables);
  const attach = new AttachService(log);
  const pool = new PoolService(
    {
      storage: context.globalStorageUri,
      signIns,
      attachedAuthorizerOf: attach.authorizerOf,
      variables,
      checkApproval: approvals.check,
    },
    log,
  );
  const configFiles = new ConfigFiles(pool, places, approvals, attach, log);
  const gateway = new GatewayService(context, pool, configFiles, attach, log);
  const resources = new ResourceFiles(pool);
  const results = new ResultDocuments(pool, resources);
  const services: Services = { context, pool, configFiles, reporter, log };
  return { ...services, answers, approvals, places, signIns, attach, gateway, resources, results };
}

/** Ends all servers; VS Code waits a few seconds for it. */
export async function deactivate(): Promise<void> {
  await running?.gateway.stop();
  await running?.pool.dispose();
}
