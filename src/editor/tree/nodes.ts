import type { Prompt, Resource, ResourceTemplateType, Tool } from '@modelcontextprotocol/client';
import type { Server } from '../../mcp/server/server';

/** The folders below a server. */
export type GroupKind = 'tools' | 'resources' | 'prompts';

/** Something the tree shows. `serverId` makes every node a target of the commands about its server. */
export type Node = ServerNode | GroupNode | PrefixNode | ToolNode | ResourceNode | TemplateNode | PromptNode;

interface Below {
  /** Unique in the tree and the same as long as the thing is there, so that expansion and selection survive. */
  readonly id: string;
  readonly serverId: string;
}

export interface ServerNode extends Below {
  readonly kind: 'server';
}
export interface GroupNode extends Below {
  readonly kind: 'group';
  readonly group: GroupKind;
}
/** Items of a large folder that share the beginning of their names. */
export interface PrefixNode extends Below {
  readonly kind: 'prefix';
  readonly label: string;
  readonly children: readonly Node[];
}
export interface ToolNode extends Below {
  readonly kind: 'tool';
  readonly tool: Tool;
}
export interface ResourceNode extends Below {
  readonly kind: 'resource';
  readonly resource: Resource;
}
export interface TemplateNode extends Below {
  readonly kind: 'template';
  readonly template: ResourceTemplateType;
}
export interface PromptNode extends Below {
  readonly kind: 'prompt';
  readonly prompt: Prompt;
}

/** Folders with more items than this are split by the beginning of the names. */
const largeFolder = 100;

/** The folders of a server that hold something or could not be read. */
export function groupsOf(server: Server): GroupNode[] {
  const { tools, resources, resourceTemplates, prompts } = server.catalog;
  const shown: [GroupKind, boolean][] = [
    ['tools', tools.items.length > 0 || tools.error !== undefined],
    [
      'resources',
      resources.items.length + resourceTemplates.items.length > 0 || resources.error !== undefined,
    ],
    ['prompts', prompts.items.length > 0 || prompts.error !== undefined],
  ];
  return shown.filter(([, show]) => show).map(([group]) => groupNode(server.id, group));
}

/** The node of one folder. */
export function groupNode(serverId: string, group: GroupKind): GroupNode {
  return { kind: 'group', id: `${serverId}/${group}`, serverId, group };
}

/** The content of a folder, split by prefix when it is large. */
export function childrenOf(server: Server, group: GroupKind): Node[] {
  const items = plainItems(server, group);
  return items.length > largeFolder ? byPrefix(server.id, group, items) : items;
}

function plainItems(server: Server, group: GroupKind): Node[] {
  const { tools, resources, resourceTemplates, prompts } = server.catalog;
  const base = (type: string, name: string) => ({ id: `${server.id}/${type}/${name}`, serverId: server.id });
  if (group === 'tools')
    return tools.items.map((tool) => ({ kind: 'tool', ...base('tool', tool.name), tool }));
  if (group === 'prompts')
    return prompts.items.map((prompt) => ({ kind: 'prompt', ...base('prompt', prompt.name), prompt }));
  return [
    ...resources.items.map(
      (resource): Node => ({ kind: 'resource', ...base('resource', resource.uri), resource }),
    ),
    ...resourceTemplates.items.map(
      (template): Node => ({ kind: 'template', ...base('template', template.uriTemplate), template }),
    ),
  ];
}

function byPrefix(serverId: string, group: GroupKind, items: readonly Node[]): Node[] {
  const groups = new Map<string, Node[]>();
  for (const item of items) {
    const prefix = prefixOf(item);
    const there = groups.get(prefix);
    if (there) there.push(item);
    else groups.set(prefix, [item]);
  }
  return [...groups].flatMap(([label, children]): Node[] =>
    children.length === 1
      ? children
      : [{ kind: 'prefix', id: `${serverId}/${group}/${label}*`, serverId, label, children }],
  );
}

function prefixOf(node: Node): string {
  const name = itemName(node);
  const scheme = /^[\w+.-]+:\/*[^/]*\//.exec(name)?.[0];
  return scheme ?? /^[^_\-./:]+[_\-./:]?/.exec(name)?.[0] ?? name;
}

/** The name of what a node shows. */
export function itemName(node: Node): string {
  switch (node.kind) {
    case 'tool':
      return node.tool.name;
    case 'resource':
      return node.resource.uri;
    case 'template':
      return node.template.uriTemplate;
    case 'prompt':
      return node.prompt.name;
    case 'prefix':
      return node.label;
    default:
      return node.id;
  }
}
