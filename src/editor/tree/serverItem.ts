import * as vscode from 'vscode';
import type { Server } from '../../mcp/server/server';
import { canStart, canStop, needsApproval, type ServerState } from '../../mcp/server/serverState';
import { label as labelOf } from '../ui/labels';
import { serverStatus } from '../ui/serverStatus';
import { groupsOf } from './nodes';

/** The item of a server: its name, the fact that matters now, and the state as an icon. */
export function serverItem(id: string, label: string, server: Server): vscode.TreeItem {
  const { state } = server;
  const item = make(
    id,
    label,
    unfolds(server) ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.description = labelOf(serverStatus(server));
  item.iconPath = stateIcon(state);
  const can = [
    canStart(state) && 'canStart',
    canStop(state) && 'canStop',
    needsApproval(state) && 'canReview',
    state.kind === 'ready' && 'canCall',
    state.kind === 'ready' && server.definition.launch.type === 'http' && 'canSignOut',
  ].filter(Boolean);
  item.contextValue = ['server', state.kind, ...can].join(';');
  item.accessibilityInformation = { label: labelOf(`${label}, ${serverStatus(server)}`) };
  return item;
}

/** Whether there is anything below a server: also while it does not run, what it last offered can be read. */
export function unfolds(server: Server): boolean {
  return groupsOf(server).length > 0;
}

/** The codicon of a state, in the color of the theme. */
export function stateIcon(state: ServerState): vscode.ThemeIcon {
  const icon = (name: string, color?: string) =>
    new vscode.ThemeIcon(name, color ? new vscode.ThemeColor(color) : undefined);
  switch (state.kind) {
    case 'ready':
      return icon('pass-filled', 'testing.iconPassed');
    case 'starting':
      return icon('loading~spin');
    case 'waiting':
      return icon('warning', 'list.warningForeground');
    case 'failed':
      return icon('error', 'list.errorForeground');
    case 'blocked':
      return state.by === 'approval' ? icon('shield') : icon('warning', 'list.warningForeground');
    case 'signInRequired':
      return icon('lock');
    case 'stopped':
      return icon('circle-outline');
    case 'disabled':
      return icon('circle-slash', 'disabledForeground');
  }
}

/** An item of the tree. External text is on one line and fully visible. */
export function make(
  id: string,
  label: string,
  state = vscode.TreeItemCollapsibleState.None,
): vscode.TreeItem {
  const item = new vscode.TreeItem(labelOf(label), state);
  item.id = id;
  return item;
}
