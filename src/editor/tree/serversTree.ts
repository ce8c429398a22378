import * as vscode from 'vscode';
import { Debouncer } from '../../base/async';
import { DisposableStore } from '../../base/disposables';
import type { ServerState } from '../../mcp/state';
import { views } from '../ids';
import type { PoolService } from '../poolService';
import type { Services } from '../services';
import { groupNode, groupsOf, itemsOf, type Node, type ServerNode } from './nodes';
import { itemOf, serverItem } from './treeItems';

/** Shows the servers, and below each its tools, resources and prompts. */
export function registerTree(services: Services): vscode.Disposable {
  const store = new DisposableStore();
  const provider = store.add(new ServersTree(services.pool));
  store.add(
    vscode.window.createTreeView(views.servers, { treeDataProvider: provider, showCollapseAll: true }),
  );
  return store;
}

class ServersTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new vscode.EventEmitter<Node | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  /** One node object per server: VS Code finds an element to redraw by its identity. */
  private readonly serverNodes = new Map<string, ServerNode>();
  private readonly stale = new Set<string>();
  private readonly unfolding = new Set<string>();
  private allStale = false;
  // A server that starts changes several times in a row; the tree draws the last of it.
  private readonly redraw = this.store.add(new Debouncer(30, () => this.fire()));

  constructor(private readonly pool: PoolService) {
    this.store.add(
      pool.onDidEvent((event) => {
        if (event.type === 'state.changed') this.noteState(event.server, event.state.kind);
        else if (event.type === 'catalog.changed') this.stale.add(event.server);
        else if (event.type.startsWith('server.') && event.type !== 'server.log') this.allStale = true;
        else return;
        this.redraw.schedule();
      }),
    );
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const server = this.pool.find(node.serverId);
    if (!server) return new vscode.TreeItem('');
    return node.kind === 'server'
      ? serverItem(node.id, this.pool.label(server), server)
      : itemOf(node, server);
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.pool.servers.map((server) => this.serverNode(server.id));
    const server = this.pool.find(node.serverId);
    if (!server) return [];
    if (node.kind === 'server') return groupsOf(server);
    if (node.kind === 'group') return itemsOf(server, node.group);
    return node.kind === 'prefix' ? [...node.children] : [];
  }

  getParent(node: Node): Node | undefined {
    if (node.kind === 'server') return undefined;
    if (node.kind === 'group') return this.serverNode(node.serverId);
    const group = node.kind === 'tool' ? 'tools' : node.kind === 'prompt' ? 'prompts' : 'resources';
    return groupNode(node.serverId, group);
  }

  dispose(): void {
    this.store.dispose();
  }

  /** VS Code indents a row by whether any of its neighbours unfolds, so all are drawn anew when one begins or ceases to. */
  private noteState(id: string, kind: ServerState['kind']): void {
    this.stale.add(id);
    const unfolds = kind === 'ready';
    if (this.unfolding.has(id) === unfolds) return;
    this.allStale = true;
    if (unfolds) this.unfolding.add(id);
    else this.unfolding.delete(id);
  }

  private serverNode(id: string): ServerNode {
    let node = this.serverNodes.get(id);
    if (!node) {
      node = { kind: 'server', id, serverId: id };
      this.serverNodes.set(id, node);
    }
    return node;
  }

  private fire(): void {
    const ids = [...this.stale];
    this.stale.clear();
    if (this.allStale) {
      this.allStale = false;
      this.changed.fire(undefined);
      return;
    }
    for (const id of ids) this.changed.fire(this.serverNode(id));
  }
}
