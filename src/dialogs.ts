// The door of dist/dialogs.js: what is needed once a person does something. As light as dist/extension.js must be, it has only what
// draws the window; this file and the other doors are the only ones that hand on what others define.

export { confirmReset, ServerReview, waitingMessage } from './editor/approval/serverReview';
export { connectAssistant } from './editor/assistants/connectAssistant';
export { signIn, signOut } from './editor/auth/signIn';
export { broadcastTool } from './editor/call/broadcastTool';
export { elicitInEditor } from './editor/call/elicit';
export { ToolCalls } from './editor/call/toolCalls';
export { addServer } from './editor/configFile/addServer';
export { ConfigActions } from './editor/configFile/configActions';
export { quickFixes } from './editor/configFile/quickFixes';
export { confirmInEditor } from './editor/confirm';
export { runDoctor } from './editor/doctor/runDoctor';
export { openResource } from './editor/documents/openResource';
export { compareResult, copyResult, saveResult } from './editor/documents/resultTools';
export { exportServers } from './editor/exchange/exportServers';
export { importServers } from './editor/exchange/importServers';
export { find } from './editor/find';
export { copyAccess } from './editor/gateway/copyAccess';
export { renewToken, startGateway } from './editor/gateway/gatewayCommands';
export { offerGateway } from './editor/gateway/offerGateway';
export { askInput } from './editor/inputs/askInput';
export { editInputs } from './editor/inputs/editInputs';
export { ConfigLanguage } from './editor/language/configLanguage';
export { followLink, linkTo } from './editor/links/links';
export { openAddress, reachableUrl } from './editor/openAddress';
export { getPrompt } from './editor/prompts/getPrompt';
export { pickOne } from './editor/quickInputs';
export { CallTerminal } from './editor/tasks/callTerminal';
export { tooltipOf } from './editor/tree/tooltips';
export { itemOf } from './editor/tree/treeItems';
export { renderPrompt, renderResult } from './pool/renderResult';
