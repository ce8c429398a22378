import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposables';
import { schemes } from '../ids';
import { serverOf } from '../servers/pickServer';
import type { PoolService } from '../services/poolService';
import { fromAddress } from './resourceUri';

interface Watch {
  readonly uri: vscode.Uri;
  /** The server that reports updates, while there is one. */
  bound?: { readonly server: string; readonly subscription: Disposable };
}

/** Subscribes to the resources that are open, for as long as their servers are in the pool. */
export class ResourceUpdates implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly watches = new Set<Watch>();
  private readonly documents = new Map<string, vscode.Disposable>();

  constructor(
    private readonly pool: PoolService,
    private readonly onUpdate: (uri: vscode.Uri) => void,
  ) {
    this.store.add(
      pool.onDidEvent((event) => {
        if (event.type === 'server.added') for (const watch of this.watches) this.bind(watch);
        if (event.type === 'server.removed')
          for (const watch of this.watches) if (watch.bound?.server === event.server) watch.bound = undefined;
      }),
    );
    // VS Code watches visible editors only; a document in a hidden tab would be out of date when it is shown again.
    for (const document of vscode.workspace.textDocuments) this.opened(document);
    this.store.add(vscode.workspace.onDidOpenTextDocument((document) => this.opened(document)));
    this.store.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.documents.get(uri.toString())?.dispose();
        this.documents.delete(uri.toString());
      }),
    );
  }

  /** Calls back when the resource behind the address is updated, until disposed. */
  watch(uri: vscode.Uri): vscode.Disposable {
    const watch: Watch = { uri };
    this.watches.add(watch);
    this.bind(watch);
    return new vscode.Disposable(() => {
      this.watches.delete(watch);
      watch.bound?.subscription.dispose();
    });
  }

  dispose(): void {
    this.store.dispose();
    for (const watching of this.documents.values()) watching.dispose();
  }

  private opened({ uri }: vscode.TextDocument): void {
    const key = uri.toString();
    if (uri.scheme === schemes.resource && !this.documents.has(key)) this.documents.set(key, this.watch(uri));
  }

  private bind(watch: Watch): void {
    if (watch.bound) return;
    const { server: label, resourceUri } = fromAddress(watch.uri);
    const server = serverOf(this.pool, label);
    if (!server) return;
    const subscription = server.watchResource(resourceUri, () => this.onUpdate(watch.uri));
    watch.bound = { server: server.id, subscription };
  }
}
