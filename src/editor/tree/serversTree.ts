import * as vscode from 'vscode';
import { Debouncer } from '../../base/async';
import { DisposableStore } from '../../base/disposables';
import { views } from '../ids';
import type { PoolService } from '../services/poolService';
import type { Services } from '../services/services';
import { childrenOf, groupNode, groupsOf, type Node, type ServerNode } from './nodes';
import { serverItem, unfolds } from './serverItem';

/** The steps in which a waiting server's row counts down. In ms. */
const countdownStepMs = 5000;

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
  private tick: NodeJS.Timeout | undefined;
  // A server that starts changes several times in a row; the tree draws the last of it.
  private readonly redraw = this.store.add(new Debouncer(30, () => this.fire()));

  constructor(private readonly pool: PoolService) {
    this.store.add(
      pool.onDidEvent((event) => {
        if (event.type === 'state.changed' || event.type === 'catalog.changed') this.note(event.server);
        else if (event.type.startsWith('server.') && event.type !== 'server.log') this.allStale = true;
        else return;
        this.redraw.schedule();
      }),
    );
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    const server = this.pool.find(node.serverId);
    if (!server) return new vscode.TreeItem('');
    return node.kind === 'server'
      ? serverItem(node.id, this.pool.label(server), server)
      : (await import('./treeItems')).itemOf(node, server);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    const server = this.pool.find(node.serverId);
    if (server && item.tooltip === undefined)
      item.tooltip = (await import('./tooltips')).tooltipOf(node, server, this.pool.label(server));
    return item;
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.pool.servers.map((server) => this.serverNode(server.id));
    const server = this.pool.find(node.serverId);
    if (!server) return [];
    if (node.kind === 'server') return groupsOf(server);
    if (node.kind === 'group') return childrenOf(server, node.group);
    return node.kind === 'prefix' ? [...node.children] : [];
  }

  getParent(node: Node): Node | undefined {
    if (node.kind === 'server') return undefined;
    if (node.kind === 'group') return this.serverNode(node.serverId);
    const group = node.kind === 'tool' ? 'tools' : node.kind === 'prompt' ? 'prompts' : 'resources';
    return groupNode(node.serverId, group);
  }

  dispose(): void {
    clearTimeout(this.tick);
    this.store.dispose();
  }

  /** VS Code indents a row by whether any of its neighbours unfolds, so all are redrawn when one starts or stops unfolding. */
  private note(id: string): void {
    this.stale.add(id);
    const server = this.pool.find(id);
    const unfolding = server !== undefined && unfolds(server);
    if (this.unfolding.has(id) !== unfolding) this.allStale = true;
    if (unfolding) this.unfolding.add(id);
    else this.unfolding.delete(id);
    this.countDown();
  }

  /** While a server waits for its next start, its row counts down; in steps, as a redrawn row loses its tooltip. */
  private countDown(): void {
    clearTimeout(this.tick);
    const left = this.pool.servers.flatMap(({ state }) =>
      state.kind === 'waiting' ? [state.retryAt - Date.now()] : [],
    );
    if (left.length === 0) return;
    const untilStep = Math.min(...left.map((ms) => ((ms - 1) % countdownStepMs) + 1));
    this.tick = setTimeout(
      () => {
        for (const server of this.pool.servers)
          if (server.state.kind === 'waiting') this.stale.add(server.id);
        this.fire();
        this.countDown();
      },
      Math.max(1000, untilStep),
    );
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
