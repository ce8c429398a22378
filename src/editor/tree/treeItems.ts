import * as vscode from 'vscode';
import { oneLine, plural } from '../../base/text';
import type { Server } from '../../mcp/server';
import { canStart, canStop, needsApproval, type ServerState } from '../../mcp/state';
import { isDisabled } from '../../pool/policy';
import { describeState } from '../describeState';
import { commands } from '../ids';
import { type GroupKind, groupsOf, type Node } from './nodes';

const groupTitles: Record<GroupKind, string> = { tools: 'Tools', resources: 'Resources', prompts: 'Prompts' };

/** The item of any node but a server. */
export function itemOf(node: Exclude<Node, { kind: 'server' }>, server: Server): vscode.TreeItem {
  switch (node.kind) {
    case 'group':
      return groupItem(node.id, node.group, server);
    case 'prefix': {
      const item = make(node.id, node.label, vscode.TreeItemCollapsibleState.Collapsed);
      item.description = String(node.children.length);
      return item;
    }
    case 'tool': {
      const { tool } = node;
      const item = make(node.id, tool.name);
      item.description = oneLine(tool.description ?? tool.title ?? tool.annotations?.title ?? '', 120);
      if (isDisabled(server.definition, tool.name)) {
        item.iconPath = new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
        item.description = "disabled by 'disabledTools'";
        item.contextValue = 'disabledTool';
        return item;
      }
      item.iconPath = new vscode.ThemeIcon('symbol-method');
      item.contextValue = 'tool';
      return withClick(item, 'Call Tool', commands.callTool, node);
    }
    case 'resource': {
      const { resource } = node;
      const item = make(node.id, resource.title ?? resource.name);
      item.description = resource.uri;
      // The file icon theme draws by the name of a file: one is made up where the type says more than the name.
      item.resourceUri = vscode.Uri.from({
        scheme: 'mcp-pool-icon',
        path: `/${iconFile(resource.name, resource.mimeType)}`,
      });
      item.iconPath = vscode.ThemeIcon.File;
      item.contextValue = 'resource';
      return withClick(item, 'Open Resource', commands.openResource, node);
    }
    case 'template': {
      const { template } = node;
      const item = make(node.id, template.title ?? template.name);
      item.description = template.uriTemplate;
      item.iconPath = new vscode.ThemeIcon('symbol-snippet');
      item.contextValue = 'template';
      return withClick(item, 'Open Resource', commands.openResource, node);
    }
    case 'prompt': {
      const { prompt } = node;
      const item = make(node.id, prompt.name);
      item.description = oneLine(prompt.description ?? prompt.title ?? '', 120);
      item.iconPath = new vscode.ThemeIcon('comment-discussion');
      item.contextValue = 'prompt';
      return withClick(item, 'Get Prompt', commands.getPrompt, node);
    }
  }
}

/** The item of a server: its name, the fact that matters now, and the state as an icon. */
export function serverItem(id: string, label: string, server: Server): vscode.TreeItem {
  const { state } = server;
  const item = make(
    id,
    label,
    unfolds(server) ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.description = describeState(server);
  item.iconPath = stateIcon(state);
  const can = [
    canStart(state) && 'canStart',
    canStop(state) && 'canStop',
    needsApproval(state) && 'canReview',
    state.kind === 'ready' && 'canCall',
    state.kind === 'ready' && server.definition.launch.type === 'http' && 'canSignOut',
  ].filter(Boolean);
  item.contextValue = ['server', state.kind, ...can].join(';');
  item.accessibilityInformation = { label: `${label}, ${describeState(server)}` };
  return item;
}

/** Whether there is anything below a server: also while it does not run, what it offered last can be read. */
export function unfolds(server: Server): boolean {
  return groupsOf(server).length > 0;
}

/** The codicon of a state, in the colour of the theme. */
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

function groupItem(id: string, group: GroupKind, server: Server): vscode.TreeItem {
  const { catalog } = server;
  const item = make(id, groupTitles[group], vscode.TreeItemCollapsibleState.Collapsed);
  const error = catalog[group].error;
  const count =
    group === 'resources'
      ? catalog.resources.items.length + catalog.resourceTemplates.items.length
      : catalog[group].items.length;
  item.description = error ? 'could not be listed' : String(count);
  item.contextValue = `group;${group}`;
  item.accessibilityInformation = {
    label: `${groupTitles[group]}, ${error ? 'could not be listed' : plural(count, 'item')}`,
  };
  if (error) {
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.tooltip = error.message;
  }
  return item;
}

function make(id: string, label: string, state = vscode.TreeItemCollapsibleState.None): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.id = id;
  return item;
}

function withClick(item: vscode.TreeItem, title: string, command: string, node: Node): vscode.TreeItem {
  item.command = { title, command, arguments: [node] };
  return item;
}

function iconFile(name: string, mimeType: string | undefined): string {
  if (/\.\w{1,8}$/.test(name)) return name;
  const subtype =
    mimeType
      ?.split(';')[0]
      ?.split('/')[1]
      ?.replace(/^x-|\+.*$/g, '') ?? 'txt';
  const endings: Record<string, string> = {
    plain: 'txt',
    markdown: 'md',
    javascript: 'js',
    typescript: 'ts',
    python: 'py',
    'octet-stream': 'bin',
  };
  return `${name}.${endings[subtype] ?? subtype}`;
}
