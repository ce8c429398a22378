import path from 'node:path';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposables';
import { configFileNames, settings } from '../ids';

/** Where the configuration files of the workspace folders are, or would be. */
export class ConfigLocations implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new vscode.EventEmitter<void>());
  /** Fires when a file was saved, created, deleted or changed on disk, or is expected elsewhere. */
  readonly onDidChange = this.changed.event;
  private watchers = new DisposableStore();

  constructor() {
    const fire = () => this.changed.fire();
    this.watch();
    this.store.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.watch();
        fire();
      }),
    );
    this.store.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration(settings.configFile)) return;
        this.watch();
        fire();
      }),
    );
    // A save in this window is known at once; the watcher may take a second.
    this.store.add(
      vscode.workspace.onDidSaveTextDocument(({ uri }) => (this.isConfig(uri) ? fire() : undefined)),
    );
  }

  /** The file of each folder that has one. */
  async files(): Promise<readonly vscode.Uri[]> {
    const found = await Promise.all(folders().map((folder) => firstFile(candidates(folder))));
    return found.filter((uri) => uri !== undefined);
  }

  /** Where the file of a folder is created. */
  newFile(folder: vscode.WorkspaceFolder): vscode.Uri {
    return candidates(folder)[0]!;
  }

  /** Whether this is the configuration file of a workspace folder. */
  isConfig(uri: vscode.Uri): boolean {
    return folders().some((folder) => candidates(folder).some((one) => one.toString() === uri.toString()));
  }

  /** The folder that relative paths and variables of a file refer to. */
  folderOf(uri: vscode.Uri): string {
    const folder = folders().find((one) =>
      candidates(one).some((file) => file.toString() === uri.toString()),
    );
    return folder?.uri.fsPath ?? path.dirname(uri.fsPath);
  }

  dispose(): void {
    this.watchers.dispose();
    this.store.dispose();
  }

  private watch(): void {
    this.watchers.dispose();
    this.watchers = new DisposableStore();
    for (const file of folders().flatMap(candidates))
      this.watchers.add(watchOnDisk(file, () => this.changed.fire()));
  }
}

/** Calls back when a file was created, changed or deleted on disk, at once for each step. */
export function watchOnDisk(file: vscode.Uri, onChange: () => void): Disposable {
  const store = new DisposableStore();
  const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(file, '..'), path.basename(file.fsPath));
  const watcher = store.add(vscode.workspace.createFileSystemWatcher(pattern));
  for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
    store.add(event(onChange));
  return store;
}

function folders(): readonly vscode.WorkspaceFolder[] {
  return vscode.workspace.workspaceFolders ?? [];
}

/** The path that the setting names, or the usual names at the root. */
function candidates(folder: vscode.WorkspaceFolder): readonly vscode.Uri[] {
  const set = vscode.workspace
    .getConfiguration(undefined, folder.uri)
    .get<string>(settings.configFile)
    ?.trim();
  if (set) return [vscode.Uri.file(path.resolve(folder.uri.fsPath, set))];
  return configFileNames.map((name) => vscode.Uri.joinPath(folder.uri, name));
}

async function firstFile(uris: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  for (const uri of uris) {
    const there = await vscode.workspace.fs.stat(uri).then(
      (stat) => (stat.type & vscode.FileType.File) !== 0,
      () => false,
    );
    if (there) return uri;
  }
  return undefined;
}
