/** Every id that code and package.json share; a test compares the two. */
export const commands = {
  callTool: 'mcpPool.callTool',
  callLastTool: 'mcpPool.callLastTool',
  openResource: 'mcpPool.openResource',
  getPrompt: 'mcpPool.getPrompt',
  find: 'mcpPool.find',
  startServer: 'mcpPool.startServer',
  stopServer: 'mcpPool.stopServer',
  restartServer: 'mcpPool.restartServer',
  signIn: 'mcpPool.signIn',
  signOut: 'mcpPool.signOut',
  refreshServer: 'mcpPool.refreshServer',
  refreshAll: 'mcpPool.refreshAll',
  showLog: 'mcpPool.showLog',
  showPoolLog: 'mcpPool.showPoolLog',
  openConfig: 'mcpPool.openConfig',
  createConfig: 'mcpPool.createConfig',
  addServer: 'mcpPool.addServer',
  goToDefinition: 'mcpPool.goToDefinition',
  reviewServers: 'mcpPool.reviewServers',
  approveServers: 'mcpPool.approveServers',
  resetApprovals: 'mcpPool.resetApprovals',
  editInputs: 'mcpPool.editInputs',
  storeInput: 'mcpPool.storeInput',
  tryDemo: 'mcpPool.tryDemo',
  doctor: 'mcpPool.doctor',
  startGateway: 'mcpPool.startGateway',
  stopGateway: 'mcpPool.stopGateway',
  copyGateway: 'mcpPool.copyGateway',
  renewGatewayToken: 'mcpPool.renewGatewayToken',
  attach: 'mcpPool.attach',
  detach: 'mcpPool.detach',
  connectAssistant: 'mcpPool.connectAssistant',
  broadcast: 'mcpPool.broadcast',
  importServers: 'mcpPool.importServers',
  exportServers: 'mcpPool.exportServers',
  copyName: 'mcpPool.copyName',
  copyLink: 'mcpPool.copyLink',
  focusTree: 'mcpPool.focusTree',
  runAgain: 'mcpPool.result.runAgain',
  editAndRun: 'mcpPool.result.editAndRun',
  compare: 'mcpPool.result.compare',
  copyResult: 'mcpPool.result.copy',
  saveResult: 'mcpPool.result.save',
  previewResult: 'mcpPool.result.preview',
  showResultText: 'mcpPool.result.text',
} as const;

export const views = { container: 'mcpPool', servers: 'mcpPool.servers' } as const;

export const contextKeys = {
  /** Whether the workspace has a configuration file. */
  hasConfig: 'mcpPool.hasConfig',
  /** How many servers there are. */
  serverCount: 'mcpPool.serverCount',
  /** How many servers wait for the person's approval. */
  waiting: 'mcpPool.waiting',
  /** Whether the gateway of this window is open. */
  gatewayRunning: 'mcpPool.gatewayRunning',
  /** Whether the servers run at the gateway of another program. */
  attached: 'mcpPool.attached',
  /** Whether a tool was called before in this workspace. */
  hasLastCall: 'mcpPool.hasLastCall',
} as const;

/** Where the state of the workspace holds the call made last. */
export const lastCallKey = 'lastCall';

/** `mcp-resource` is VS Code's own, so resources of the pool have a scheme of their own. */
export const schemes = {
  resource: 'mcp-pool',
  result: 'mcp-pool-result',
  review: 'mcp-pool-review',
  snapshot: 'mcp-pool-snapshot',
  call: 'mcp-pool-call',
} as const;

/** The settings of this extension. */
export const settings = {
  /** When servers start: `ask`, `trusted` or `never`. */
  start: 'mcpPool.start',
  /** The path of the configuration file in each folder. */
  configFile: 'mcpPool.configFile',
  /** Whether the gateway starts with the servers. */
  gatewayStart: 'mcpPool.gateway.start',
  /** Whether the window automatically uses the servers of a gateway of another program. */
  gatewayAttach: 'mcpPool.gateway.attach',
  gatewayPort: 'mcpPool.gateway.port',
  gatewayHost: 'mcpPool.gateway.host',
  gatewayOrigins: 'mcpPool.gateway.allowedOrigins',
  /** Whether the chat of VS Code is offered the pool. */
  chat: 'mcpPool.chat',
} as const;

/** The type of our tasks in `tasks.json`. */
export const taskType = 'mcp';

export const configFileNames = ['mcp-config.yaml', 'mcp-config.yml'] as const;
