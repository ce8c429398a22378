import * as vscode from 'vscode';
import { fileNameOf, safeFileName } from '../../base/files';
import { plural } from '../../base/text';
import type { Server } from '../../mcp/server/server';
import { isDisabled } from '../../pool/toolPolicy';
import { commands } from '../ids';
import { label as labelOf } from '../ui/labels';
import type { GroupKind, Node } from './nodes';
import { make } from './serverItem';

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
      item.description = labelOf(tool.description ?? tool.title ?? tool.annotations?.title ?? '', 120);
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
      item.description = labelOf(resource.uri);
      // The file icon theme draws by the name of a file: one is invented where the type says more than the name.
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
      item.description = labelOf(template.uriTemplate);
      item.iconPath = new vscode.ThemeIcon('symbol-snippet');
      item.contextValue = 'template';
      return withClick(item, 'Open Resource', commands.openResource, node);
    }
    case 'prompt': {
      const { prompt } = node;
      const item = make(node.id, prompt.name);
      item.description = labelOf(prompt.description ?? prompt.title ?? '', 120);
      item.iconPath = new vscode.ThemeIcon('comment-discussion');
      item.contextValue = 'prompt';
      return withClick(item, 'Get Prompt', commands.getPrompt, node);
    }
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
    item.tooltip = labelOf(error.message, 500);
  }
  return item;
}

function withClick(item: vscode.TreeItem, title: string, command: string, node: Node): vscode.TreeItem {
  item.command = { title, command, arguments: [node] };
  return item;
}

function iconFile(name: string, mimeType: string | undefined): string {
  if (/\.\w{1,8}$/.test(name)) return safeFileName(name);
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
  return fileNameOf(name, endings[subtype] ?? subtype, 'resource');
}
