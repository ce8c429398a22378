import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import { needsApproval } from '../../mcp/server/serverState';
import { commands } from '../ids';
import type { Services } from '../services/services';
import { serversText } from '../ui/labels';
import { serverStatus } from '../ui/serverStatus';

/** How many servers are ready, at the bottom of the window. */
export function registerStatusBar({ pool }: Services): vscode.Disposable {
  const store = new DisposableStore();
  const item = store.add(vscode.window.createStatusBarItem('mcpPool.status', vscode.StatusBarAlignment.Left));
  item.name = 'MCP Pool';
  const draw = () => {
    const wanted = pool.servers.filter(({ state }) => state.kind !== 'disabled');
    if (wanted.length === 0) {
      item.hide();
      return;
    }
    const ready = wanted.filter(({ state }) => state.kind === 'ready').length;
    const failed = wanted.some(({ state }) => state.kind === 'failed' || state.kind === 'signInRequired');
    const held = wanted.some(({ state }) => needsApproval(state));
    const busy = wanted.some(({ state }) => state.kind === 'starting');
    item.command = held ? commands.reviewServers : commands.focusTree;
    item.text = `${busy ? '$(loading~spin)' : '$(plug)'} MCP ${ready}/${wanted.length}`;
    item.accessibilityInformation = { label: `MCP: ${ready} of ${wanted.length} servers ready` };
    // Only a server that needs a person gets a color.
    item.backgroundColor = failed
      ? new vscode.ThemeColor('statusBarItem.errorBackground')
      : held
        ? new vscode.ThemeColor('statusBarItem.warningBackground')
        : undefined;
    const rows = wanted.map((server) => [pool.label(server), serverStatus(server)] as const);
    item.tooltip = serversText(rows);
    item.show();
  };
  store.add(
    pool.onDidEvent((event) =>
      event.type === 'state.changed' || event.type.startsWith('server.') || event.type === 'catalog.changed'
        ? draw()
        : undefined,
    ),
  );
  return store;
}
