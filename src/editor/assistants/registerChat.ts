import * as vscode from 'vscode';
import { clientInfo } from '../../base/clientInfo';
import { DisposableStore } from '../../base/disposables';
import type { GatewayService } from '../gateway/gatewayService';
import { settings } from '../ids';
import type { Services } from '../services/services';

/** The provider of package.json that offers the pool to the chat of VS Code. */
const providerId = 'mcpPool.pool';

/**
 * Offers the pool to the chat of VS Code as one MCP server behind the gateway, so that no server is started twice. Off until the
 * setting says otherwise; does nothing in editors without such providers.
 */
export function registerChat({ configFiles, log }: Services, gateway: GatewayService): vscode.Disposable {
  const store = new DisposableStore();
  // Forks of VS Code lack parts of this API.
  if (typeof vscode.lm?.registerMcpServerDefinitionProvider !== 'function') {
    log.info('The chat of this editor does not accept MCP servers from extensions.');
    return store;
  }
  const changed = store.add(new vscode.EventEmitter<void>());
  const isOn = () => vscode.workspace.getConfiguration().get<boolean>(settings.chat) === true;
  store.add(
    vscode.workspace.onDidChangeConfiguration((event) =>
      event.affectsConfiguration(settings.chat) ? changed.fire() : undefined,
    ),
  );
  store.add(configFiles.onDidApply(() => changed.fire()));
  // Another start may be at another port.
  store.add(gateway.onDidChange(() => changed.fire()));
  const letIn = async (definition: vscode.McpHttpServerDefinition) => {
    const { url, token } = await gateway.access();
    definition.uri = vscode.Uri.parse(`${url}/mcp`);
    definition.headers = { Authorization: `Bearer ${token}` };
  };
  store.add(
    vscode.lm.registerMcpServerDefinitionProvider(providerId, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: async () => {
        if (
          !isOn() ||
          gateway.isClosedByHand ||
          !vscode.workspace.isTrusted ||
          configFiles.written.length === 0
        )
          return [];
        const { url } = await gateway.access();
        return [
          new vscode.McpHttpServerDefinition(
            'MCP Pool',
            vscode.Uri.parse(`${url}/mcp`),
            {},
            clientInfo.version,
          ),
        ];
      },
      // The token is passed when the chat connects; no definition contains it before.
      resolveMcpServerDefinition: async (definition) => {
        if (gateway.isClosedByHand) return undefined;
        if (definition instanceof vscode.McpHttpServerDefinition) await letIn(definition);
        return definition;
      },
    }),
  );
  return store;
}
